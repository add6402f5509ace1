from datetime import date
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from indicators.models import User
from programs.models import Authority, Cause, Obstacle, ObstacleState, ObstacleUpdate
from programs.register import replay, told
from programs.services.obstacles import (
    FIELDS,
    Account,
    ObstacleRefused,
    accept_obstacle,
    edit_obstacle,
    escalate_obstacle,
    instruct,
    merge_obstacles,
    note_progress,
    raise_obstacle,
    reject_obstacle,
    reopen_obstacle,
    resolve_obstacle,
    take_in_hand,
)
from tests.factories.capital import decision, department
from tests.factories.reference import communes, district, unit_of_2025
from tests.factories.times import NOW
from tests.factories.work import category

CONTENT = "Định mức hỗ trợ nhà ở thấp, hộ nghèo không có vốn đối ứng"


def raised(by: User, **fields: object) -> Obstacle:
    area = fields.pop("area", None) or district("184")
    account = Account(content=CONTENT, areas=(area,), **fields)
    return raise_obstacle(account=account, area=area, by=by, now=NOW)


def accepted(obstacle: Obstacle, by: User) -> Obstacle:
    return accept_obstacle(
        obstacle=obstacle,
        category=category(),
        cause=Cause.OBJECTIVE,
        authority=Authority.PROVINCE,
        agency=department(),
        due_on=date(2024, 12, 31),
        by=by,
        now=NOW,
    )


def resolved(obstacle: Obstacle, by: User) -> Obstacle:
    obstacle = take_in_hand(obstacle=accepted(obstacle, by), by=by, now=NOW)
    return resolve_obstacle(obstacle=obstacle, text="Đã nâng mức hỗ trợ", by=by, now=NOW)


def replayed(obstacle: Obstacle) -> dict[str, object]:
    return replay(obstacle.updates.order_by("version").values_list("changes", flat=True))


def stands(obstacle: Obstacle) -> dict[str, object]:
    obstacle = Obstacle.objects.get(pk=obstacle.pk)
    fields = {name: told(getattr(obstacle, name)) for name in FIELDS}
    return fields | {"areas": sorted(obstacle.areas.values_list("pk", flat=True))}


def code(caught: pytest.ExceptionInfo[ObstacleRefused]) -> str:
    return caught.value.code


def test_obstacle_goes_from_raised_to_resolved(
    van_quan_officer: User, provincial_officer: User
) -> None:
    obstacle = resolved(raised(van_quan_officer), provincial_officer)

    steps = list(obstacle.updates.values_list("step", "by__username"))
    assert obstacle.state == ObstacleState.RESOLVED
    assert obstacle.closed_on == localdate(NOW)
    assert steps == [
        ("raised", "vanquan"),
        ("accepted", "canbotinh"),
        ("taken", "canbotinh"),
        ("resolved", "canbotinh"),
    ]


def test_steps_replayed_give_what_stands(
    van_quan_officer: User, trang_dinh_officer: User, provincial_officer: User, leader: User
) -> None:
    one = raised(van_quan_officer, capital_stuck_million_vnd=Decimal("1250.500"))
    other = raised(trang_dinh_officer, area=district("180"))
    merge_obstacles(obstacle=other, into=one, by=provincial_officer, now=NOW)
    instruct(obstacle=one, text="Xử lý trong tháng 10", by=leader, now=NOW)
    one = resolved(one, provincial_officer)
    reopen_obstacle(obstacle=one, text="Phát sinh lại", by=provincial_officer, now=NOW)

    assert replayed(one) == stands(one)
    assert replayed(other) == stands(other)


def test_merged_obstacle_keeps_who_raised_it(
    van_quan_officer: User, trang_dinh_officer: User, provincial_officer: User
) -> None:
    one = raised(van_quan_officer)
    other = raised(trang_dinh_officer, area=district("180"))

    into = merge_obstacles(obstacle=other, into=one, by=provincial_officer, now=NOW)

    other.refresh_from_db()
    assert (other.state, other.merged_into) == (ObstacleState.MERGED, one)
    assert {area.code for area in into.areas.all()} == {"184", "180"}
    assert {r.by.username for r in into.raisings.all()} == {"vanquan", "trangdinh"}


