"""What a line of a decision may be about: components, agencies, years, kinds and sources."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from indicators.models import Decision, number_words
from programs.models import (
    FUND_SHORT,
    Agency,
    AgencyKind,
    Component,
    FundKind,
    Source,
    valid_on,
)

PERIOD = "giai-doan"
LONGEST_LABEL = 90
Option = tuple[str, str]
Groups = list[Option | tuple[str, list[Option]]]


@dataclass(frozen=True)
class LineChoices:
    """The choices of each field, and how people write each choice in a spreadsheet."""

    fields: Mapping[str, Groups]
    spellings: Mapping[str, Mapping[str, frozenset[str]]]

    def value_of(self, name: str, text: str) -> str:
        """The choice that the text names; the text itself where it names none, or several."""
        found = self.spellings.get(name, {}).get(number_words(text), frozenset())
        return next(iter(found)) if len(found) == 1 else text

    def year_of(self, decision: Decision) -> str:
        """The year that a new line most likely is of."""
        year = str(decision.signed_on.year)
        return year if year in {value for value, _ in self.fields["year"]} else ""


def line_choices(day: date) -> LineChoices:
    """What is valid on the day on which a decision was signed; two queries."""
    components = list(Component.objects.filter(valid_on(day)).select_related("programme", "parent"))
    agencies = list(Agency.objects.filter(valid_on(day)))
    years = sorted({year for one in components for year in one.programme.years})
    spans = " / ".join(sorted({one.programme.span for one in components}))
    fields: dict[str, Groups] = {
        "component": [("", "Chọn dự án"), *_components(components)],
        "agency": [("", "Chọn đơn vị"), *_agencies(agencies)],
        "year": [
            ("", "Chọn năm"),
            (PERIOD, f"Cả giai đoạn {spans}"),
            *((str(year), str(year)) for year in years),
        ],
        "fund_kind": [("", "Chọn"), *FUND_SHORT.items()],
        "source": [("", "Chọn nguồn"), *Source.choices],
    }
    return LineChoices(fields, _spellings(components, agencies, years))


def _components(rows: list[Component]) -> Groups:
    groups: dict[str, list[Option]] = defaultdict(list)
    for row in rows:
        label = f"{'– ' if row.parent_id else ''}{row}"
        if len(label) > LONGEST_LABEL:
            label = f"{label[: LONGEST_LABEL - 1]}…"
        groups[row.programme.short_name].append((str(row.pk), label))
    return list(groups.items())


def _agencies(rows: list[Agency]) -> Groups:
    groups: dict[str, list[Option]] = defaultdict(list)
    for row in rows:
        groups[AgencyKind(row.kind).label].append((str(row.pk), row.name))
    return list(groups.items())


def _spellings(
    components: list[Component], agencies: list[Agency], years: list[int]
) -> dict[str, dict[str, frozenset[str]]]:
    written: dict[str, dict[str, set[str]]] = {
        name: defaultdict(set) for name in ("component", "agency", "year", "fund_kind", "source")
    }
    for one in components:
        for text in (one.code, one.name, one.short_name, str(one)):
            written["component"][number_words(text)].add(str(one.pk))
    for one in agencies:
        for text in (one.code, one.name, one.short_name):
            written["agency"][number_words(text)].add(str(one.pk))
    for year in years:
        for text in (str(year), f"Năm {year}"):
            written["year"][number_words(text)].add(str(year))
    for text in ("cả giai đoạn", "giai đoạn", "2021–2025", "giai đoạn 2021–2025"):
        written["year"][number_words(text)].add(PERIOD)
    for kind in FundKind:
        for text in (FUND_SHORT[kind], kind.label, kind.label.removeprefix("Vốn ")):
            written["fund_kind"][number_words(text)].add(kind.value)
    for source in Source:
        for text in (source.label, source.value, SHORT_SOURCES.get(source, source.value)):
            written["source"][number_words(text)].add(source.value)
    return {
        name: {text: frozenset(values) for text, values in found.items()}
        for name, found in written.items()
    }


SHORT_SOURCES = {
    Source.CENTRAL: "NSTW",
    Source.PROVINCE: "NST",
    Source.DISTRICT: "NSH",
    Source.COMMUNE: "NSX",
    Source.LOCAL: "NSĐP",
}
