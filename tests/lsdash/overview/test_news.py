"""What changed, in sentences: worked examples, and what is left untold."""

from decimal import Decimal

import pytest

from lsdash.overview.news import Item, Move, Sentence, Turn, news


def move(name: str = "Đường đến trung tâm xã", **fields: object) -> Move:
    values = {
        "href": "/chi-tieu/duong-xa/?ky=2024Q2",
        "gain": Decimal("0.5"),
        "share": Decimal("0.06"),
        "change": "tăng 0,5 điểm %",
        "value": "97,2 %",
        "judged": "97,2 %",
        "light": "slightly_late",
        "light_word": "Chậm nhẹ",
        "was_light": "slightly_late",
        "was_word": "Chậm nhẹ",
    }
    return Move(name, **values | fields)


def fallen(name: str = "Nước sạch") -> Move:
    return move(name, light="late", light_word="Chậm", was_light="met", was_word="Đạt")


def texts(*moves: Move, **fields: object) -> list[str]:
    return [one.text for one in news(moves, **fields)]


def test_gain_is_told_with_its_link() -> None:
    (told,) = news([move()])

    assert told == Sentence(
        "better",
        "Tiến nhiều nhất: ",
        "Đường đến trung tâm xã",
        "/chi-tieu/duong-xa/?ky=2024Q2",
        " tăng 0,5 điểm %, lên 97,2 %.",
    )


def test_fall_that_is_meant_to_be_is_a_gain() -> None:
    poverty = move(
        "Hộ nghèo", gain=Decimal("0.74"), change="giảm 0,74 điểm %", value="4,81 %", judged=""
    )

    assert texts(poverty) == ["Tiến nhiều nhất: Hộ nghèo giảm 0,74 điểm %, còn 4,81 %."]


def test_longest_part_of_the_way_is_the_largest_gain_whatever_the_unit() -> None:
    schools = move("Trường chuẩn", gain=Decimal(9), share=Decimal("0.03"), change="tăng 9 trường")
    roads = move("Đường xã", gain=Decimal("0.5"), share=Decimal("0.06"))

    assert texts(schools, roads) == [
        "Tiến nhiều nhất: Đường xã tăng 0,5 điểm %, lên 97,2 %.",
        "Tiến tiếp theo: Trường chuẩn tăng 9 trường, lên 97,2 %.",
    ]


def test_loss_comes_before_gain_and_without_a_way_last_of_its_sort() -> None:
    lost = move("Bảo hiểm y tế", gain=Decimal("-0.3"), share=None, change="giảm 0,3 điểm %")
    most = move("Xã ra khỏi", gain=Decimal(-2), share=Decimal("-0.04"), change="giảm 2 xã")

    assert [one.link for one in news([move(), lost, most])] == [
        "Xã ra khỏi",
        "Bảo hiểm y tế",
        "Đường đến trung tâm xã",
    ]
    assert [one.mark for one in news([move(), lost, most])] == ["worse", "worse", "better"]


def test_new_lag_is_told_first_and_not_again_as_a_loss() -> None:
    lag = move(
        "Nước sạch",
        gain=Decimal(-1),
        change="giảm 1,0 điểm %",
        judged="96,0 %",
        light="late",
        light_word="Chậm",
        was_light="on_course",
        was_word="Đúng tiến độ",
    )

    assert texts(move(), lag) == [
        "Nước sạch từ “Đúng tiến độ” thành “Chậm”, 96,0 %.",
        "Tiến nhiều nhất: Đường đến trung tâm xã tăng 0,5 điểm %, lên 97,2 %.",
    ]


@pytest.mark.parametrize(
    ("was", "now"), [("late", "slightly_late"), ("no_data", "late"), ("met", "on_course")]
)
def test_no_other_turn_is_a_new_lag(was: str, now: str) -> None:
    assert texts(move(was_light=was, light=now, change="")) == []


def test_newly_met_is_told_once() -> None:
    met = move("Nhà văn hóa", light="met", light_word="Đạt", judged="60,4 %")

    assert texts(met) == ["Nhà văn hóa vừa đạt mục tiêu, 60,4 %."]


@pytest.mark.parametrize("was", ["met", "no_data", "not_applicable"])
def test_met_before_or_not_judged_before_is_not_newly_met(was: str) -> None:
    assert texts(move(light="met", was_light=was, change="")) == []


def test_change_that_rounds_to_nothing_is_not_told() -> None:
    assert texts(move(change="")) == []


def test_beyond_three_lags_only_the_number_is_told() -> None:
    told = texts(*(fallen(f"Chỉ tiêu {number}") for number in range(1, 6)))

    assert len(told) == 4
    assert told[-1] == "Chỉ tiêu 4 và 1 chỉ tiêu khác cũng chuyển sang chậm."


def test_districts_that_turned_late_are_named_four_at_most() -> None:
    few = Turn("Điện", "/chi-tieu/dien/", ("Tràng Định", "Bình Gia"))
    many = Turn("Điện", "/chi-tieu/dien/", ("A", "B", "C", "D", "E", "F"))

    assert texts(turns=[few]) == ["2 huyện chuyển sang chậm về Điện: Tràng Định, Bình Gia."]
    assert texts(turns=[many]) == ["6 huyện chuyển sang chậm về Điện: A, B, C, D và 2 nơi khác."]


def test_one_resolved_obstacle_is_told_with_its_text_and_day() -> None:
    one = Item("KK-0007", "Chưa có hướng dẫn.", "/kho-khan/7/", "12/05/2024")

    (told,) = news([], resolved=[one])

    assert told.text == "Đã gỡ KK-0007: Chưa có hướng dẫn (12/05/2024)."
    assert (told.mark, told.href) == ("better", "/kho-khan/7/")


def test_several_resolved_are_told_by_number_with_the_list_as_link() -> None:
    some = [Item(f"KK-000{n}", "", f"/kho-khan/{n}/", "12/05/2024") for n in range(1, 4)]

    (told,) = news([], resolved=some, obstacles_href="/kho-khan/")

    assert told.text == "Đã gỡ 3 khó khăn, vướng mắc: KK-0001, KK-0002, KK-0003."
    assert told.href == "/kho-khan/"


def test_done_tasks_are_told_by_the_first_where_there_is_no_list() -> None:
    some = [Item("Đại hội", "", "/nhiem-vu/1/", "1/6"), Item("Tập huấn", "", "/nhiem-vu/2/", "2/6")]

    assert texts(done=some) == ["Đã hoàn thành Đại hội và 1 nhiệm vụ khác."]
    assert texts(done=some[:1]) == ["Đã hoàn thành Đại hội (1/6)."]


def test_long_text_is_cut_at_a_word() -> None:
    one = Item("KK-0001", "vướng mắc " * 30, "/kho-khan/1/", "1/6")

    (told,) = texts(resolved=[one])

    assert "mắc…" in told or "vướng…" in told
    assert len(told) < 130


def test_new_obstacles_come_last() -> None:
    told = news([move()], raised=2, obstacles_href="/kho-khan/?trang_thai=tat-ca")

    assert told[-1].text == "Mới nêu 2 khó khăn, vướng mắc."
    assert told[-1].mark == "told"


def test_nothing_that_changed_is_no_sentence() -> None:
    assert news([]) == ()


def test_change_since_an_older_period_names_it() -> None:
    old = move("Đường xã", since="quý IV năm 2023")

    assert texts(old) == [
        "Tiến nhiều nhất: Đường xã tăng 0,5 điểm % so với quý IV năm 2023, lên 97,2 %."
    ]
