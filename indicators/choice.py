"""The reader's choice of figures, kept in the address from page to page: all that is reported, or
only what is approved and final."""

from collections.abc import Mapping

PARAMETER, OFFICIAL = "so-lieu", "da-duyet"


def only_official(query: Mapping[str, str]) -> bool:
    return query.get(PARAMETER) == OFFICIAL


def kept(address: str, chosen: bool) -> str:
    """The address of another page with the same choice: “/chi-tieu/?so-lieu=da-duyet”."""
    if not chosen:
        return address
    return f"{address}{'&' if '?' in address else '?'}{PARAMETER}={OFFICIAL}"
