"""An official list stored, superseded by a later one, and taken back."""

from datetime import date

import pytest

from indicators.models import BatchState, Decision, User
from programs.models import AreaClass, ClassList
from programs.selectors.class_lists import class_list_page
from programs.services.class_lists import (
    LEAVE_OUT,
    NEW_VILLAGE,
    ClassListRefused,
    answer_class_list,
    confirm_class_list,
    place_key,
    undo_class_list,
    village_key,
)
from tests.factories.class_lists import VILLAGE_HEADINGS, listed, official, previewed_list
from tests.factories.reference import commune
from tests.factories.reference_rows import new_decision
from tests.factories.rows import saved
from tests.factories.times import NOW

pytestmark = pytest.mark.django_db
FIRST = (1, "Huyện Tràng Định", "Xã Đại Đồng", "III")
SECOND = (2, "Huyện Tràng Định", "Xã Chi Lăng", "II")
VILLAGE = (1, "Huyện Tràng Định", "Xã Đại Đồng", "Nà Lùng")
LATER = date(2023, 1, 1)


def later_decision() -> Decision:
    return saved(new_decision(number="99/QĐ-TTg", signed_on=LATER))


def stored_list(data: bytes, by: User, **said: object) -> ClassList:
    return confirm_class_list(kept=previewed_list(data, by=by, **said), by=by, now=NOW)


def refused(attempt: object) -> ClassListRefused:
    with pytest.raises(ClassListRefused) as caught:
        attempt()
    return caught.value


def in_force(day: date) -> set[tuple[str, str, str]]:
    rows = AreaClass.objects.filter(valid_from__lte=day).exclude(valid_to__lte=day)
    return {(row.area.code, row.kind, row.decision.number) for row in rows}


def test_preview_counts_and_stores_nothing(provincial_officer: User) -> None:
    kept = previewed_list(listed(FIRST, SECOND), by=provincial_officer)

    assert (kept.state, kept.created_count, kept.refused_count) == ("previewed", 2, 0)
    assert not AreaClass.objects.exists()


def test_confirmed_list_is_in_force_from_its_day(provincial_officer: User) -> None:
    kept = stored_list(listed(FIRST, SECOND), provincial_officer)

    assert kept.state == BatchState.APPLIED
    assert in_force(date(2021, 6, 3)) == set()
    assert in_force(date(2021, 6, 4)) == {
        ("06040", "region_3", "861/QĐ-TTg"),
        ("06034", "region_2", "861/QĐ-TTg"),
    }


def test_same_list_again_changes_nothing(provincial_officer: User) -> None:
    stored_list(listed(FIRST, SECOND), provincial_officer)

    again = previewed_list(listed(FIRST, SECOND), by=provincial_officer)
    confirm_class_list(kept=again, by=provincial_officer, now=NOW)

    assert (again.created_count, again.unchanged_count) == (0, 2)
    assert AreaClass.objects.count() == 2


def test_later_decision_supersedes_and_overwrites_nothing(provincial_officer: User) -> None:
    stored_list(listed(FIRST, SECOND), provincial_officer)
    moved = (1, "Huyện Tràng Định", "Xã Đại Đồng", "I")

    kept = stored_list(listed(moved), provincial_officer, decision=later_decision())

    assert kept.plan["moved"] == [
        ["Xã Đại Đồng, Huyện Tràng Định", "Xã khu vực III", "Xã khu vực I"]
    ]
    assert ("06040", "region_3", "861/QĐ-TTg") in in_force(date(2022, 12, 31))
    assert in_force(LATER) == {
        ("06040", "region_1", "99/QĐ-TTg"),
        ("06034", "region_2", "861/QĐ-TTg"),
    }


def test_whole_list_ends_who_is_no_longer_on_it(provincial_officer: User) -> None:
    stored_list(listed(FIRST, SECOND), provincial_officer)

    stored_list(listed(FIRST), provincial_officer, decision=later_decision(), is_whole=True)

    assert in_force(LATER) == {("06040", "region_3", "99/QĐ-TTg")}
    left = AreaClass.objects.get(area=commune("06034"))
    assert (left.valid_to, left.ended_by.number) == (LATER, "99/QĐ-TTg")


