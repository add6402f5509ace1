"""Official lists of area classes as an office uploads them."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

import xlsxwriter
from django.core.files.base import ContentFile

from indicators.models import Decision, User
from indicators.services.keeping import Upload
from indicators.sheets.classes.reading import read_class_list
from indicators.sheets.classes.spec import ClassReading
from indicators.sheets.spec import to_json
from programs.models import ClassList
from programs.selectors.class_lists import class_request
from programs.services.class_lists import NewList, preview_class_list

from .capital import writer
from .times import NOW

FIRST_DAY = date(2021, 6, 4)
HEADINGS = ("TT", "Huyện", "Xã, phường, thị trấn", "Khu vực")
VILLAGE_HEADINGS = ("TT", "Huyện", "Xã", "Thôn đặc biệt khó khăn")
Rows = Sequence[Sequence[object]]


def book(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx with these sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return file.getvalue()


def listed(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    return book({"DS": [("Phụ lục",), headings, *rows]})


def read(data: bytes, kind: str = "regions", day: date = FIRST_DAY) -> ClassReading:
    return read_class_list(data, class_request(kind, day))


def official(number: str = "861/QĐ-TTg") -> Decision:
    return Decision.objects.get(number=number)


def previewed_list(
    data: bytes,
    *,
    by: User,
    kind: str = "regions",
    decision: Decision | None = None,
    day: date | None = None,
    is_whole: bool = False,
) -> ClassList:
    decision = decision or official()
    day = day or decision.signed_on
    return preview_class_list(
        upload=Upload("Danh sách.xlsx", ContentFile(data)),
        said=NewList(kind, decision, day, is_whole),
        request=class_request(kind, day),
        by=by,
        now=NOW,
    )


def new_class_list(**fields: object) -> ClassList:
    values = {
        "kind": "regions",
        "decision": fields.get("decision") or official(),
        "valid_from": FIRST_DAY,
        "file": "classes/thu",
        "file_name": "ds.xlsx",
        "size_bytes": 7000,
        "sha256": "0" * 64,
        "state": "previewed",
        "message": "Đọc được 10 dòng.",
        "reading": to_json(ClassReading()),
        "uploaded_at": NOW,
        "uploaded_by": fields.get("uploaded_by") or writer(),
    }
    return ClassList(**values | fields)
