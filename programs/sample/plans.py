"""Invented plans: what each holder has of each project, and the decisions that brought it there."""

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from . import numbers as n
from .model import Account, Act, Amounts, act
from .shares import shared

FIRST_DAYS = {
    2022: date(2022, 5, 30),
    2023: date(2023, 1, 10),
    2024: date(2024, 1, 5),
    2025: date(2025, 1, 6),
}
ADJUSTED_DAYS = {
    2022: date(2022, 10, 20),
    2023: date(2023, 9, 15),
    2024: date(2024, 8, 30),
    2025: date(2025, 5, 15),
}
CARRIED_DAYS = {2023: date(2023, 2, 24), 2024: date(2024, 2, 26), 2025: date(2025, 2, 21)}
PERIOD_DAYS = (date(2022, 5, 20), date(2023, 7, 5), date(2024, 12, 5))


def yearly_plan(year: int, dice: random.Random) -> Amounts:
    """The year's own capital after its adjustments."""
    plan: Amounts = {}
    for (fund_kind, source), total in n.ALLOTTED[year].items():
        weights = {
            Account(component, agency, year, fund_kind, source): weight * dice.randint(80, 120)
            for (agency, component), weight in _holdings(fund_kind, source).items()
        }
        plan |= _with_van_lang(year, Decimal(total), weights)
    return plan


def _holdings(fund_kind: str, source: str) -> dict[tuple[str, str], Decimal]:
    """The weight of what each agency holds of each component."""
    parts, whole = n.DISTRICT_PARTS[fund_kind, source], sum(n.DISTRICTS.values())
    districts = {
        (agency, component): Decimal(size * part * 4) / whole
        for agency, size in n.DISTRICTS.items()
        for component, part in parts.items()
    }
    own = n.PROVINCE_PARTS[fund_kind, source].items()
    return districts | {holding: Decimal(weight) for holding, weight in own}


def _with_van_lang(year: int, total: Decimal, weights: Mapping[Account, Decimal]) -> Amounts:
    """Văn Lãng's capital of 2022 from the central budget is published: it is set apart."""
    known = {a: w for a, w in weights.items() if is_van_lang_2022(a)}
    if not known:
        return shared(total, weights)
    of_van_lang = Decimal(n.VAN_LANG_ALLOTTED[next(iter(known)).fund_kind])
    others = {account: weight for account, weight in weights.items() if account not in known}
    return shared(of_van_lang, known) | shared(total - of_van_lang, others)


def is_van_lang_2022(account: Account) -> bool:
    return (account.agency, account.year, account.source) == (n.VAN_LANG, 2022, n.CENTRAL)


def first_and_adjusted(plan: Amounts, dice: random.Random) -> tuple[Amounts, Amounts]:
    """The lines of the first decision and of the adjustment that together make the plan: most
    accounts stay, some grow, some shrink, a few are new."""
    changes: Amounts = {}
    for account, amount in plan.items():
        lot = dice.randint(1, 100)
        if account.agency == n.COMMITTEE or lot > 22:
            continue
        per_cent = 100 if lot <= 2 else dice.choice((-18, -12, -8, 6, 10, 15))
        change = round(amount * per_cent / 100)
        if change:
            changes[account] = Decimal(change)
    first = {account: amount - changes.get(account, 0) for account, amount in plan.items()}
    return first, changes


def yearly_acts(year: int, first: Amounts, changes: Amounts, carried: Amounts) -> list[Act]:
    acts = [act(f"Giao kế hoạch vốn năm {year}", FIRST_DAYS[year], first)]
    if carried:
        title = f"Cho phép kéo dài vốn năm {year - 1} sang năm {year}"
        acts.append(act(title, CARRIED_DAYS[year], carried))
    title = f"Điều chỉnh, bổ sung kế hoạch vốn năm {year}"
    return [*acts, act(title, ADJUSTED_DAYS[year], changes)]


def period_acts(yearly: Mapping[int, Amounts], dice: random.Random) -> list[Act]:
    """The plan of the whole period: what this programme's years add up to, and both others'."""
    plan: Amounts = {}
    for amounts in yearly.values():
        for one, amount in amounts.items():
            if one.is_investment:
                whole = Account(one.component, one.agency, None, one.fund_kind, one.source)
                plan[whole] = plan.get(whole, Decimal(0)) + amount
    for component, sources in n.PERIOD.items():
        for source, total in sources.items():
            weights = {
                Account(component, agency, None, n.INVESTMENT, source): Decimal(size)
                for agency, size in n.DISTRICTS.items()
            }
            plan |= shared(Decimal(total), weights)
    return _in_three_steps(plan, dice)


def _in_three_steps(plan: Amounts, dice: random.Random) -> list[Act]:
    first, second, third = {}, {}, {}
    for account, amount in plan.items():
        first[account] = round(amount * dice.choice((84, 90, 94, 100, 106)) / 100, 0)
        rest = amount - first[account]
        second[account] = round(rest * dice.choice((0, 40, 130)) / 100, 0)
        third[account] = rest - second[account]
    titles = (
        "Giao kế hoạch vốn đầu tư phát triển giai đoạn 2021–2025",
        "Điều chỉnh kế hoạch vốn đầu tư phát triển giai đoạn 2021–2025 (lần 1)",
        "Điều chỉnh kế hoạch vốn đầu tư phát triển giai đoạn 2021–2025 (lần 2)",
    )
    steps = zip(titles, PERIOD_DAYS, (first, second, third), strict=True)
    return [act(title, day, lines) for title, day, lines in steps]


def moved(
    amounts: Amounts, successors: Mapping[str, list[str]], dice: random.Random
) -> tuple[Amounts, Amounts]:
    """Amounts handed on by holders that end: the lines that take them, and those that give them.

    The largest account of a holder goes to all its successors, so that none has nothing; others to
    one or two.
    """
    gives: Amounts = {}
    largest = {one.agency: one for one in sorted(amounts, key=lambda one: amounts[one])}
    for account, amount in amounts.items():
        names = successors[account.agency]
        is_wide = account == largest[account.agency]
        chosen = names if is_wide else dice.sample(names, min(len(names), dice.randint(1, 2)))
        weights = {account.held_by(name): Decimal(dice.randint(6, 14)) for name in chosen}
        for heir, part in shared(amount, weights, Decimal("0.001")).items():
            gives[heir] = gives.get(heir, Decimal(0)) + part
    return {account: -amount for account, amount in amounts.items()}, gives