def test_escalation_goes_up_with_a_document(
    van_quan_officer: User, provincial_officer: User
) -> None:
    obstacle = accepted(raised(van_quan_officer), provincial_officer)
    asked = {"obstacle": obstacle, "by": provincial_officer, "now": NOW}

    with pytest.raises(ObstacleRefused) as without:
        escalate_obstacle(to=Authority.MINISTRY, decision=None, **asked)
    escalate_obstacle(to=Authority.MINISTRY, decision=decision(), **asked)
    with pytest.raises(ObstacleRefused) as down:
        escalate_obstacle(to=Authority.PROVINCE, decision=decision(), **asked)

    obstacle.refresh_from_db()
    assert (code(without), code(down)) == ("no_document", "not_above")
    assert obstacle.level == Authority.MINISTRY


@pytest.mark.parametrize("step", ["take", "resolve", "reopen"])
def test_step_out_of_its_turn_is_refused(
    step: str, van_quan_officer: User, provincial_officer: User
) -> None:
    asked = {"obstacle": raised(van_quan_officer), "by": provincial_officer, "now": NOW}
    steps = {
        "take": lambda: take_in_hand(**asked),
        "resolve": lambda: resolve_obstacle(text="Xong", **asked),
        "reopen": lambda: reopen_obstacle(text="Lại", **asked),
    }

    with pytest.raises(ObstacleRefused) as caught:
        steps[step]()

    assert code(caught) == "wrong_state"
    assert "Mới nêu" in str(caught.value)
    assert ObstacleUpdate.objects.count() == 1


def test_acceptance_sorts_the_obstacle(van_quan_officer: User, provincial_officer: User) -> None:
    obstacle = raised(van_quan_officer)
    asked = {"obstacle": obstacle, "cause": "", "by": provincial_officer, "now": NOW}

    with pytest.raises(ObstacleRefused) as no_category:
        accept_obstacle(category=None, authority=Authority.PROVINCE, **asked)
    with pytest.raises(ObstacleRefused) as no_authority:
        accept_obstacle(category=category(), authority="", **asked)

    assert (code(no_category), code(no_authority)) == ("no_category", "no_authority")


def test_work_needs_who_and_until_when(van_quan_officer: User, provincial_officer: User) -> None:
    obstacle = accept_obstacle(
        obstacle=raised(van_quan_officer),
        category=category(),
        cause="",
        authority=Authority.PROVINCE,
        by=provincial_officer,
        now=NOW,
    )

    with pytest.raises(ObstacleRefused) as caught:
        take_in_hand(obstacle=obstacle, by=provincial_officer, now=NOW)

    assert code(caught) == "no_agency"


def test_closed_obstacle_is_not_reopened_without_a_reason(
    van_quan_officer: User, provincial_officer: User
) -> None:
    obstacle = resolved(raised(van_quan_officer), provincial_officer)

    with pytest.raises(ObstacleRefused) as caught:
        reopen_obstacle(obstacle=obstacle, text="  ", by=provincial_officer, now=NOW)

    assert code(caught) == "no_text"


def test_obstacle_rejected_unsorted_is_sorted_when_reopened(
    van_quan_officer: User, provincial_officer: User
) -> None:
    obstacle = raised(van_quan_officer)
    asked = {"obstacle": obstacle, "by": provincial_officer, "now": NOW}
    reject_obstacle(text="Không thuộc chương trình", **asked)

    with pytest.raises(ObstacleRefused) as unsorted:
        reopen_obstacle(text="Xem lại", **asked)
    done = reopen_obstacle(
        text="Xem lại", category=category(), authority=Authority.PROVINCE, **asked
    )

    assert code(unsorted) == "invalid"
    assert done.state == ObstacleState.ACCEPTED


