"""`manage.py import_report … --form F3`: a district's sheet of capital."""

from decimal import Decimal

import pytest

from indicators.models import Role, Route, User
from programs.models import Disbursement, DisbursementChange, ProgrammeBatch
from tests.factories.people import member
from tests.factories.reference import district
from tests.factories.sheets import district_agency, granted, programme_tree, stated
from tests.indicators.commands.calls import contents, run_example
from tests.indicators.views.examples import example
from tests.programs.commands.truths import expected_records, found_records

R04 = "R04"


@pytest.fixture
def ledger(provincial_officer: User, administrator: User) -> None:
    programme_tree()
    district_agency()
    granted(provincial_officer)


def test_preview_counts_what_would_change_and_writes_nothing(ledger: None) -> None:
    before = contents()

    done = run_example(example(R04))

    assert (done.status, done.answer["outcome"]) == (0, "accepted")
    assert done.answer["changes"] == {"new": 10, "changed": 0, "unchanged": 0}
    assert found_records(done.answer) == expected_records(example(R04))
    assert contents() == before


def test_applied_sheet_is_stored_as_the_truth_says(ledger: None) -> None:
    done = run_example(example(R04), "--apply", "--by", "quantri")

    assert (done.status, done.answer["outcome"]) == (0, "accepted")
    assert done.answer["changes"] == {"new": 10, "changed": 0, "unchanged": 0}
    assert found_records(done.answer) == expected_records(example(R04))
    rows = Disbursement.objects.select_related("account__component")
    assert {r.account.component.code: r.amount_million_vnd for r in rows} == stated("disb_year")
    assert set(DisbursementChange.objects.values_list("route", flat=True)) == {Route.COMMAND}
    assert ProgrammeBatch.objects.get().applied_by.username == "quantri"


def test_same_sheet_again_changes_nothing(ledger: None) -> None:
    run_example(example(R04), "--apply")

    again = run_example(example(R04), "--apply")

    assert again.answer["message"].startswith("Không có thay đổi")
    assert again.answer["changes"] == {"new": 0, "changed": 0, "unchanged": 10}


def test_unusual_amount_needs_a_note(provincial_officer: User, administrator: User) -> None:
    granted(provincial_officer, DA1="3000")

    done = run_example(example(R04), "--apply")
    assert (done.status, done.answer["problems"][-1]["code"]) == (2, "no_note")
    assert not Disbursement.objects.exists()

    assert run_example(example(R04), "--apply", "--note", "Chờ văn bản").status == 0
    assert Disbursement.objects.exclude(note="").get().amount_million_vnd == Decimal(3621)


def test_another_districts_officer_is_refused(ledger: None) -> None:
    member("vanquan", Role.DISTRICT_OFFICER, district("184"))

    done = run_example(example(R04), "--apply", "--by", "vanquan")

    assert (done.status, done.answer["problems"][-1]["code"]) == (2, "not_yours")
    assert not ProgrammeBatch.objects.exists()
