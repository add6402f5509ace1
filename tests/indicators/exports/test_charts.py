"""A chart and its table as files: the title, the numbers and the source go with them."""

from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from indicators.exports.charts import drawing_file, picture_file, shown_number, table_file
from lsdash.lib import theme
from lsdash.lib.drawing import NothingToDraw
from lsdash.lib.theme import Cell, Chart, Column, Table

TABLE = Table(
    caption="Vốn theo dự án",
    columns=(Column("Dự án"), Column("Được sử dụng", numeric=True), Column("Đánh giá")),
    rows=(
        (Cell("Dự án 1"), Cell("1.746,6 tỷ đồng", note="sơ bộ"), Cell("", light="late")),
        (Cell("=HYPERLINK(1)"), Cell("—"), Cell("chưa có")),
    ),
)


def chart(*data: dict) -> Chart:
    return Chart(
        slug="thu",
        title="Giải ngân <b>2025</b> & kế hoạch",
        subtitle="tỷ đồng",
        figure={"data": list(data), "layout": theme.layout()},
        table=TABLE,
        alt="Hai cột",
        source="Sổ vốn",
    )


BARS = {"type": "bar", "x": ["A", "B"], "y": [1, 2]}


@pytest.mark.parametrize(
    ("text", "number", "pattern"),
    [
        ("1.746,6 tỷ đồng", "1746.6", '#,##0.0" tỷ đồng"'),
        ("96,1\u00a0%", "96.1", '#,##0.0"\u00a0%"'),
        ("−0,30", "-0.30", "#,##0.00"),
        ("+5,0 điểm %", "5.0", '+#,##0.0" điểm %";-#,##0.0" điểm %"'),
        ("200", "200", "#,##0"),
    ],
)
def test_shown_number_keeps_its_decimals_and_unit(text: str, number: str, pattern: str) -> None:
    assert shown_number(text) == (Decimal(number), pattern)


@pytest.mark.parametrize("text", ["—", "", "174/181", "174 / 181", "31/12/2025", "giảm 3,0 điểm %"])
def test_what_is_no_number_stays_text(text: str) -> None:
    assert shown_number(text) == (None, "")


def test_workbook_holds_the_numbers_of_the_page_with_their_notes() -> None:
    content = table_file(TABLE, subtitle="tỷ đồng", source="Sổ vốn")

    page = load_workbook(BytesIO(content)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4, max_row=6)]
    assert rows == [
        ["Dự án", "Được sử dụng", "Đánh giá", "Ghi chú"],
        ["Dự án 1", 1746.6, "Chậm", "Được sử dụng: sơ bộ"],
        ["=HYPERLINK(1)", "—", "chưa có", ""],
    ]
    assert page["A6"].data_type == "s"
    assert [row[0].value for row in page.iter_rows(min_row=1, max_row=2)] == [
        "Vốn theo dự án",
        "tỷ đồng",
    ]
    assert "Nguồn: Sổ vốn" in [row[0].value for row in page.iter_rows()]


def test_workbook_of_an_empty_table_says_why() -> None:
    empty = Table(caption="Trống", columns=(Column("Tên"),), rows=(), empty="Chưa ai báo cáo.")

    page = load_workbook(BytesIO(table_file(empty))).active

    assert page["A5"].value == "Chưa ai báo cáo."


def test_drawing_carries_title_and_source_as_text() -> None:
    root = ET.fromstring(drawing_file(chart(BARS)))  # noqa: S314 -- our own

    words = [span.text for span in root.iter("{http://www.w3.org/2000/svg}tspan")]
    assert words[0] == "Giải ngân <b>2025</b> & kế hoạch"
    assert words[-1] == "Nguồn: Sổ vốn"


def test_picture_is_a_sharp_png() -> None:
    content = picture_file(chart(BARS))

    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) == 3 * 960


def test_chart_without_series_has_no_picture() -> None:
    with pytest.raises(NothingToDraw):
        picture_file(chart())
