from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from programs.models import Authority
from programs.official import CapitalState, ReportData, compose
from programs.official.compose import LEVELS
from programs.official.drawings import drawings
from programs.official.sentences import indicator_sentence, money
from tests.factories.official import a_capital_state, a_quarter, an_indicator, an_obstacle


def texts(data: ReportData) -> dict[str, str]:
    """The statements by key; a space that keeps number and sign together reads as any other."""
    return {one.key: plain(one.text) for one in compose(data).statements}


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_skeleton_of_the_report_is_the_usual_one() -> None:
    headings = [s.heading for s in compose(a_quarter()).sections if s.level == 1]

    assert [heading.split(".")[0] for heading in headings] == ["I", "II", "III", "IV", "V", "VI"]


def test_published_capital_comes_out_in_words() -> None:
    assert texts(a_quarter())["von.tong"] == (
        "Tổng vốn được sử dụng năm 2025 là 1.746,6 tỷ đồng (giao trong năm 1.000 tỷ đồng và kéo "
        "dài 746,6 tỷ đồng). Lũy kế giải ngân đến ngày 31/08/2025 là 349,8 tỷ đồng, đạt 20,03 %, "
        "thấp hơn yêu cầu 51,90 % tại thời điểm này. Vốn còn phải giải ngân: 1.396,8 tỷ đồng."
    )
    assert texts(a_quarter())["von.loai"] == (
        "Trong đó: vốn đầu tư phát triển 232,9 tỷ đồng/786,8 tỷ đồng, đạt 29,60 %; vốn sự nghiệp "
        "116,9 tỷ đồng/959,8 tỷ đồng, đạt 12,18 %."
    )


def test_slow_projects_are_named_slowest_first() -> None:
    assert texts(a_quarter())["von.cham"] == (
        "Các dự án giải ngân thấp hơn mức chung: Dự án 1 (10,49 %, còn 936,8 tỷ đồng)."
    )


def test_indicator_is_told_with_basis_change_and_plan() -> None:
    assert plain(indicator_sentence(an_indicator(), "quý III năm 2024")) == (
        "Tỷ lệ hộ nghèo: 3,36 % (cuối năm 2024, 11/11 huyện, chính thức); giảm 1,45 điểm % so với "
        "quý III năm 2024; mục tiêu 3,2 %, đạt 95,24 % kế hoạch."
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": None}, "chưa có số liệu"),
        ({"nature": "sơ bộ"}, "sơ bộ"),
        ({"nature": "ước, đã duyệt"}, "ước, đã duyệt"),
        ({"coverage": "", "nature": "", "source": "Báo Lạng Sơn"}, "(cuối năm 2024, Báo Lạng Sơn)"),
        ({"before": Decimal("3.36")}, "không đổi so với quý III"),
    ],
    ids=["missing", "preliminary", "estimate", "published", "unchanged"],
)
def test_indicator_says_what_it_rests_on(fields: dict[str, object], words: str) -> None:
    assert words in indicator_sentence(an_indicator(**fields), "quý III năm 2024")


def test_missing_and_preliminary_reports_are_said() -> None:
    assert texts(a_quarter())["chi-dao.bao-cao"] == (
        "Số liệu tổng hợp từ 10/11 báo cáo, trong đó 9 báo cáo đã được duyệt. Còn 1 báo cáo "
        "chưa gửi, nên số tổng hợp là số một phần. Số liệu của báo cáo chưa duyệt là số sơ bộ."
    )


def test_obstacles_are_grouped_with_causes_and_recommendations_by_authority() -> None:
    found = texts(a_quarter())

    norm = found["kho-khan.Định mức, mức hỗ trợ không sát thực tế"]
    assert "nguyên nhân khách quan: giá vật liệu tăng; hạn 31/12/2024" in norm
    assert "kho-khan.Chưa phân nhóm" in found
    assert found["kien-nghi.Bộ, ngành trung ương"].endswith("Đề nghị nâng mức hỗ trợ.")
    assert found["kho-khan.tong"].startswith(
        "Trong quý IV năm 2024 phát sinh 4, giải quyết 2 khó khăn, vướng mắc; còn 2 khó khăn"
    )
    assert "vốn bị vướng 2,501 tỷ đồng" in found["kho-khan.tong"]


def test_late_indicators_and_tasks_are_named() -> None:
    found = texts(a_quarter())

    assert found["ton-tai.cham"] == ("Có 1 chỉ tiêu chậm so với tiến độ: xã có đường ô tô.")
    assert found["ton-tai.nhiem-vu"] == "Có 1 nhiệm vụ chậm: Đại hội."


def test_reviews_are_held_against_the_target() -> None:
    assert "11/47 xã, 30/315 thôn theo mục tiêu" in texts(a_quarter())["ra-soat.tong"]