def test_earlier_list_does_not_go_under_a_later_one(provincial_officer: User) -> None:
    stored_list(listed(FIRST), provincial_officer, decision=later_decision())

    kept = previewed_list(listed(FIRST), by=provincial_officer)

    (problem,) = class_list_page(kept).refused
    assert kept.state == BatchState.REFUSED
    assert (problem.sheet, problem.cell, problem.raw) == ("DS", "C3", "Xã Đại Đồng")
    assert "không ghi đè" in problem.message


def test_refused_rows_are_left_out_only_when_accepted(provincial_officer: User) -> None:
    wrong = (2, "Huyện Tràng Định", "Xã Chi Lăng", "V")
    kept = previewed_list(listed(FIRST, wrong), by=provincial_officer)

    caught = refused(lambda: confirm_class_list(kept=kept, by=provincial_officer, now=NOW))
    assert caught.code == "refused"
    assert not AreaClass.objects.exists()

    confirm_class_list(kept=kept, by=provincial_officer, now=NOW, partial=True)
    assert AreaClass.objects.get().area.code == "06040"


def test_whole_list_with_refused_rows_is_never_stored(provincial_officer: User) -> None:
    """Who was refused would fall off the list."""
    stored_list(listed(FIRST, SECOND), provincial_officer)
    wrong = (2, "Huyện Tràng Định", "Xã Chi Lăng", "V")
    kept = previewed_list(
        listed(FIRST, wrong), by=provincial_officer, decision=later_decision(), is_whole=True
    )

    caught = refused(
        lambda: confirm_class_list(kept=kept, by=provincial_officer, now=NOW, partial=True)
    )

    assert caught.code == "whole"
    assert ("06034", "region_2", "861/QĐ-TTg") in in_force(LATER)


def test_unit_listed_twice_is_refused_with_both_places(provincial_officer: User) -> None:
    kept = previewed_list(listed(FIRST, SECOND, FIRST), by=provincial_officer)

    page = class_list_page(kept)
    assert [one.cell for one in page.refused] == ["C3", "C5"]
    assert "ô C5" in page.refused[0].message
    assert (kept.created_count, kept.refused_count) == (1, 2)


def test_ambiguous_name_is_asked_and_taken_as_answered(provincial_officer: User) -> None:
    data = listed((1, "Xã Hòa Bình", "III"), headings=("TT", "Xã", "Khu vực"))
    kept = previewed_list(data, by=provincial_officer)
    assert class_list_page(kept).open_questions == 1

    chosen = {place_key(0): str(commune("06397").pk)}
    kept = answer_class_list(kept=kept, answers=chosen, by=provincial_officer)
    confirm_class_list(kept=kept, by=provincial_officer, now=NOW)

    assert AreaClass.objects.get().area.code == "06397"


def test_place_left_out_by_a_person_is_said(provincial_officer: User) -> None:
    data = listed((1, "Xã Hòa Bình", "III"), headings=("TT", "Xã", "Khu vực"))
    kept = previewed_list(data, by=provincial_officer)

    kept = answer_class_list(kept=kept, answers={place_key(0): LEAVE_OUT}, by=provincial_officer)

    assert any("bạn chọn bỏ qua" in why for _, _, why in class_list_page(kept).left_out)


def test_unknown_answer_stays_a_question(provincial_officer: User) -> None:
    data = listed((1, "Xã Hòa Bình", "III"), headings=("TT", "Xã", "Khu vực"))
    kept = previewed_list(data, by=provincial_officer)

    kept = answer_class_list(kept=kept, answers={place_key(0): "999999"}, by=provincial_officer)

    assert class_list_page(kept).open_questions == 1


