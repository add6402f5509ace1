"""Saying that a sheet's text was written before Unicode and has been converted."""

from indicators.sheets.findings import Findings
from indicators.sheets.workbook import Sheet


def note_conversion(sheet: Sheet, findings: Findings) -> None:
    """Warn once for a sheet whose text was converted, naming the encoding it had."""
    if sheet.converted_from:
        encodings = ", ".join(sheet.converted_from)
        message = (
            f"Trang “{sheet.name}” dùng bảng mã cũ ({encodings}), đã được chuyển sang Unicode. "
            "Hãy kiểm tra lại tên xã và các chữ có dấu trong phần xem trước."
        )
        findings.note_sheet("warning", "legacy_encoding", message, sheet=sheet.name)
