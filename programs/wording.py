"""Capital in words: rates, amounts in the reader's unit, how far behind, what it would take."""

from decimal import Decimal

from django.utils.timezone import localtime

from indicators.progress import Judgement
from lsdash.lib.money import MoneyUnit, money_about, money_difference, money_text
from lsdash.lib.numbers import format_number, format_percent, format_signed
from programs.models import FundKind, PublishedSource, PublishedWhat
from programs.selectors.overview import CapitalInBrief, CapitalOverview
from programs.selectors.published import Comparison
from programs.selectors.question import Question

RATE_DECIMALS = 2
# Of every table of money, in this order.
HEADINGS = (
    "Giao trong năm",
    "Kéo dài",
    "Được sử dụng",
    "Đã giải ngân",
    "Tỷ lệ",
    "Còn phải giải ngân",
)
REASONS = {
    "no_value": "chưa báo cáo giải ngân",
    "no_target": "chưa có tỷ lệ yêu cầu",
    "not_applicable": "không có vốn để giải ngân",
}


def rate_text(rate: Decimal | None) -> str:
    """“20,03 %”."""
    return format_percent(rate, RATE_DECIMALS)


def reason_text(judgement: Judgement) -> str:
    """Why there is no light; empty where there is one."""
    return REASONS.get(judgement.reason or "", "")


def unit_text(unit: MoneyUnit) -> str:
    return f"Đơn vị tính: {unit.label}"


def asked_text(asked: Question) -> str:
    """“Tỉnh Lạng Sơn, năm 2025, đến 31/08/2025”."""
    when = f"năm {asked.year}" if asked.year else "cả giai đoạn"
    return f"{asked.whose}, {when}, đến {asked.day:%d/%m/%Y}"


def known_text(asked: Question) -> str:
    """Said on a page that shows what the database held at an earlier moment; else empty."""
    if asked.known_at is None:
        return ""
    moment = localtime(asked.known_at)
    return f"Như sổ vốn đã ghi đến {moment:%H:%M ngày %d/%m/%Y}; những gì ghi sau đó không tính."


def answer_text(page: CapitalInBrief) -> str:
    """The first sentence a reader needs: late or not, and by how much."""
    behind, on = page.points_behind, page.question.figures_on
    if on is None:
        return "Chưa đơn vị nào báo cáo giải ngân của năm này nên chưa tính được tỷ lệ."
    if page.total.amounts.rate is None:
        return "Không có vốn được sử dụng trong năm nên không tính được tỷ lệ."
    if behind is None:
        return f"Chưa có tỷ lệ yêu cầu của năm {page.question.year} để so sánh."
    required = f"yêu cầu đến {on:%d/%m/%Y} là {rate_text(page.required)}"
    if behind > 0:
        return f"Thấp hơn {format_number(behind, 2)} điểm % so với {required}."
    if behind < 0:
        return f"Cao hơn {format_number(-behind, 2)} điểm % so với {required}."
    return f"Vừa đạt {required}."


def pace_text(page: CapitalOverview) -> str:
    """“Mỗi tháng đang giải ngân 43,7 tỷ đồng; cần 349,2 tỷ đồng mỗi tháng … (gấp 8,0 lần).”"""
    unit = page.question.unit
    if page.held is None:
        return ""
    held = f"Từ đầu năm mỗi tháng giải ngân được {money_about(page.held, unit)}"
    if page.needed is None:
        return f"{held}; đã hết thời gian giải ngân."
    if page.needed == 0:
        return f"{held}; không còn vốn phải giải ngân."
    needed = f"cần {money_about(page.needed, unit)} mỗi tháng để giải ngân hết đến "
    times = f" (gấp {format_number(page.needed / page.held, 1)} lần)" if page.held > 0 else ""
    return f"{held}; {needed}{page.until:%d/%m/%Y}{times}."


def forecast_text(page: CapitalOverview) -> str:
    """Both forecasts with how each was made; empty where none can be told."""
    told, unit = page.forecast, page.question.unit
    if told is None:
        return ""
    ways = []
    if told.by_pace is not None:
        ways.append(f"{_capped(told.by_pace, told.usable, unit)} nếu giữ nhịp ba tháng gần nhất")
    if told.by_past is not None:
        years = ", ".join(str(share.year) for share in told.shares)
        ways.append(
            f"{_capped(told.by_past, told.usable, unit)} nếu giải ngân theo nhịp các năm trước "
            f"({years})"
        )
    if not ways:
        return ""
    return f"Dự báo đến {told.until:%d/%m/%Y}: {'; '.join(ways)}."


def _capped(amount: Decimal, usable: Decimal | None, unit: MoneyUnit) -> str:
    if not usable or usable <= 0:
        return money_about(amount, unit)
    if amount >= usable:
        return f"hết vốn ({money_text(usable, unit)})"
    return f"{money_about(amount, unit)} ({format_percent(amount * 100 / usable, 1)})"


def published_name(one: Comparison) -> str:
    """“Đã giải ngân, vốn sự nghiệp, Tỉnh Lạng Sơn, CT DTTS&MN, tại 31/08/2025”."""
    row = one.published
    words = [PublishedWhat(row.what).label]
    if row.fund_kind:
        words.append(FundKind(row.fund_kind).label.lower())
    if row.source_kind:
        words.append(f"nguồn {PublishedSource(row.source_kind).label.lower()}")
    words.append(row.area.name)
    words.append(row.programme.short_name if row.programme else "cả ba chương trình")
    if row.as_of:
        words.append(f"tại {row.as_of:%d/%m/%Y}")
    return ", ".join(words)


def published_value(one: Comparison) -> str:
    """As it was published, in its own unit and with its own decimals."""
    row = one.published
    number = format_number(row.value, row.decimals)
    estimate = " (ước)" if row.is_estimate else ""
    if one.is_rate:
        return f"{format_percent(row.value, row.decimals)}{estimate}"
    return f"{number} {row.get_unit_display()}{estimate}"


def ledger_value(one: Comparison, unit: MoneyUnit) -> str:
    return rate_text(one.value) if one.is_rate else money_text(one.value, unit)


def difference_text(one: Comparison, unit: MoneyUnit) -> str:
    """“+0,03 điểm %”, “khớp” where the published figure is the ledger's, rounded as it was."""
    if one.value is None:
        return "" if one.is_of_this_day else f"số của ngày {one.published.as_of:%d/%m/%Y}"
    row = one.published
    if one.is_rate:
        stated = one.value
    else:
        stated = one.value / (one.published_value / row.value) if row.value else one.value
    if format_number(stated, row.decimals) == format_number(row.value, row.decimals):
        return "khớp"
    if one.is_rate:
        return f"{format_signed(one.difference, RATE_DECIMALS)} điểm %"
    return money_difference(one.difference, unit)