def test_due_date_before_the_raising_is_refused(van_quan_officer: User) -> None:
    with pytest.raises(ObstacleRefused, match="Thời hạn không được trước ngày nêu"):
        raised(van_quan_officer, due_on=date(2024, 1, 1))

    assert not Obstacle.objects.exists()


def test_area_that_does_not_exist_on_that_day_is_refused(provincial_officer: User) -> None:
    new_unit = unit_of_2025()
    account = Account(content=CONTENT, areas=(new_unit,))

    with pytest.raises(ObstacleRefused) as caught:
        raise_obstacle(account=account, area=district("184"), by=provincial_officer, now=NOW)

    assert code(caught) == "area_gone"


def test_people_who_may_not_are_refused(
    van_quan_officer: User, trang_dinh_officer: User, leader: User, provincial_officer: User
) -> None:
    obstacle = raised(van_quan_officer)
    attempts = [
        lambda: raised(leader),
        lambda: raised(trang_dinh_officer),
        lambda: accepted(obstacle, van_quan_officer),
        lambda: note_progress(obstacle=obstacle, text="Xong", by=trang_dinh_officer, now=NOW),
        lambda: instruct(obstacle=obstacle, text="Làm", by=provincial_officer, now=NOW),
    ]

    for attempt in attempts:
        with pytest.raises(ObstacleRefused) as caught:
            attempt()
        assert code(caught) == "not_yours"


def test_who_raised_it_corrects_it_until_it_is_taken_up(
    van_quan_officer: User, provincial_officer: User
) -> None:
    obstacle = raised(van_quan_officer)
    account = Account(content="Nội dung rõ hơn", areas=(district("184"),))
    asked = {"obstacle": obstacle, "account": account, "now": NOW}
    edit_obstacle(by=van_quan_officer, **asked)
    edit_obstacle(by=van_quan_officer, **asked)  # nothing differs: no step
    accepted(obstacle, provincial_officer)

    with pytest.raises(ObstacleRefused) as caught:
        edit_obstacle(by=van_quan_officer, **asked)

    assert code(caught) == "taken_up"
    assert list(obstacle.updates.values_list("step", flat=True)) == ["raised", "edited", "accepted"]


def test_second_of_two_people_sees_that_the_first_was_faster(
    van_quan_officer: User, provincial_officer: User
) -> None:
    obstacle = raised(van_quan_officer)
    note_progress(obstacle=obstacle, text="Đã họp", by=provincial_officer, now=NOW, version=1)

    with pytest.raises(ObstacleRefused) as caught:
        note_progress(obstacle=obstacle, text="Đã họp", by=van_quan_officer, now=NOW, version=1)

    assert code(caught) == "overtaken"


def test_district_that_edits_keeps_the_places_that_it_cannot_see(
    van_quan_officer: User, trang_dinh_officer: User, provincial_officer: User
) -> None:
    """Merged while only raised, one obstacle concerns several districts."""
    into = raised(van_quan_officer)
    other = raised(trang_dinh_officer, area=district("180"))
    into = merge_obstacles(obstacle=other, into=into, by=provincial_officer, now=NOW)
    own = communes(district("184"))[0]

    account = Account(content="Nói lại cho rõ", areas=(own,))
    edit_obstacle(obstacle=into, account=account, by=van_quan_officer, now=NOW)

    assert set(into.areas.all()) == {own, district("180")}
    change = into.updates.order_by("-version").first().changes["areas"]
    assert change == [
        sorted([district("180").pk, district("184").pk]),
        sorted([district("180").pk, own.pk]),
    ]


def test_province_that_edits_may_take_any_place_off(
    van_quan_officer: User, provincial_officer: User
) -> None:
    obstacle = raised(van_quan_officer)
    account = Account(content="Của nơi khác", areas=(district("180"),))

    edit_obstacle(obstacle=obstacle, account=account, by=provincial_officer, now=NOW)

    assert list(obstacle.areas.all()) == [district("180")]