def test_report_of_nothing_says_so_everywhere() -> None:
    empty = a_quarter(
        reports_in=0,
        reports_owed=0,
        reports_approved=0,
        indicators=(),
        capital=None,
        obstacles=(),
        tasks=(),
        reviews=None,
        documents=(),
        resolved=0,
        raised=0,
    )

    found = texts(empty)
    assert found["von.tong"] == "Chưa có số liệu về vốn."
    assert found["chi-tieu.khong"] == "Chưa có số liệu về các chỉ tiêu."
    assert found["kien-nghi.khong"] == "Không có kiến nghị, đề xuất."
    assert all(annex.blocks[0].rows == () for annex in compose(empty).annexes)


def test_sample_figures_are_called_so() -> None:
    assert "số liệu minh họa" in texts(a_quarter(has_sample=True))["chi-dao.minh-hoa"]
    assert "chi-dao.minh-hoa" not in texts(a_quarter())


def test_year_without_capital_is_no_division_by_zero() -> None:
    nothing = replace(a_capital_state().total, allotted=Decimal(0), carried_over=Decimal(0))
    state: CapitalState = a_capital_state(total=nothing, by_project=(), by_kind=(nothing,))

    assert texts(a_quarter(capital=state))["von.tong"] == "Năm 2025 chưa có vốn được giao."


def test_keys_are_unique_and_stay_when_figures_change() -> None:
    before = compose(a_quarter()).statements
    after = compose(a_quarter(obstacles=(an_obstacle(due_on=date(2025, 1, 5)),))).statements

    keys = [statement.key for statement in before]
    assert len(keys) == len(set(keys))
    assert {s.key for s in after} <= set(keys)


def test_annex_tables_hold_the_same_figures_as_the_sentences() -> None:
    tables = {annex.title: annex.blocks[0] for annex in compose(a_quarter()).annexes}

    total = tables["Vốn và giải ngân theo dự án"].rows[-1]
    assert total[1:6] == (
        "Tổng cộng",
        Decimal(1000000),
        Decimal(746600),
        Decimal(1746600),
        Decimal(349800),
    )


def test_money_is_exact_in_ty() -> None:
    assert money(Decimal("49198")) == "49,198 tỷ đồng"
    assert money(Decimal("0.001")) == "0,000001 tỷ đồng"


def test_indicators_without_a_figure_are_named_together() -> None:
    unknown = [an_indicator(name=name, code=name, value=None) for name in ("Nước sạch", "Điện")]

    found = texts(a_quarter(indicators=tuple(unknown)))
    assert found["chi-tieu.chua-co"] == "Chưa có số liệu về 2 chỉ tiêu: nước sạch, điện."


def test_part_is_told_but_not_compared_with_the_whole_before() -> None:
    told = indicator_sentence(an_indicator(is_partial=True), "quý III năm 2024")

    assert "so với" not in told


def test_disbursement_that_nobody_reported_is_no_zero() -> None:
    data = a_quarter(capital=a_capital_state(is_reported=False))

    assert texts(data)["von.tong"].endswith("Đến ngày 31/08/2025 chưa có báo cáo giải ngân nào.")
    assert "von.loai" not in texts(data)
    total = compose(data).annexes[1].blocks[0].rows[-1]
    assert total[5:7] == (None, None)


def test_part_of_which_nothing_is_told_is_no_zero() -> None:
    state = a_capital_state()
    told, silent = state.by_project
    silent = replace(silent, disbursed=None)
    kinds = (state.by_kind[0], replace(state.by_kind[1], disbursed=None))
    data = a_quarter(capital=replace(state, by_kind=kinds, by_project=(told, silent)))

    found = texts(data)
    assert found["von.loai"].endswith("vốn sự nghiệp 959,8 tỷ đồng, chưa có báo cáo giải ngân.")
    assert "Dự án 4 (0,00" not in found["von.cham"]
    assert found["von.cham"].endswith("Chưa có báo cáo giải ngân: Dự án 4 (700 tỷ đồng).")
    row = compose(data).annexes[1].blocks[0].rows[1]
    assert row[5:] == (None, None, 700000)
    (drawing,) = [one for one in drawings(data) if one.section == "von"]
    assert drawing.figure["data"][1]["x"] == [109.8, None]


def test_recommendations_go_from_the_highest_level_down_each_once() -> None:
    lines = [
        an_obstacle(authority=str(level.label), remedy="Đề nghị nâng mức hỗ trợ.")
        for level in (*Authority, Authority.PROVINCE)
    ]
    keys = [key for key in texts(a_quarter(obstacles=tuple(lines))) if key.startswith("kien-nghi")]

    assert tuple(key.removeprefix("kien-nghi.") for key in keys) == LEVELS
    told = texts(a_quarter(obstacles=tuple(lines)))["kien-nghi.Cấp tỉnh"]
    assert told == "Cấp tỉnh: Đề nghị nâng mức hỗ trợ."


def test_cause_that_ends_with_a_stop_has_no_second_one() -> None:
    data = a_quarter(obstacles=(an_obstacle(cause_text="Giá vật liệu tăng."),))

    told = texts(data)["kho-khan.Định mức, mức hỗ trợ không sát thực tế"]
    assert "giá vật liệu tăng; hạn" in told
