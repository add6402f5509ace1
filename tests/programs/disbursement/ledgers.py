"""Random ledgers: decisions with signed lines on accounts, and cumulative disbursements."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from programs.disbursement import Account, Entry, Payment

GROUPINGS = {
    "component": lambda account: account.component,
    "agency": lambda account: account.agency,
    "year": lambda account: account.year,
    "fund kind": lambda account: account.fund_kind,
    "source": lambda account: account.source,
    "carried over": lambda account: account.carried_over,
    "component and kind": lambda account: (account.component, account.fund_kind),
    "agency and year": lambda account: (account.agency, account.year),
    "account": lambda account: account,
    "everything": lambda account: "all",
}
# To three decimals of a million VND, as amounts are reported.
amounts = st.integers(-5_000_000, 50_000_000).map(lambda thousand: Decimal(thousand) / 1000)
days = st.dates(date(2021, 12, 1), date(2026, 2, 28))
accounts = st.builds(
    Account,
    component=st.sampled_from(["DA1", "DA4-TDA1", "DA10"]),
    agency=st.sampled_from(["van-lang", "so-y-te"]),
    year=st.sampled_from([None, 2024, 2025]),
    fund_kind=st.sampled_from(["investment", "recurrent"]),
    source=st.sampled_from(["central", "province"]),
    carried_over=st.booleans(),
).filter(lambda account: account.year is not None or not account.carried_over)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """A few decisions, each signed once, with a few lines; an account may occur again."""
    signed = draw(st.lists(days, min_size=1, max_size=5))
    lines = st.tuples(st.integers(0, len(signed) - 1), accounts, amounts)
    return [
        Entry(account, f"QĐ {number}", signed[number], amount)
        for number, account, amount in draw(st.lists(lines, max_size=20))
    ]


@st.composite
def payments(draw: st.DrawFn) -> list[Payment]:
    """One amount per account and date, in any order; now and then it falls."""
    keys = draw(st.lists(st.tuples(accounts, days), unique=True, max_size=20))
    return [Payment(account, as_of, abs(draw(amounts))) for account, as_of in keys]


def account(
    component: str = "DA4",
    agency: str = "van-lang",
    year: int | None = 2022,
    fund_kind: str = "investment",
    source: str = "central",
    carried_over: bool = False,
) -> Account:
    return Account(component, agency, year, fund_kind, source, carried_over)
