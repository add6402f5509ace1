"""Choosing the sheets of a workbook that hold the report that was chosen at upload."""

from dataclasses import dataclass

from indicators.sheets.findings import Findings
from indicators.sheets.layout import Layout, find_layout
from indicators.sheets.spec import FormSpec, ReadRequest, Skipped
from indicators.sheets.title import Title, read_title, unsupported_unit
from indicators.sheets.workbook import Sheet
from lsdash.lib.quarters import parse_code

# Forms share columns, so a sheet is of a form only with at least half of its columns.
_ENOUGH_COLUMNS = 0.5


@dataclass(frozen=True)
class Candidate:
    """A visible sheet that holds the chosen form, with its headings and title."""

    sheet: Sheet
    layout: Layout
    title: Title


@dataclass(frozen=True)
class _Mismatch:
    reason: str
    code: str
    message: str


def select_sheets(
    sheets: tuple[Sheet, ...], request: ReadRequest, findings: Findings
) -> tuple[list[Candidate], list[Skipped]]:
    """Return the sheets to read and those left out; report why, if none is left, for the file."""
    skipped: list[Skipped] = []
    found: list[Candidate] = []
    others: list[tuple[Sheet, FormSpec | None]] = []
    for sheet in sheets:
        if sheet.is_hidden or not sheet.cells:
            reason = "hidden sheet" if sheet.is_hidden else "empty sheet"
            skipped.append(Skipped(sheet.name, reason))
            continue
        form, layout = _best_form(sheet, request)
        if form == request.form and layout:
            areas = (request.area, *request.other_areas)
            found.append(Candidate(sheet, layout, read_title(sheet, layout, areas)))
        else:
            others.append((sheet, form))
    skipped += _leave_out_others(others, bool(found), request, findings)
    return _matching(found, request, skipped, findings), skipped


def _best_form(sheet: Sheet, request: ReadRequest) -> tuple[FormSpec | None, Layout | None]:
    """The form of which the sheet has the largest share of columns; the chosen one at a tie."""
    best: tuple[float, FormSpec | None, Layout | None] = (0, None, None)
    for form in (request.form, *request.other_forms):
        layout = find_layout(sheet, form)
        share = len(layout.matched_keys) / len(form.columns) if layout else 0
        if share >= _ENOUGH_COLUMNS and share > best[0]:
            best = (share, form, layout)
    return best[1], best[2]


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
    others = [area for area in stated if area != request.area and area.unit_type != "tinh"]
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
    if not layout.having("area") and not layout.having("code"):
        message = (
            f"Trang “{candidate.sheet.name}” không có cột tên địa bàn (ví dụ “Xã, phường, "
            "thị trấn”). Hãy ghi tên cột theo mẫu biểu."
        )
        return _Mismatch("unrecognised sheet", "no_area_column", message)
    return None


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
