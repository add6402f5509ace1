"""What changed, on the page and as a workbook."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from indicators.exports import history as exports
from indicators.models import EntryStatus, FigureChange, Report, Route, User
from indicators.services.reports import Remark, return_report
from tests.factories.figures import write_cells
from tests.factories.reference import commune, district, measure, report_of
from tests.factories.reports import sent_report
from tests.factories.rows import new_batch, new_figure_change, saved
from tests.factories.times import NOW, local_time
from tests.indicators.selectors.cases import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(leader: User, client: Client) -> Client:
    client.force_login(leader)
    return client


@pytest.fixture
def report(open_quarter, trang_dinh_officer: User) -> Report:
    """Tràng Định's, with three cells entered and one of them corrected."""
    found = report_of("F1", "180")
    cells = {"06001": {"hh_total": 750, "poor_hh": None, "road_paved": 1}}
    write_cells(found, cells, by=trang_dinh_officer, now=NOW)
    write_cells(
        found, {"06001": {"hh_total": 760}}, by=trang_dinh_officer, now=NOW + timedelta(days=1)
    )
    return found


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return plain(response.content.decode())


def rows_of(page: str) -> list[str]:
    return page.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]


def cell_url(report: Report, area: str = "06001", code: str = "hh_total") -> str:
    return f"/lich-su/o/{report.pk}/{commune(area).pk}/{measure(code).pk}/"


def sheet_of(client: Client, url: str = "/lich-su/tai-ve/"):
    response = client.get(url)
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(response.content)).active


def test_row_says_when_who_where_what_and_how(report: Report, reader: Client) -> None:
    first = rows_of(text_of(reader, "/lich-su/"))[0]

    assert "09:00 06/10/2024" in first
    assert "Nông Văn Ví Dụ" in first
    assert "Xã Đoàn Kết, huyện Tràng Định" in first
    assert f'href="{cell_url(report)}"' in first
    assert f'href="/lich-su/bao-cao/{report.pk}/"' in first
    assert '<del>750</del><span class="diff-arrow">→</span><ins>760</ins>' in first
    assert "Lệnh trên máy chủ" in first


def test_nil_not_reported_and_yes_are_three_words(report: Report, reader: Client) -> None:
    rows = " ".join(rows_of(text_of(reader, "/lich-su/")))

    assert '<del>chưa báo cáo</del><span class="diff-arrow">→</span><ins>–</ins>' in rows
    assert "<ins>có</ins>" in rows


def test_zero_and_estimate_are_told_apart(report: Report, reader: Client) -> None:
    saved(new_figure_change(report=report, before=0, after=5, after_status=EntryStatus.ESTIMATE))

    page = text_of(reader, "/lich-su/")

    assert "<del>0</del>" in page
    assert "<ins>5 (ước)</ins>" in page


def test_import_is_linked_and_notes_are_shown_as_text(report: Report, reader: Client) -> None:
    batch = saved(new_batch(report=report))
    saved(
        new_figure_change(
            report=report, batch=batch, by=batch.uploaded_by, after_note="<b>Đã rà soát</b>"
        )
    )

    page = text_of(reader, "/lich-su/")

    assert f'<a href="/nhap-lieu/{batch.pk}/">{batch.file_name}</a>' in page
    assert "&lt;b&gt;Đã rà soát" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("ky=2024Q3", 4),
        ("tu=06/10/2024", 1),
        ("den=05/10/2024", 3),
        ("tu=05/10/2024&den=06/10/2024", 4),
        ("cach=command", 4),
        ("cach=grid", 0),
        ("noi={district}", 4),
        ("noi={commune}", 4),
        ("nguoi={person}", 4),
        ("nguoi={person}&tu=06/10/2024&cach=command&noi={commune}&ky=2024Q3", 1),
    ],
)
def test_filter_narrows(
    query: str, count: int, report: Report, reader: Client, trang_dinh_officer: User
) -> None:
    query = query.format(
        district=district("180").pk, commune=commune("06001").pk, person=trang_dinh_officer.pk
    )

    page = text_of(reader, f"/lich-su/?{query}")

    assert len(rows_of(page)) == count
    assert f"{count} thay đổi" in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tu=31/02/2024", "Hãy ghi ngày dạng ngày/tháng/năm"),
        ("tu=06/10/2024&den=05/10/2024", "Ngày này phải từ ngày bắt đầu trở đi."),
        ("ky=2024Q9", "Không có lựa chọn này"),
        ("noi=1 OR 1", "Không có lựa chọn này"),
        ("nguoi=-1", "Không có lựa chọn này"),
        ("cach=%00", "Không có lựa chọn này"),
    ],
)
def test_filter_that_makes_no_sense_says_why(
    query: str, sentence: str, report: Report, reader: Client
) -> None:
    for url in ("/lich-su/", "/lich-su/tai-ve/"):
        answer = reader.get(f"{url}?{query}")

        assert answer.status_code == 422
        assert sentence in answer.content.decode()