def test_village_met_for_the_first_time_is_said_to_be_new(provincial_officer: User) -> None:
    data = listed(VILLAGE, headings=VILLAGE_HEADINGS)

    kept = stored_list(data, provincial_officer, kind="villages", decision=official("433/QĐ-UBDT"))

    assert kept.plan["new"] == [
        ["Thôn Nà Lùng, Xã Đại Đồng, Huyện Tràng Định", "Thôn đặc biệt khó khăn", True]
    ]
    assert AreaClass.objects.get().village_name == "Nà Lùng"


def test_village_of_almost_the_same_name_is_asked(provincial_officer: User) -> None:
    stored_list(
        listed(VILLAGE, headings=VILLAGE_HEADINGS),
        provincial_officer,
        kind="villages",
        decision=official("433/QĐ-UBDT"),
    )
    data = listed((*VILLAGE[:3], "Nà Lúng"), headings=VILLAGE_HEADINGS)
    said = {"kind": "villages", "decision": later_decision()}
    kept = previewed_list(data, by=provincial_officer, **said)
    assert class_list_page(kept).open_questions == 1

    known = answer_class_list(kept=kept, answers={village_key(0): "Nà Lùng"}, by=provincial_officer)
    assert (known.created_count, known.ended_count) == (1, 1)
    new = answer_class_list(kept=kept, answers={village_key(0): NEW_VILLAGE}, by=provincial_officer)
    assert (new.created_count, new.ended_count, new.plan["new_villages"]) == (1, 0, 1)


def test_undo_brings_back_what_held_before(provincial_officer: User) -> None:
    stored_list(listed(FIRST, SECOND), provincial_officer)
    before = set(AreaClass.objects.values_list("pk", "valid_to", "kind"))
    kept = stored_list(listed(FIRST), provincial_officer, decision=later_decision(), is_whole=True)

    undone = undo_class_list(kept=kept, reason="Nhầm tệp", by=provincial_officer, now=NOW)

    assert undone.state == BatchState.UNDONE
    assert set(AreaClass.objects.values_list("pk", "valid_to", "kind")) == before


def test_undo_is_refused_while_a_later_list_rests_on_it(provincial_officer: User) -> None:
    first = stored_list(listed(FIRST), provincial_officer)
    stored_list(listed(FIRST), provincial_officer, decision=later_decision())

    caught = refused(
        lambda: undo_class_list(kept=first, reason="Nhầm", by=provincial_officer, now=NOW)
    )

    assert caught.code == "later"
    assert "99/QĐ-TTg" in str(caught)
    assert AreaClass.objects.count() == 2


def test_confirming_what_changed_meanwhile_is_refused(provincial_officer: User) -> None:
    kept = previewed_list(listed(FIRST, SECOND), by=provincial_officer)
    stored_list(listed(SECOND), provincial_officer)

    caught = refused(lambda: confirm_class_list(kept=kept, by=provincial_officer, now=NOW))

    assert caught.code == "changed"
    assert AreaClass.objects.count() == 1


def test_day_before_the_decision_was_signed_is_refused(provincial_officer: User) -> None:
    caught = refused(
        lambda: previewed_list(listed(FIRST), by=provincial_officer, day=date(2021, 1, 1))
    )

    assert (caught.code, caught.field) == ("before_decision", "valid_from")
    assert not ClassList.objects.exists()


def test_district_officer_loads_no_list(van_quan_officer: User) -> None:
    assert refused(lambda: previewed_list(listed(FIRST), by=van_quan_officer)).code == "not_yours"


def test_published_counts_stand_beside_the_list(
    provincial_officer: User, django_assert_num_queries
) -> None:
    kept = previewed_list(listed(FIRST, SECOND), by=provincial_officer)

    with django_assert_num_queries(1):
        counts = class_list_page(kept).counts

    assert [(one.name, one.listed, one.published.count) for one in counts] == [
        ("Xã khu vực II", 1, 8),
        ("Xã khu vực III", 1, 88),
    ]
    assert all(one.differs for one in counts)
