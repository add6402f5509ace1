"""A number recurs every year and with every issuer; files name a decision so that it is one."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model

from indicators import resources
from indicators.models import Decision, Target, number_words
from tests.factories import rows
from tests.factories.rows import saved

DAY, YEAR_BEFORE = date(2024, 1, 20), date(2023, 1, 18)
HEADERS = ("number", "kind", "title", "issuer", "signed_on", "address")


def decision(**fields: object) -> Decision:
    return saved(rows.new_decision(**fields))


def exported_keys() -> set[str]:
    return {row["decision"] for row in resources.TargetResource().export().dict if row["decision"]}


def imported(target: Model, key: str) -> str:
    """The errors of a file whose only row names that decision."""
    data = resources.TargetResource().export(Target.objects.filter(pk=target.pk))
    line = dict(data.dict[0]) | {"decision": key, "value": "9"}
    data.dict = [line]
    result = resources.TargetResource().import_data(data)
    return str([row.error for row in result.invalid_rows])


def refused(**fields: object) -> str:
    with pytest.raises(ValidationError) as wrong:
        rows.new_decision(**fields).full_clean()
    return " ".join(wrong.value.messages)


@pytest.mark.parametrize(
    "text", ["945/QĐ-UBND", "945/qđ-ubnd", "945 QD UBND", " 945/QÐ-UBND", "945/QĐ–UBND"]
)
def test_number_is_one_however_it_is_written(text: str) -> None:
    assert number_words(text) == "945 qd ubnd"


def test_number_recurs_in_another_year_and_with_another_issuer(db: None) -> None:
    decision(signed_on=DAY)
    decision(signed_on=YEAR_BEFORE)
    decision(signed_on=DAY, issuer="Ủy ban nhân dân huyện Văn Quan")

    assert Decision.objects.filter(number="945/QĐ-UBND").count() == 3


def test_number_with_two_days_in_one_year_is_refused_with_both(db: None) -> None:
    decision(signed_on=DAY)

    said = refused(signed_on=date(2024, 2, 20))

    assert "20/01/2024" in said
    assert "20/02/2024" in said


def test_file_names_a_decision_by_its_number_while_it_is_the_only_one(db: None) -> None:
    saved(rows.new_target(decision=decision(signed_on=DAY)))

    assert "945/QĐ-UBND" in exported_keys()


def test_file_names_a_decision_with_its_day_where_the_number_recurs(db: None) -> None:
    saved(rows.new_target(decision=decision(signed_on=DAY)))
    decision(signed_on=YEAR_BEFORE)

    assert "945/QĐ-UBND/2024-01-20" in exported_keys()


def test_file_names_a_decision_with_its_issuer_where_the_day_recurs_too(db: None) -> None:
    saved(rows.new_target(decision=decision(signed_on=DAY)))
    decision(signed_on=DAY, issuer="Ủy ban nhân dân huyện Văn Quan")

    assert "945/QĐ-UBND/2024-01-20/Ủy ban nhân dân tỉnh Lạng Sơn" in exported_keys()


def test_number_that_could_be_two_is_refused_with_both_keys(db: None) -> None:
    target = saved(rows.new_target(decision=decision(signed_on=DAY)))
    decision(signed_on=YEAR_BEFORE)

    said = imported(target, "945/QĐ-UBND")

    assert "945/QĐ-UBND/2024-01-20" in said
    assert "945/QĐ-UBND/2023-01-18" in said


def test_longer_key_is_understood(db: None) -> None:
    earlier = decision(signed_on=YEAR_BEFORE)
    target = saved(rows.new_target(decision=earlier))
    decision(signed_on=DAY)

    imported(target, "945/QĐ-UBND/2023-01-18")

    assert Target.objects.get(value=9).decision == earlier


def test_file_with_another_day_of_a_known_number_is_refused(db: None, tmp_path: Path) -> None:
    decision(signed_on=DAY)
    path = tmp_path / "decisions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADERS)
        known = rows.new_decision()
        lines.writerow([known.number, known.kind, known.title, known.issuer, "2024-03-01", ""])
    data = resources.DecisionResource().export(Decision.objects.none())
    data.csv = path.read_text(encoding="utf-8")

    result = resources.DecisionResource().import_data(data)

    assert "20/01/2024" in str(result.invalid_rows[0].error)