def test_last_hour_of_a_day_belongs_to_it(report: Report, reader: Client) -> None:
    saved(new_figure_change(report=report, at=local_time(2024, 11, 3, 23, 59)))

    assert len(rows_of(text_of(reader, "/lich-su/?tu=03/11/2024&den=03/11/2024"))) == 1
    assert len(rows_of(text_of(reader, "/lich-su/?tu=04/11/2024"))) == 0


def test_hundred_changes_stand_on_a_page(report: Report, reader: Client) -> None:
    change = FigureChange.objects.first()
    many = [FigureChange(**fields_of(change, version=number)) for number in range(120)]
    FigureChange.objects.bulk_create(many)

    first = text_of(reader, "/lich-su/?ky=2024Q3")
    second = text_of(reader, "/lich-su/?ky=2024Q3&trang=2")

    assert (len(rows_of(first)), len(rows_of(second))) == (100, 24)
    assert "?ky=2024Q3&amp;trang=2" in first
    assert "Trang 2/2" in second
    for beyond in ("3", "-1", "abc", "9999999999999999999999"):
        assert reader.get(f"/lich-su/?trang={beyond}").status_code == 200


def fields_of(change: FigureChange, **fields: object) -> dict[str, object]:
    names = [f.attname for f in FigureChange._meta.concrete_fields if not f.primary_key]
    return {name: getattr(change, name) for name in names} | fields


def test_page_costs_the_same_with_few_and_with_many(
    report: Report, reader: Client, django_assert_max_num_queries
) -> None:
    change = FigureChange.objects.first()
    FigureChange.objects.bulk_create(FigureChange(**fields_of(change)) for _ in range(150))
    url = cell_url(report)

    with django_assert_max_num_queries(10):
        reader.get("/lich-su/")
    with django_assert_max_num_queries(11):
        reader.get(f"/lich-su/bao-cao/{report.pk}/")
    with django_assert_max_num_queries(6):
        reader.get(url)


def test_district_reads_its_own_changes_only(
    report: Report, client: Client, van_quan_officer: User, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "184"), {"06301": {}}, by=van_quan_officer)
    client.force_login(van_quan_officer)
    foreign = text_of(client, "/lich-su/")
    book = sheet_of(client)

    assert "Không có thay đổi nào" in foreign
    assert "Tràng Định" not in foreign
    assert "Ví Dụ" not in foreign
    assert book.max_row == 4
    assert client.get(f"/lich-su/bao-cao/{report.pk}/").status_code == 404
    assert client.get(cell_url(report)).status_code == 404
    assert client.get(f"/lich-su/?noi={commune('06001').pk}").status_code == 422

    client.force_login(trang_dinh_officer)
    assert len(rows_of(text_of(client, "/lich-su/"))) == 4


