"""Choosing the sheets of a workbook that hold the report that was chosen at upload."""

from dataclasses import dataclass, field

from indicators.sheets.components import ComponentMatcher
from indicators.sheets.crosswise import find_crosswise
from indicators.sheets.crosswise_rows import IndicatorRows, sort_indicators
from indicators.sheets.findings import Findings
from indicators.sheets.headers import HeadingIndex, LabelIndex
from indicators.sheets.layout import Block, Layout, find_layout, heading_blocks
from indicators.sheets.marks import LIST_SHEET
from indicators.sheets.name_column import with_name_column
from indicators.sheets.offers import offered_columns
from indicators.sheets.places import PlaceMatcher
from indicators.sheets.programme import PROGRAMME_FORMS
from indicators.sheets.spec import FormSpec, ReadRequest, Skipped
from indicators.sheets.teaching import Lessons
from indicators.sheets.title import Title, read_title, unsupported_unit
from indicators.sheets.workbook import Sheet
from lsdash.lib.quarters import PeriodCode, find_periods, parse_code

# Forms share columns, so a sheet is of a form only with at least half of its columns.
_ENOUGH_COLUMNS = 0.5


@dataclass(frozen=True)
class Asked:
    """A request made ready: the names of its form and rows, indexed for look-up."""

    request: ReadRequest
    period: PeriodCode
    places: PlaceMatcher
    components: ComponentMatcher
    columns: HeadingIndex
    labels: LabelIndex
    lessons: Lessons
    others: tuple[tuple[FormSpec, HeadingIndex], ...] = field(repr=False)

    @property
    def form(self) -> FormSpec:
        """The form that was chosen."""
        return self.request.form

    def names_a_row(self, text: str) -> bool:
        """Whether a text is the name of a place or project that the form has a row for."""
        if self.form.row_level == "component":
            return self.components.by_label(text).found is not None
        return self.places.find(text) is not None


def prepared(request: ReadRequest) -> Asked:
    """Return the request with everything that is looked up in it."""
    form, period = request.form, parse_code(request.period)
    codes = {form.code, *(other.code for other in request.other_forms)}
    others = (
        *request.other_forms,
        *(other for other in PROGRAMME_FORMS if other.code not in codes),
    )
    keys = [column.key for column in form.columns]
    rows = [item.code for item in (*request.rows, *form.components)]
    return Asked(
        request=request,
        period=period,
        places=PlaceMatcher(request.rows, request.area),
        components=ComponentMatcher(form.components),
        columns=HeadingIndex(form, period),
        labels=LabelIndex(form, period),
        lessons=Lessons(request.taught, [*rows, *keys], keys),
        others=tuple((other, HeadingIndex(other, period)) for other in others),
    )


@dataclass(frozen=True)
class Candidate:
    """A visible sheet that holds the chosen form, with its headings and title.

    `indicators` are the sorted rows of a table with a row per indicator.
    """

    sheet: Sheet
    layout: Layout
    title: Title
    indicators: IndicatorRows | None = None


@dataclass(frozen=True)
class _Found:
    """A form found in a sheet, and how much of it."""

    share: float
    form: FormSpec
    layout: Layout
    indicators: IndicatorRows | None = None


@dataclass(frozen=True)
class _Mismatch:
    reason: str
    code: str
    message: str


def select_sheets(
    sheets: tuple[Sheet, ...], asked: Asked, findings: Findings
) -> tuple[list[Candidate], list[Skipped]]:
    """Return the sheets to read and those left out; report why, if none is left, for the file."""
    request = asked.request
    skipped: list[Skipped] = []
    found: list[Candidate] = []
    others: list[tuple[Sheet, FormSpec | None]] = []
    for sheet in sheets:
        if sheet.is_hidden or not sheet.cells:
            reason = "hidden sheet" if sheet.is_hidden else "empty sheet"
            skipped.append(Skipped(sheet.name, reason))
            continue
        if sheet.name == LIST_SHEET:  # of the marked copy that the sender corrected
            skipped.append(Skipped(sheet.name, "unrecognised sheet"))
            continue
        best = _best_form(sheet, asked)
        if best and best.form == request.form:
            found.append(_candidate(sheet, best, asked))
        else:
            others.append((sheet, best.form if best else None))
    skipped += _leave_out_others(others, bool(found), request, findings)
    if not found and not any(form for _, form in others):
        for sheet, _ in others:
            findings.unmatched += offered_columns(sheet, asked.columns)
    return _matching(found, request, skipped, findings), skipped


