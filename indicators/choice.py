"""The reader's choice, kept in the address from page to page: of which period, and whether of all
that is reported or only of what is approved and final."""

from collections.abc import Mapping

PARAMETER, OFFICIAL, PERIOD = "so-lieu", "da-duyet", "ky"


def only_official(query: Mapping[str, str]) -> bool:
    return query.get(PARAMETER) == OFFICIAL


def asked_period(query: Mapping[str, str]) -> str:
    """The code of the period that was chosen, not looked up yet; empty for the newest."""
    return query.get(PERIOD, "").strip()


def kept(address: str, chosen: bool, period: str = "") -> str:
    """The address of another page with the same choice: “/chi-tieu/?ky=2024Q2&so-lieu=da-duyet”."""
    choice = [f"{PERIOD}={period}"] if period else []
    if chosen:
        choice.append(f"{PARAMETER}={OFFICIAL}")
    return f"{address}{'&' if '?' in address else '?'}{'&'.join(choice)}" if choice else address