def test_report_shows_its_steps_and_what_was_marked(
    report: Report, reader: Client, trang_dinh_officer: User, provincial_officer: User
) -> None:
    sent_report(report, by=trang_dinh_officer)
    key = measure("poor_hh").pk, commune("06001").pk
    return_report(
        report=report,
        by=provincial_officer,
        now=NOW,
        reason="Số hộ nghèo tăng đột ngột",
        remarks=[Remark(key, "Đề nghị rà soát")],
    )

    page = text_of(reader, f"/lich-su/bao-cao/{report.pk}/")

    assert "Số hộ nghèo tăng đột ngột" in page
    assert "Đề nghị rà soát" in page
    assert f'href="{cell_url(report, code="poor_hh")}"' in page
    assert "Bị trả lại" in page


def test_cell_tells_all_its_changes_oldest_first(report: Report, reader: Client) -> None:
    rows = rows_of(text_of(reader, cell_url(report)))

    assert ["<ins>750</ins>" in rows[0], "<ins>760</ins>" in rows[1]] == [True, True]
    assert len(rows) == 2


def test_cell_answers_with_its_table_alone(report: Report, reader: Client) -> None:
    part = text_of(reader, f"{cell_url(report)}?manh=1")

    assert len(rows_of(part)) == 2
    assert "<html" not in part
    assert "<h1" not in part


def test_cell_that_was_never_filled_says_so(report: Report, reader: Client) -> None:
    page = text_of(reader, cell_url(report, "06004"))

    assert "Ô này chưa từng có số liệu." in page


def test_cell_that_the_report_has_not_is_not_found(report: Report, reader: Client) -> None:
    foreign_measure = f"/lich-su/o/{report.pk}/{commune('06001').pk}/{measure('commune_total').pk}/"
    foreign_area = f"/lich-su/o/{report.pk}/{commune('06253').pk}/{measure('hh_total').pk}/"

    assert reader.get(foreign_measure).status_code == 404
    assert reader.get(foreign_area).status_code == 404
    assert reader.get(f"/lich-su/o/{report.pk}/99999999/1/").status_code == 404


def test_workbook_holds_numbers_as_numbers_and_text_as_text(report: Report, reader: Client) -> None:
    saved(new_figure_change(report=report, after=5, after_note="=HYPERLINK(1)", at=NOW))

    sheet = sheet_of(reader)

    head = [cell.value for cell in sheet[4]]
    rows = [dict(zip(head, (c.value for c in row), strict=True)) for row in sheet.iter_rows(5)]
    newest = rows[0]
    assert (newest["Trước"], newest["Sau"]) == (750, 760)
    assert newest["Lúc"].isoformat() == "2024-10-06T09:00:00"
    assert newest["Mã địa bàn"] == "06001"
    assert {row["Sau"] for row in rows} == {750, 760, "–", "có", 5}
    assert {row["Trước"] for row in rows} == {750, 749, "chưa báo cáo"}
    note = next(cell for row in sheet.iter_rows(5) for cell in row if cell.value == "=HYPERLINK(1)")
    assert note.data_type == "s" or not str(note.value).startswith("{")
    assert "<f>" not in xml_of(reader)


def xml_of(client: Client) -> str:
    from zipfile import ZipFile

    content = client.get("/lich-su/tai-ve/").content
    return ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


def test_workbook_keeps_to_the_filter_and_names_it(report: Report, reader: Client) -> None:
    sheet = sheet_of(reader, "/lich-su/tai-ve/?tu=06/10/2024&ky=2024Q3")

    assert sheet.max_row == 5
    assert "Kỳ: Quý III năm 2024; Từ ngày: 06/10/2024" in sheet["A2"].value
    assert sheet["A2"].value.startswith("1 thay đổi.")


def test_workbook_says_when_it_was_cut(report: Report) -> None:
    content = exports.changes_workbook(
        FigureChange.objects.select_related("report"), total=61_234, said="", now=NOW
    )

    line = openpyxl.load_workbook(BytesIO(content)).active["A2"].value
    assert "Chỉ có 10.000 thay đổi mới nhất trong số 61.234" in line


def test_routes_can_all_be_chosen(report: Report, reader: Client) -> None:
    page = text_of(reader, "/lich-su/")

    assert all(f'<option value="{route}">' in page for route in Route.values)
