"""`manage.py import_report … --form F4`: a district's sheet of obstacles."""

from indicators.models import Role, User
from programs.models import Obstacle, ProgrammeBatch
from tests.factories.people import member
from tests.factories.reference import district
from tests.indicators.commands.calls import contents, run_example
from tests.indicators.views.examples import example
from tests.programs.commands.truths import expected_records, found_records

R05 = "R05"
ROWS = len({record["dim"] for record in example(R05).truth["records"]})


def test_preview_counts_what_would_be_raised_and_writes_nothing(administrator: User) -> None:
    before = contents()

    done = run_example(example(R05))

    assert (done.status, done.answer["outcome"]) == (0, "accepted")
    assert done.answer["changes"] == {"new": ROWS, "changed": 0, "unchanged": 0}
    assert found_records(done.answer) == expected_records(example(R05))
    assert contents() == before


def test_applied_sheet_is_raised_as_the_truth_says(administrator: User) -> None:
    done = run_example(example(R05), "--apply", "--by", "quantri")

    assert (done.status, done.answer["outcome"]) == (0, "accepted")
    assert done.answer["changes"] == {"new": ROWS, "changed": 0, "unchanged": 0}
    assert found_records(done.answer) == expected_records(example(R05))
    assert Obstacle.objects.count() == ROWS
    assert ProgrammeBatch.objects.get().applied_by.username == "quantri"


def test_level_is_not_taken_from_the_agency_s_words(administrator: User) -> None:
    run_example(example(R05), "--apply")

    assert set(Obstacle.objects.values_list("authority", flat=True)) == {""}


def test_same_sheet_again_raises_nothing(administrator: User) -> None:
    run_example(example(R05), "--apply")

    again = run_example(example(R05), "--apply")

    assert again.answer["message"].startswith("Không có thay đổi")
    assert again.answer["changes"] == {"new": 0, "changed": 0, "unchanged": ROWS}
    assert Obstacle.objects.count() == ROWS


def test_another_districts_officer_is_refused(db: None) -> None:
    member("vanquan", Role.DISTRICT_OFFICER, district("184"))

    done = run_example(example(R05), "--apply", "--by", "vanquan")

    assert (done.status, done.answer["problems"][-1]["code"]) == (2, "not_yours")
    assert not ProgrammeBatch.objects.exists()
