"""Forms on the page: columns in order, a new version, a new form."""

import pytest
from django.test import Client

from indicators.models import FormEvent, ReportForm, User
from tests.factories.figures import GOOD, write_cells
from tests.factories.reference import form, measure, report_of
from tests.indicators.selectors.cases import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(provincial_officer: User, client: Client) -> Client:
    client.force_login(provincial_officer)
    return client


def text_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return plain(response.content.decode())


def typed(*columns: tuple[str, str, str], initial: int = 0, **fields: str) -> dict[str, str]:
    """What the form sends: (order, code of the measure, heading) in lines."""
    data = {
        "valid_from": "01/10/2024",
        "name": "Biểu mới",
        "cot-TOTAL_FORMS": str(len(columns)),
        "cot-INITIAL_FORMS": str(initial),
    }
    for line, (order, code, header) in enumerate(columns):
        data[f"cot-{line}-ORDER"] = order
        data[f"cot-{line}-measure"] = str(measure(code).pk) if code else ""
        data[f"cot-{line}-header"] = header
    return data | fields


def refused_text(client: Client, url: str, data: dict[str, str]) -> str:
    versions = ReportForm.objects.count()
    response = client.post(url, data)
    assert response.status_code == 422
    assert ReportForm.objects.count() == versions
    return plain(response.content.decode())


def test_list_leads_to_every_form(keeper: Client) -> None:
    page = text_of(keeper, "/bieu/")

    assert f'href="{form("F1").get_absolute_url()}"' in page
    assert f'href="{form("F2").get_absolute_url()}"' in page


def test_form_shows_its_columns_in_order_with_their_levels(keeper: Client) -> None:
    page = text_of(keeper, form("F1").get_absolute_url())

    assert 'Hộ nghèo<span class="diff-arrow">›</span>Số hộ' in page
    assert page.index("Tổng số hộ") < page.index("Trong đó: hộ DTTS") < page.index("Kiên cố")
    assert "Cấp huyện" in page
    assert "01/01/2020" in page


def test_pages_cost_the_same_for_any_form(keeper: Client, django_assert_max_num_queries) -> None:
    url = form("F1").get_absolute_url()

    with django_assert_max_num_queries(6):
        keeper.get("/bieu/")
    with django_assert_max_num_queries(9):
        keeper.get(url)
    with django_assert_max_num_queries(10):
        keeper.get("/bieu/F1/sua/")


def test_page_of_revising_is_filled_with_what_is_in_force(keeper: Client) -> None:
    page = text_of(keeper, "/bieu/F1/sua/")

    assert 'value="Hộ nghèo|Số hộ"' in page
    assert page.count("selected>") >= 10
    assert 'name="cot-14-measure"' in page


