"""The first screen as a PDF to hand out: the same numbers in the same words on A4."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import font_roboto
from django.utils.timezone import localtime
from fpdf import FPDF
from fpdf.fonts import FontFace

from indicators.selectors.standing import Standing
from indicators.wording import remaining_text, target_text, value_text
from lsdash.lib.drawing import FONT, png
from lsdash.lib.money import MoneyUnit, money_text
from lsdash.lib.numbers import format_percent
from lsdash.lib.text import lower_first
from lsdash.lib.theme import LIGHTS, Chart
from programs.selectors.book import Amounts
from programs.wording import answer_text

from .page import FirstScreen

EDGE_MM = 15
CURVE_PIXELS = (680, 240)
MOST_LETTERS = 300  # of a cell
MOST_ROWS = 8  # of obstacles, of tasks: what is read out in a meeting
HEAD = FontFace(emphasis="BOLD", fill_color=(238, 242, 245))
SAMPLE = "Dữ liệu minh họa: một phần số liệu do máy tạo ra, không phải số liệu thật của tỉnh."


class _Paper(FPDF):
    """A4 in the font of the pictures, so that Vietnamese looks the same on every server."""

    def __init__(self, made_at: datetime) -> None:
        super().__init__(format="A4")
        folder = Path(font_roboto.font_directory)
        self.add_font(FONT, "", folder / "Roboto-Regular.ttf")
        self.add_font(FONT, "B", folder / "Roboto-Bold.ttf")
        self.made_at = localtime(made_at)
        self.set_creation_date(self.made_at)
        self.set_lang("vi")
        self.set_margin(EDGE_MM)
        self.set_auto_page_break(True, margin=EDGE_MM + 3)
        self.alias_nb_pages()
        self.add_page()

    def footer(self) -> None:
        self.set_y(-EDGE_MM)
        self.set_font(FONT, "", 8)
        self.set_text_color(74, 85, 96)
        made = f"LSDash, lập lúc {self.made_at:%H:%M ngày %d/%m/%Y}"
        self.cell(0, 5, f"{made} · trang {self.page_no()}/{{nb}}", align="R")
        self.set_text_color(0, 0, 0)

    def heading(self, text: str, size: int = 12) -> None:
        if self.will_page_break(30):
            self.add_page()
        self.ln(2)
        self.set_font(FONT, "B", size)
        self.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
        self.set_font(FONT, "", 10)

    def line_of(self, text: str, size: int = 10) -> None:
        self.set_font(FONT, "", size)
        self.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")

    def rows(self, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]):
        self.set_font(FONT, "", 9)
        with self.table(
            col_widths=tuple(widths),
            headings_style=HEAD,
            line_height=4.6,
            padding=0.8,
            text_align="LEFT",
        ) as table:
            for row in (heads, *rows):
                table.row([_short(text) for text in row])


def _short(text: str) -> str:
    """As much as a row can hold that must fit a page; the whole text stands on the screen."""
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_LETTERS else f"{plain[:MOST_LETTERS].rstrip()}…"


def overview_pdf(
    page: FirstScreen,
    curve: Chart | None,
    *,
    unit: MoneyUnit,
    only_official: bool,
    has_sample: bool,
    now: datetime,
) -> bytes:
    """The PDF of what the first screen shows one reader; as many pages as its texts need. Numbers
    are worded by the functions that word them on the page."""
    paper = _Paper(now)
    found = page.indicators
    paper.set_title(f"Tổng quan {lower_first(found.area.name)}")
    paper.heading(f"Tổng quan {lower_first(found.area.name)}", size=16)
    paper.line_of(_as_of(page, only_official=only_official))
    if has_sample:
        paper.set_font(FONT, "B", 9)
        paper.multi_cell(0, 5, SAMPLE, border=1, new_x="LMARGIN", new_y="NEXT")
    _indicators(paper, page)
    _capital(paper, page, curve, unit)
    _obstacles(paper, page, unit)
    _tasks(paper, page)
    _reports(paper, page)
    _news(paper, page)
    stream = BytesIO()
    paper.output(stream)
    return stream.getvalue()


def _as_of(page: FirstScreen, *, only_official: bool) -> str:
    found = page.indicators
    if found.period is None:
        return "Chưa có báo cáo nào của huyện; đây là số đã công bố, mới nhất trước."
    then = f"Như ngày {page.day:%d/%m/%Y}: số" if page.is_past else "Số"
    official = " đã duyệt" if only_official else ""
    lights = ", ".join(f"{number} {word}" for _, word, number in page.lights_in_words)
    period = lower_first(found.period.label)
    return f"{then}{official} tổng hợp đến hết {period}. {len(found.standings)} chỉ tiêu: {lights}."


def _indicators(paper: _Paper, page: FirstScreen) -> None:
    """Those with a value as a table; those without only by their names."""
    shown = [one for one in page.indicators.standings if one.value is not None]
    silent = [one.indicator.name for one in page.indicators.standings if one.value is None]
    paper.heading("Chỉ tiêu")
    heads = ("Chỉ tiêu", "Giá trị", "Thời điểm", "Mục tiêu", "Còn", "Đánh giá")
    paper.rows(heads, (_standing(one) for one in shown), (50, 26, 30, 26, 26, 22))
    if silent:
        paper.line_of(f"Chưa có số liệu: {'; '.join(silent)}.", 9)


def _standing(standing: Standing) -> tuple[str, ...]:
    status = ""
    if standing.observation is not None and not standing.observation.is_official:
        status = ", ước" if standing.coverage.estimated else ", sơ bộ"
    target = standing.target
    return (
        standing.indicator.name,
        value_text(standing),
        f"{standing.as_of or '—'}{status}",
        f"{target_text(target, standing.indicator)} ({target.on.year})" if target else "—",
        remaining_text(standing) or "—",
        LIGHTS[standing.light].label,
    )


def _capital(paper: _Paper, page: FirstScreen, curve: Chart | None, unit: MoneyUnit) -> None:
    capital = page.capital
    if capital is None:
        paper.heading("Vốn")
        paper.line_of("Chưa có vốn được giao hay giải ngân nào được ghi.")
        return
    asked, amounts = capital.question, capital.total.amounts
    day = asked.figures_on or asked.day
    paper.heading(f"Vốn năm {asked.year}, đã giải ngân đến {day:%d/%m/%Y}")
    paper.set_font(FONT, "B", 14)
    paper.cell(0, 7, _capital_answer(page), new_x="LMARGIN", new_y="NEXT")
    paper.line_of(f"{answer_text(capital)} {_disbursed(amounts, unit)}")
    if curve is not None:
        width, height = CURVE_PIXELS
        picture = BytesIO(png(curve.figure, width=width, height=height))
        paper.image(picture, w=paper.epw, alt_text=curve.alt)
        paper.line_of(f"{curve.title} ({curve.subtitle.rstrip('.')}). Nguồn: {curve.source}.", 8)


def _disbursed(amounts: Amounts, unit: MoneyUnit) -> str:
    told = f"Đã giải ngân {money_text(amounts.disbursed, unit)}"
    if amounts.usable <= 0:
        return f"{told}; chưa có vốn được giao."
    usable, left = money_text(amounts.usable, unit), money_text(amounts.left, unit)
    return f"{told} trên {usable}; còn {left}."


def _capital_answer(page: FirstScreen) -> str:
    total = page.capital.total
    light = LIGHTS[total.judgement.light].label
    return f"{format_percent(total.amounts.rate, 2)} · {light}"


def _obstacles(paper: _Paper, page: FirstScreen, unit: MoneyUnit) -> None:
    found = page.obstacles
    paper.heading("Khó khăn, vướng mắc")
    paper.line_of(
        f"{len(found.open)} chưa gỡ, {found.overdue} quá hạn, "
        f"{money_text(found.capital, unit)} bị vướng."
    )
    rows = [
        (
            one.content,
            one.places or "—",
            one.agency or one.authority or "chưa rõ",
            f"{one.due_on:%d/%m/%Y}{', quá hạn' if one.is_overdue else ''}" if one.due_on else "—",
            money_text(one.capital, unit),
        )
        for one in found.open[:MOST_ROWS]
    ]
    if rows:
        heads = ("Nội dung", "Nơi", "Ai gỡ", "Trước ngày", "Vốn vướng")
        paper.rows(heads, rows, (76, 28, 32, 22, 22))
    _rest(paper, len(found.open))


def _tasks(paper: _Paper, page: FirstScreen) -> None:
    found = page.tasks
    paper.heading("Nhiệm vụ")
    paper.line_of(
        f"{len(found.open)} đang làm, {found.overdue} quá hạn, {found.soon} đến hạn 30 ngày tới."
    )
    rows = [
        (one.title, one.lead, f"{one.due_on:%d/%m/%Y}{', quá hạn' if one.is_overdue else ''}")
        for one in found.open[:MOST_ROWS]
    ]
    if rows:
        paper.rows(("Nhiệm vụ", "Chủ trì", "Hạn"), rows, (100, 48, 32))
    _rest(paper, len(found.open))


def _rest(paper: _Paper, number: int) -> None:
    if number > MOST_ROWS:
        paper.line_of(f"… và {number - MOST_ROWS} dòng khác.", 9)


def _reports(paper: _Paper, page: FirstScreen) -> None:
    reports = page.indicators.reports
    if reports is None or not page.is_province:
        return
    paper.heading(f"Báo cáo {reports.period.short_label}")
    paper.line_of(
        f"{reports.received}/{reports.owed} đã gửi, {reports.missing} còn nợ, "
        f"{reports.approved} đã duyệt; hạn gửi {reports.due_on:%d/%m/%Y}."
    )


def _news(paper: _Paper, page: FirstScreen) -> None:
    before = page.indicators.before
    if before is None:
        return
    paper.heading(f"Từ kỳ trước đến nay (so với {lower_first(before.label)})")
    for one in page.news:
        paper.line_of(f"– {one.text}")
    if not page.news:
        paper.line_of("Không có thay đổi đáng kể.")
