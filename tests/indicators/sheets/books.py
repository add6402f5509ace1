"""Workbooks built in memory."""

import io


def saved_bytes(workbook) -> bytes:
    """The bytes of the file that openpyxl would save."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