def test_form_is_revised_by_lines_in_the_order_typed(keeper: Client) -> None:
    data = typed(
        ("3", "hh_total", "Tổng số hộ"),
        ("1", "poor_hh", " Hộ nghèo | Số hộ "),
        ("2", "elec_hh", ""),
        ("4", "elec_rate", "Bỏ đi"),
        ("", "fac_total", "Cuối cùng"),
        ("", "", ""),
        **{"cot-3-DELETE": "on"},
    )

    answer = keeper.post("/bieu/F1/sua/", data)

    new = ReportForm.objects.get(code="F1", valid_to__isnull=True)
    assert answer.headers["Location"] == new.get_absolute_url()
    columns = new.form_measures.order_by("position").values_list("measure__code", "header")
    assert list(columns) == [
        ("poor_hh", "Hộ nghèo|Số hộ"),
        ("elec_hh", measure("elec_hh").name),
        ("hh_total", "Tổng số hộ"),
        ("fac_total", "Cuối cùng"),
    ]
    page = text_of(keeper, new.get_absolute_url())
    assert "Đã lưu mẫu mới của biểu F1, áp dụng từ 01/10/2024." in page
    assert FormEvent.objects.get().what in page
    assert "đến 30/09/2024" in page
    assert keeper.get("/bieu/F1/").headers["Location"] == new.get_absolute_url()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"valid_from": "10/2024"}, "Hãy ghi ngày dạng ngày/tháng/năm"),
        ({"valid_from": "01/01/2020"}, "Ngày áp dụng phải sau 01/01/2020"),
        ({"name": ""}, "Hãy ghi tên biểu."),
        ({"cot-0-ORDER": "một"}, "Hãy ghi thứ tự bằng một số."),
        ({"cot-0-measure": "999999"}, "Hãy chọn số liệu trong danh sách."),
        ({"cot-0-measure": ""}, "Hãy chọn số liệu cho tiêu đề này."),
        ({"cot-0-header": "Hộ||Số"}, "có một tầng để trống"),
        ({"cot-0-DELETE": "on"}, "Biểu phải có ít nhất một số liệu."),
    ],
)
def test_bad_entry_is_said_and_what_was_typed_is_kept(
    fields: dict[str, str], sentence: str, keeper: Client
) -> None:
    page = refused_text(
        keeper, "/bieu/F1/sua/", typed(("1", "hh_total", "Tổng số hộ, giữ lại")) | fields
    )

    assert sentence in page
    for value in fields.values():
        assert f'value="{value}"' in page or value in ("", "on", "999999")


def test_missing_lines_of_the_form_are_said(keeper: Client) -> None:
    data = {"valid_from": "01/10/2024", "name": "Biểu mới"}

    assert refused_text(keeper, "/bieu/F1/sua/", data)


def test_revision_over_figures_is_said_beside_the_day(
    keeper: Client, open_quarter, trang_dinh_officer: User
) -> None:
    write_cells(report_of("F1", "180"), GOOD, by=trang_dinh_officer)

    page = refused_text(
        keeper, "/bieu/F1/sua/", typed(("1", "hh_total", ""), valid_from="01/09/2024")
    )

    assert "đã có số liệu theo mẫu cũ" in page.partition('id="id_valid_from_error"')[2]
    assert "Hãy chọn ngày áp dụng sau 30/09/2024." in page


def test_empty_reports_that_moved_are_told(keeper: Client, open_quarter) -> None:
    keeper.post("/bieu/F1/sua/", typed(("1", "hh_total", ""), valid_from="01/09/2024"))

    page = text_of(keeper, "/bieu/")

    assert "11 báo cáo chưa có số liệu đã chuyển sang mẫu mới." in page


NEW = {"code": "F3", "owed_by": "district", "row_kind": "commune", "period_kind": "quarter"}


def test_form_is_created(keeper: Client, open_quarter) -> None:
    data = typed(("", "hh_total", "Hộ|Tổng số"), valid_from="01/09/2024") | NEW

    answer = keeper.post("/bieu/tao-moi/", data)

    assert answer.headers["Location"] == "/bieu/F3/tu-2024-09-01/"
    assert "11 báo cáo phải nộp được tạo" in text_of(keeper, "/bieu/F3/tu-2024-09-01/")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "f 3"}, "Mã biểu gồm chữ in hoa không dấu và chữ số"),
        ({"code": "F1"}, "Mã biểu F1 đã có."),
        ({"row_kind": "province"}, "Mỗi dòng phải là chính cấp báo cáo hoặc cấp dưới"),
    ],
)
def test_form_that_makes_no_sense_is_not_created(
    fields: dict[str, str], sentence: str, keeper: Client
) -> None:
    page = refused_text(keeper, "/bieu/tao-moi/", typed(("", "hh_total", "")) | NEW | fields)

    assert sentence in page


def test_unknown_form_or_version_is_not_found(keeper: Client) -> None:
    assert keeper.get("/bieu/F9/").status_code == 404
    assert keeper.get("/bieu/F1/tu-2024-10-01/").status_code == 404
    assert keeper.get("/bieu/F9/sua/").status_code == 404
