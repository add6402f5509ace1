"""Sound reports of every file type, to be spoilt."""

from functools import cache
from pathlib import Path

from tests.indicators.sheets.files.copies import csv_text, ods_copy, xls_copy

REPORTS = Path(__file__).parents[1] / "data" / "reports"


@cache
def samples() -> dict[str, bytes]:
    """Name -> content; some written by this project, some by LibreOffice."""
    plain, laid_out, texts = (
        next(REPORTS.glob(f"{name}_*.xlsx")).read_bytes() for name in ("R01", "R07", "R08")
    )
    found = {
        "R01.xlsx": plain,
        "R07.xlsx": laid_out,
        "R08.xlsx": texts,
        "R08.xls": xls_copy(texts),
        "R08.ods": ods_copy(texts),
        "R01.csv": csv_text(plain).encode(),
        "R07-utf16.csv": csv_text(laid_out, "\t").encode("utf-16"),
    }
    return found | {path.name: path.read_bytes() for path in sorted((REPORTS / "copies").iterdir())}
