"""The published figures on capital come out of the formulas, exactly."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from programs.disbursement import (
    Account,
    Entry,
    Payment,
    disbursement_rate,
    grouped,
    paid_at,
    plan_at,
    total,
    usable,
)


def shown(rate):
    return rate.quantize(Decimal("0.01"), ROUND_HALF_UP)


def capital_of_2025():
    """The programme's usable capital of 2025 in million VND, as published on 2025-08-31."""
    decision, signed_on, until = "kế hoạch 2025", date(2025, 1, 1), date(2025, 8, 31)
    figures = {"investment": ("786800", "232900"), "recurrent": ("959800", "116900")}
    entries, payments = [], []
    for kind, (plan, paid) in figures.items():
        account = Account("1719", "province", 2025, kind, "all")
        entries.append(Entry(account, decision, signed_on, Decimal(plan)))
        payments.append(Payment(account, until, Decimal(paid)))
    return entries, payments


def test_capital_of_2025_by_31_august():
    entries, payments = capital_of_2025()
    day = date(2025, 8, 31)
    plan, paid = plan_at(entries, day), paid_at(payments, day)

    assert total(plan).quantize(Decimal("1E3"), ROUND_HALF_UP) == 1_747_000
    assert total(paid) == 349_800
    assert shown(disbursement_rate(total(paid), total(plan))) == Decimal("20.03")
    by_kind = grouped(plan, kind_of)
    rates = {
        kind: shown(disbursement_rate(amount, by_kind[kind]))
        for kind, amount in grouped(paid, kind_of).items()
    }
    assert rates == {"investment": Decimal("29.60"), "recurrent": Decimal("12.18")}


def kind_of(account):
    return account.fund_kind


def test_the_published_rate_comes_from_the_parts_not_from_the_rounded_total():
    assert shown(disbursement_rate(Decimal("349.8"), Decimal(1747))) == Decimal("20.02")
    assert shown(disbursement_rate(Decimal("349.8"), Decimal("1746.6"))) == Decimal("20.03")


def test_van_lang_2022():
    parts = {"investment": Decimal(28_582), "recurrent": Decimal(20_616)}

    rate = disbursement_rate(Decimal(26_049), usable(sum(parts.values()), None))
    assert shown(rate) == Decimal("52.95")
