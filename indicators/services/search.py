"""What can be found, kept in step with its rows: whoever writes a row writes its entry, in the same
transaction; `refill` does so for a whole table, `strays` says where the two differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import Model, QuerySet

from indicators.models import Area, Decision, Indicator, SearchEntry
from indicators.search_words import bounded, plain_words, spelt_words, words_to_find

AT_ONCE = 500
TITLE_LENGTH, DETAIL_LENGTH = 200, 200
NAME_LENGTH = 400  # room for letters that are two when folded
FIELDS = ("address", "title", "detail", "is_past", "title_spelt", "title_words", "words")


@dataclass(frozen=True)
class Told:
    """A row as it is found: `title` and `detail` are shown, by `name` it is put in order, `texts`
    are found as well."""

    address: str
    name: str
    title: str
    detail: str = ""
    texts: tuple[str, ...] = ()
    is_past: bool = False


@dataclass(frozen=True)
class Findable:
    """A table whose rows can be found: `rows` are all of them with what `tell` reads."""

    kind: str
    rows: Callable[[], QuerySet]
    tell: Callable[..., Told]


@dataclass(frozen=True)
class Strays:
    """How many rows have no entry, how many have an old one, how many entries have no row."""

    kind: str
    missing: int
    outdated: int
    orphaned: int

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.orphaned)


def keep_findable(of: Findable, rows: Iterable[Model]) -> None:
    """Writes the entries of these rows, new or anew."""
    every = iter(rows)
    while some := list(islice(every, AT_ONCE)):
        SearchEntry.objects.bulk_create(
            [_entry(of, row) for row in some],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=FIELDS,
        )


def forget_findable(of: Findable, keys: Iterable[int]) -> None:
    SearchEntry.objects.of_kind(of.kind).filter(key__in=list(keys)).delete()


@transaction.atomic
def refill(of: Findable) -> Strays:
    """Puts right what differs, and says what did."""
    wrong, strays = _compared(of)
    keep_findable(of, wrong)
    kept = of.rows().order_by().values("pk")
    SearchEntry.objects.of_kind(of.kind).exclude(key__in=kept).delete()
    return strays


def strays(of: Findable) -> Strays:
    """What `refill` would put right."""
    return _compared(of)[1]


def _compared(of: Findable) -> tuple[list[Model], Strays]:
    """The rows whose entry is missing or old."""
    entries = SearchEntry.objects.of_kind(of.kind)
    kept = {key: fields for key, *fields in entries.values_list("key", *FIELDS).iterator()}
    wrong, missing = [], 0
    for row in of.rows().iterator(AT_ONCE):
        fields = kept.pop(row.pk, None)
        missing += fields is None
        entry = _entry(of, row)
        if fields != [getattr(entry, name) for name in FIELDS]:
            wrong.append(row)
    return wrong, Strays(of.kind, missing, len(wrong) - missing, len(kept))


def _entry(of: Findable, row: Model) -> SearchEntry:
    told = of.tell(row)
    name = told.name[:TITLE_LENGTH]
    return SearchEntry(
        kind=of.kind,
        key=row.pk,
        address=told.address,
        title=_cut(told.title, TITLE_LENGTH),
        detail=_cut(told.detail, DETAIL_LENGTH),
        is_past=told.is_past,
        title_spelt=bounded(spelt_words(name))[:NAME_LENGTH],
        title_words=bounded(plain_words(name)),
        words=words_to_find(told.name, *told.texts),
    )


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _area(area: Area) -> Told:
    last = f", đến hết {area.last_day:%d/%m/%Y}" if area.last_day else ""
    above = f", {area.parent.name}" if area.parent else ""
    return Told(
        address=area.get_absolute_url(),
        name=area.short_name,
        title=area.name,
        detail=f"Mã {area.code}{above}, từ {area.valid_from:%d/%m/%Y}{last}",
        texts=(area.name, area.code),
        is_past=area.valid_to is not None,
    )


def _indicator(indicator: Indicator) -> Told:
    return Told(
        address=indicator.get_absolute_url(),
        name=indicator.name,
        title=indicator.name,
        detail=f"{indicator.get_group_display()}, {indicator.unit}",
        texts=(
            indicator.short_name,
            indicator.code,
            indicator.get_group_display(),
            indicator.definition,
            indicator.scope,
            indicator.agency,
        ),
        is_past=indicator.valid_to is not None,
    )


def _decision(decision: Decision) -> Told:
    return Told(
        address=decision.get_absolute_url(),
        name=decision.number,
        title=f"{decision}: {decision.title}",
        detail=f"{decision.issuer}, ký ngày {decision.signed_on:%d/%m/%Y}",
        texts=(decision.get_kind_display(), decision.title, decision.issuer),
    )


AREAS = Findable("area", lambda: Area.objects.select_related("parent"), _area)
INDICATORS = Findable("indicator", Indicator.objects.all, _indicator)
DECISIONS = Findable("decision", Decision.objects.all, _decision)
FINDABLE: Sequence[Findable] = (INDICATORS, AREAS, DECISIONS)