def _candidate(sheet: Sheet, best: _Found, asked: Asked) -> Candidate:
    request, layout = asked.request, best.layout
    if best.indicators is None and request.form.row_level != "obstacle":
        layout = with_name_column(sheet, layout, asked.names_a_row)
    areas = (request.area, *request.other_areas)
    title = read_title(sheet, layout, areas, request.rows)
    return Candidate(sheet, layout, title, best.indicators)


def _best_form(sheet: Sheet, asked: Asked) -> _Found | None:
    """The form of which the sheet has the largest share of columns; the chosen one at a tie."""
    blocks = heading_blocks(sheet)
    found = [_upright(sheet, blocks, asked.form, asked.columns, asked.lessons)]
    found.append(_crosswise(sheet, blocks, asked))
    found += [_upright(sheet, blocks, form, index, None) for form, index in asked.others]
    enough = [item for item in found if item and item.share >= _ENOUGH_COLUMNS]
    return max(enough, key=lambda item: item.share, default=None)


def _upright(
    sheet: Sheet, blocks: list[Block], form: FormSpec, index: HeadingIndex, lessons: Lessons | None
) -> _Found | None:
    layout = find_layout(sheet, blocks, index, lessons)
    return _Found(form.share_of(layout.matched_keys), form, layout) if layout else None


def _crosswise(sheet: Sheet, blocks: list[Block], asked: Asked) -> _Found | None:
    """The chosen form with a row per indicator."""
    if asked.form.row_level not in ("commune", "district"):
        return None
    layout = find_crosswise(sheet, blocks, asked.places, asked.period)
    if layout is None:
        return None
    rows = sort_indicators(sheet, layout, asked.form, asked.labels, asked.places, asked.lessons)
    return _Found(asked.form.share_of(rows.matched_keys), asked.form, layout, rows)


def _leave_out_others(
    others: list[tuple[Sheet, FormSpec | None]],
    any_found: bool,
    request: ReadRequest,
    findings: Findings,
) -> list[Skipped]:
    form = next((form for _, form in others if form), None)
    if not any_found:
        findings.note_file("error", *_no_sheet(form, request))
    for sheet, _ in others if any_found else []:
        message = (
            f"Trang “{sheet.name}” không phải biểu {request.form.code} nên không được nhập. "
            "Hãy kiểm tra xem trang này có số liệu cần nộp không."
        )
        findings.note_sheet("warning", "other_sheet", message, sheet=sheet.name)
    return [
        Skipped(sheet.name, "other form" if form else "unrecognised sheet")
        for sheet, form in others
    ]


def _no_sheet(form: FormSpec | None, request: ReadRequest) -> tuple[str, str]:
    if form:
        return "wrong_form", (
            f"Tệp là biểu {form.code} ({form.name}), không phải biểu {request.form.code} "
            f"({request.form.name}) đã chọn. Hãy chọn đúng biểu hoặc đúng tệp."
        )
    return "form_not_recognised", (
        f"Không tìm thấy bảng của biểu {request.form.code} ({request.form.name}) trong tệp. "
        "Hãy kiểm tra tên các cột theo mẫu biểu."
    )


def _matching(
    found: list[Candidate], request: ReadRequest, skipped: list[Skipped], findings: Findings
) -> list[Candidate]:
    mismatches = [(candidate, _mismatch(candidate, request)) for candidate in found]
    kept = [candidate for candidate, mismatch in mismatches if mismatch is None]
    for candidate, mismatch in mismatches:
        if mismatch:
            skipped.append(Skipped(candidate.sheet.name, mismatch.reason))
            if kept:
                findings.note_sheet(
                    "warning", mismatch.code, mismatch.message, sheet=candidate.sheet.name
                )
    wrong = next((mismatch for _, mismatch in mismatches if mismatch), None)
    if wrong and not kept:
        findings.note_file("error", wrong.code, wrong.message)
    for candidate in kept:
        _report_silence(candidate, request, findings)
        _report_name_of_sheet(candidate, request, findings)
    return kept


def _mismatch(candidate: Candidate, request: ReadRequest) -> _Mismatch | None:
    return (
        _area_mismatch(candidate, request)
        or _period_mismatch(candidate, request)
        or _unreadable(candidate, request)
    )


