"""Figures put into sentences, each saying what it rests on."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lsdash.lib.numbers import format_number, format_percent
from lsdash.lib.text import lower_first
from programs.disbursement import years_earlier

from .data import CapitalLine, CapitalState, IndicatorLine, ObstacleLine, ReportData, ReviewState

NAMED = 5  # how many are named one by one before "và … khác"


def money(million: Decimal) -> str:
    """In tỷ đồng with up to three decimals, exact: 49.198 triệu is “49,198 tỷ đồng”."""
    return f"{format_number(million / 1000, None)} tỷ đồng"


def percent(value: Decimal | None) -> str:
    return format_percent(value, 2)


def day(value: object) -> str:
    return f"{value:%d/%m/%Y}"


def named(items: Sequence[str], most: int = NAMED) -> str:
    """“a, b, c”, and how many more there are."""
    shown = ", ".join(items[:most])
    return shown + (f" và {len(items) - most} nội dung khác" if len(items) > most else "")


def quantity(value: Decimal, unit: str, decimals: int) -> str:
    if unit == "%":
        return format_percent(value, decimals)
    return f"{format_number(value, decimals)} {unit}"


def indicator_sentence(line: IndicatorLine, before: str) -> str:
    """One indicator: value, what it covers, change since the period before, against the plan."""
    if line.value is None:
        return f"{line.name}: chưa có số liệu."
    parts = [f"{line.name}: {quantity(line.value, line.unit, line.decimals)} ({_basis(line)})"]
    if line.since_last is not None:
        parts.append(_since(line, before))
    if line.judged:
        parts.append(line.judged)
    if line.target:
        share = f", đạt {percent(line.plan_percent)} kế hoạch" if line.plan_percent else ""
        parts.append(f"mục tiêu {line.target}{share}")
    return "; ".join(parts) + "."


def _basis(line: IndicatorLine) -> str:
    told = [line.as_of, line.coverage, line.nature or line.source]
    return ", ".join(filter(None, told))


def _since(line: IndicatorLine, before: str) -> str:
    change = line.since_last
    if not change:
        return f"không đổi so với {before}"
    unit = "điểm %" if line.unit == "%" else line.unit
    size = format_number(abs(change), line.decimals)
    if not size.strip("0,"):
        return f"gần như không đổi so với {before}"
    return f"{'tăng' if change > 0 else 'giảm'} {size} {unit} so với {before}"


def coverage_sentence(data: ReportData) -> str:
    """How many reports the figures rest on, and which of them are not yet approved."""
    if not data.reports_owed:
        return f"Trong {data.period} không có báo cáo nào phải gửi."
    missing = data.reports_owed - data.reports_in
    text = (
        f"Số liệu tổng hợp từ {data.reports_in}/{data.reports_owed} báo cáo, trong đó "
        f"{data.reports_approved} báo cáo đã được duyệt."
    )
    if missing:
        text += f" Còn {missing} báo cáo chưa gửi, nên số tổng hợp là số một phần."
    if data.reports_returned:
        text += f" {data.reports_returned} báo cáo bị trả lại, chờ sửa và gửi lại."
    if data.reports_approved < data.reports_in:
        text += " Số liệu của báo cáo chưa duyệt là số sơ bộ."
    return text


def lagging_sentence(lines: Iterable[IndicatorLine]) -> str:
    late = [lower_first(line.name) for line in lines if line.is_late]
    if not late:
        return "Không có chỉ tiêu nào chậm so với tiến độ."
    return f"Có {len(late)} chỉ tiêu chậm so với tiến độ: {named(late)}."


def capital_sentence(state: CapitalState) -> str:
    total = state.total
    if not total.usable:
        return f"Năm {state.year} chưa có vốn được giao."
    carried = f" và kéo dài {money(total.carried_over)}" if total.carried_over else ""
    text = (
        f"Tổng vốn được sử dụng năm {state.year} là {money(total.usable)} (giao trong năm "
        f"{money(total.allotted)}{carried})."
    )
    if not state.is_reported:
        return f"{text} Đến ngày {day(state.as_of)} chưa có báo cáo giải ngân nào."
    text += (
        f" Lũy kế giải ngân đến ngày {day(state.as_of)} là {money(total.disbursed)}, đạt "
        f"{percent(total.rate)}"
    )
    if state.required_percent is not None:
        word = "đạt" if total.rate >= state.required_percent else "thấp hơn"
        text += f", {word} yêu cầu {percent(state.required_percent)} tại thời điểm này"
    if state.rate_last_year is not None:
        text += f"; {_last_year(state)} là {percent(state.rate_last_year)}"
    return text + f". Vốn còn phải giải ngân: {money(max(total.left, Decimal(0)))}."


def _last_year(state: CapitalState) -> str:
    """What it is held against: the same day, or the last day before it that was told."""
    if state.last_year_on == years_earlier(state.as_of, 1):
        return f"cùng kỳ năm {state.year - 1}"
    return f"năm {state.year - 1} đến ngày {day(state.last_year_on)}"


def kinds_sentence(lines: Sequence[CapitalLine]) -> str:
    told = [_kind(line) for line in lines if line.usable]
    return f"Trong đó: {'; '.join(told)}." if told else ""


def _kind(line: CapitalLine) -> str:
    name = lower_first(line.name)
    if line.disbursed is None:
        return f"{name} {money(line.usable)}, chưa có báo cáo giải ngân"
    return f"{name} {money(line.disbursed)}/{money(line.usable)}, đạt {percent(line.rate)}"


def slow_projects_sentence(state: CapitalState) -> str:
    """The projects below the total's rate, the slowest first, with the money still to be spent;
    after them those of which nothing is told."""
    silent = [f"{p.name} ({money(p.usable)})" for p in state.by_project if _is_silent(p)]
    untold = f" Chưa có báo cáo giải ngân: {named(silent)}." if silent else ""
    overall = state.total.rate
    slow = [p for p in state.by_project if p.rate is not None and overall and p.rate < overall]
    if not slow:
        return f"Không có dự án nào giải ngân thấp hơn mức chung.{untold}"
    slow.sort(key=lambda line: (line.rate, -line.left))
    told = [f"{p.name} ({percent(p.rate)}, còn {money(p.left)})" for p in slow]
    return f"Các dự án giải ngân thấp hơn mức chung: {named(told)}.{untold}"


def _is_silent(line: CapitalLine) -> bool:
    return line.disbursed is None and line.usable > 0


def obstacles_sentence(data: ReportData) -> str:
    count = len(data.obstacles)
    if not (count or data.raised or data.resolved):
        return f"Trong {data.period} chưa ghi nhận khó khăn, vướng mắc nào."
    text = (
        f"Trong {data.period} phát sinh {data.raised}, giải quyết {data.resolved} khó khăn, "
        f"vướng mắc; còn {count} khó khăn, vướng mắc chưa giải quyết"
    )
    overdue = sum(line.is_overdue for line in data.obstacles)
    stuck = sum((line.capital_stuck or Decimal(0) for line in data.obstacles), Decimal(0))
    if overdue:
        text += f", trong đó {overdue} đã quá hạn"
    if stuck:
        text += f"; vốn bị vướng {money(stuck)}"
    return text + "."


def obstacle_sentence(line: ObstacleLine) -> str:
    """“Nội dung” (nơi nêu; nguyên nhân …; hạn …)."""
    told = [line.areas]
    if line.cause or line.cause_text:
        told.append(f"nguyên nhân {_cause(line)}")
    if line.due_on:
        told.append(f"hạn {day(line.due_on)}{', đã quá hạn' if line.is_overdue else ''}")
    return f"{line.content.rstrip('.')} ({'; '.join(filter(None, told))})."


def _cause(line: ObstacleLine) -> str:
    told = [lower_first(line.cause), lower_first(line.cause_text.rstrip(". "))]
    return ": ".join(filter(None, told))


def reviews_sentence(state: ReviewState) -> str:
    def against(count: int | None, target: int | None, unit: str) -> str:
        if count is None:
            return f"chưa có số liệu về {unit}" + (f" (mục tiêu {target})" if target else "")
        return f"{count}/{target} {unit}" if target else f"{count} {unit}"

    registered = f"có {state.communes_registered} xã, {state.villages_registered} thôn"
    if not state.communes_registered and not state.villages_registered:
        registered = "chưa có xã, thôn nào"
    return (
        f"Năm {state.year} {registered} "
        "đăng ký phấn đấu ra khỏi diện đặc biệt khó khăn. Lũy kế cả giai đoạn đã ra khỏi danh sách "
        f"{against(state.communes_left, state.communes_target, 'xã')}, "
        f"{against(state.villages_left, state.villages_target, 'thôn')}"
        + (" theo mục tiêu." if state.communes_target or state.villages_target else ".")
    )
