"""`manage.py check_totals`: recomputes everything and names each difference."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.models import Figure, Period, Result, User
from tests.factories.figures import all_rows, write_cells
from tests.factories.reference import district, indicator, province, report_of

ROW = {"hh_total": 500, "poor_hh": 40, "elec_hh": 499}
pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(open_quarter: Period, trang_dinh_officer: User) -> None:
    """Tràng Định has reported 22 communes, each with 500 households."""
    write_cells(report_of("F1", "180"), all_rows("180", **ROW), by=trang_dinh_officer)


def checked() -> str:
    out = StringIO()
    call_command("check_totals", stdout=out)
    return out.getvalue()


def differences() -> str:
    """What is printed when the totals do not agree; the command then ends with 1."""
    out = StringIO()
    with pytest.raises(CommandError, match="kết quả khác") as refused:
        call_command("check_totals", stdout=out)
    assert refused.value.returncode == 1
    return out.getvalue()


def test_empty_database_has_no_differences() -> None:
    assert "không có chênh lệch" in checked()


def test_everything_written_by_the_service_agrees(reported: None) -> None:
    assert f"Đã tính lại {Result.objects.count()} kết quả" in checked()


def test_everything_of_the_sample_agrees(sample_loaded: None) -> None:
    assert "không có chênh lệch" in checked()


def test_tampered_result_is_named_with_both_values(reported: None) -> None:
    rows = Result.objects.filter(indicator=indicator("dien"), area=province())
    rows.update(numerator=12_345)

    printed = differences()

    place = "Hộ sử dụng điện, Tỉnh Lạng Sơn, 2024Q3, Tử số: "
    assert printed == f"{place}đang lưu 12.345, tính lại là 10.978\n"


def test_tampered_figure_is_named_on_every_level(reported: None) -> None:
    rows = Figure.objects.filter(measure__code="elec_hh", area__code="06001")
    rows.update(value=499 - 9)

    printed = differences()

    for name in ("Xã Đoàn Kết", "Huyện Tràng Định", "Tỉnh Lạng Sơn"):
        assert f"Hộ sử dụng điện, {name}, 2024Q3, Tử số" in printed
    assert "tính lại là 10.969" in printed
    assert "Hộ nghèo" not in printed


def test_lost_result_is_named(reported: None) -> None:
    Result.objects.filter(indicator=indicator("dien"), area=district("180")).delete()

    assert "Hộ sử dụng điện, Huyện Tràng Định, 2024Q3" in differences()


def test_result_without_figures_is_named(reported: None) -> None:
    Figure.objects.filter(measure__code="elec_hh").delete()

    assert "Hộ sử dụng điện, Tỉnh Lạng Sơn, 2024Q3" in differences()


def test_check_repairs_nothing(reported: None) -> None:
    Result.objects.filter(area=province()).update(numerator=1)

    first = differences()

    assert differences() == first


def test_repair_rebuilds_what_the_figures_say(reported: None) -> None:
    before = set(Result.objects.values_list("indicator", "area", "numerator"))
    Result.objects.filter(indicator=indicator("dien")).update(numerator=12_345)

    out = StringIO()
    call_command("check_totals", "--repair", stdout=out)

    assert "không có chênh lệch" in out.getvalue()
    assert set(Result.objects.values_list("indicator", "area", "numerator")) == before