def _area_mismatch(candidate: Candidate, request: ReadRequest) -> _Mismatch | None:
    names = {area.code: area for area in (request.area, *request.other_areas)}
    stated = [names[code] for code in candidate.title.area_codes]
    # The province stands above every district's title ("UBND TỈNH LẠNG SƠN").
    own = {request.area.code}
    if candidate.indicators:
        # A table with a row per indicator may be about one of the form's rows alone.
        own |= {row.code for row in request.rows}
    others = [area for area in stated if area.code not in own and area.unit_type != "tinh"]
    if not others:
        return None
    listed = ", ".join(area.name for area in others)
    message = (
        f"Tiêu đề trang “{candidate.sheet.name}” ghi {listed}, nhưng địa bàn đã chọn là "
        f"{request.area.name}. Hãy chọn đúng tệp hoặc sửa tiêu đề."
    )
    return _Mismatch("other area", "wrong_area", message)


def _period_mismatch(candidate: Candidate, request: ReadRequest) -> _Mismatch | None:
    chosen = parse_code(request.period)
    others = [period for period in candidate.title.periods if not chosen.is_named_by(period)]
    if not others:
        return None
    listed = ", ".join(period.label for period in others)
    message = (
        f"Tiêu đề trang “{candidate.sheet.name}” ghi {listed}, nhưng kỳ đã chọn là "
        f"{chosen.label}. Hãy chọn đúng kỳ hoặc đúng tệp."
    )
    return _Mismatch("other period", "wrong_period", message)


def _unreadable(candidate: Candidate, request: ReadRequest) -> _Mismatch | None:
    layout, unit = candidate.layout, candidate.title.unit
    if unsupported_unit(unit, request.form):
        message = (
            f"Trang “{candidate.sheet.name}” ghi đơn vị tính “{unit}”, khác đơn vị của biểu "
            f"{request.form.code}. Hãy nhập số liệu theo đơn vị của biểu."
        )
        return _Mismatch("unrecognised sheet", "unit_not_supported", message)
    if request.form.row_level == "obstacle" and "content" not in layout.matched_keys:
        message = (
            f"Trang “{candidate.sheet.name}” không có cột “Nội dung khó khăn, vướng mắc”. "
            "Hãy ghi tên cột theo mẫu biểu."
        )
        return _Mismatch("unrecognised sheet", "no_content_column", message)
    if _is_nameless(candidate, request):
        message = (
            f"Trang “{candidate.sheet.name}” không có cột tên {_named(request)}. "
            "Hãy ghi tên cột theo mẫu biểu."
        )
        return _Mismatch("unrecognised sheet", "no_area_column", message)
    return None


def _is_nameless(candidate: Candidate, request: ReadRequest) -> bool:
    layout = candidate.layout
    if candidate.indicators or request.form.row_level == "obstacle":
        return False
    return not layout.having("area", "code")


def _named(request: ReadRequest) -> str:
    if request.form.row_level == "component":
        return "dự án (ví dụ “Nội dung”, “Dự án”)"
    return "địa bàn (ví dụ “Xã, phường, thị trấn”)"


def _report_silence(candidate: Candidate, request: ReadRequest, findings: Findings) -> None:
    """Warn where the title does not say whose report it is, or for which period."""
    missing = [] if candidate.title.area_codes else ["địa bàn"]
    missing += [] if candidate.title.periods else ["kỳ báo cáo"]
    if missing:
        message = (
            f"Tiêu đề trang “{candidate.sheet.name}” không ghi {' và '.join(missing)}; số liệu "
            f"được hiểu là của {request.area.name}, {parse_code(request.period).label}. "
            "Hãy kiểm tra lại."
        )
        findings.note_sheet("warning", "title_incomplete", message, sheet=candidate.sheet.name)


def _report_name_of_sheet(candidate: Candidate, request: ReadRequest, findings: Findings) -> None:
    """Warn where the sheet's name still says another period than its title."""
    chosen, named = parse_code(request.period), find_periods(candidate.sheet.name)
    if not candidate.title.periods or any(chosen.is_named_by(period) for period in named):
        return
    if named:
        message = (
            f"Tên trang “{candidate.sheet.name}” ghi {named[0].label}, khác tiêu đề; số liệu được "
            f"hiểu là của {chosen.label} theo tiêu đề. Hãy kiểm tra lại."
        )
        findings.note_sheet("warning", "sheet_name_differs", message, sheet=candidate.sheet.name)
