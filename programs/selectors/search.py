"""What a person finds: every kind at once, the best first, only what they may read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model, QuerySet

from indicators.models import begun_by
from indicators.permissions import Access, readable_areas
from indicators.search_words import bounded, has_marks, plain_words, spelt_words
from programs.permissions import readable_agencies, readable_obstacles, readable_tasks

# In the order of the page: what it is called, and what stands in the address.
KINDS: Mapping[str, tuple[str, str]] = {
    "indicator": ("Chỉ tiêu", "chi-tieu"),
    "area": ("Địa bàn", "dia-ban"),
    "decision": ("Văn bản", "van-ban"),
    "obstacle": ("Khó khăn, vướng mắc", "kho-khan"),
    "task": ("Nhiệm vụ", "nhiem-vu"),
    "component": ("Dự án, tiểu dự án", "du-an"),
    "agency": ("Đơn vị", "don-vi"),
}
OF_EACH, ON_ONE_PAGE = 8, 50
SHORTEST = 2  # letters of the longest word


@dataclass(frozen=True)
class Hit:
    title: str
    detail: str
    address: str
    is_past: bool


@dataclass(frozen=True)
class Group:
    """The best of one kind, and how many there are."""

    kind: str
    hits: tuple[Hit, ...]
    total: int

    @property
    def label(self) -> str:
        return KINDS[self.kind][0]

    @property
    def slug(self) -> str:
        return KINDS[self.kind][1]


@dataclass(frozen=True)
class Asked:
    """The words as they are looked for; `spelt` has diacritics where the person typed any."""

    words: tuple[str, ...]
    spelt: tuple[str, ...] = ()

    @property
    def is_too_short(self) -> bool:
        return max(map(len, self.words), default=0) < SHORTEST


def asked(text: str) -> Asked:
    return Asked(tuple(plain_words(text)), tuple(spelt_words(text)) if has_marks(text) else ())


# The ORM takes longer to write this than the database to answer it. A name that is the very
# phrase; that begins with it; that has it; in which its last word begins a word; then the phrase in
# the text, then the words anywhere. What still is before what has ended, the newest first.
FOUND = """
SELECT found.kind, found.total, e.title, e.detail, e.address, e.is_past
FROM (
    SELECT e.id, e.kind, COUNT(*) OVER (PARTITION BY e.kind) AS total,
        ROW_NUMBER() OVER (PARTITION BY e.kind ORDER BY {order}) AS place
    FROM indicators_searchentry e WHERE {condition}
) found
JOIN indicators_searchentry e ON e.id = found.id
WHERE found.place > %s AND found.place <= %s
ORDER BY found.kind, found.place
"""
ORDER = """
CASE WHEN e.{name} = %s THEN 0
    WHEN {at}(e.{name}, %s) = 1 THEN 1
    WHEN {at}(e.{name}, %s) > 1 THEN 2
    WHEN {at}(e.{name}, %s) > 0 THEN 3
    WHEN {at}(e.words, %s) > 0 THEN 4
    ELSE 5 END, e.is_past, e.key DESC
"""


def found(
    access: Access, wanted: Asked, *, kind: str = "", page: int = 1, of_each: int = OF_EACH
) -> tuple[Group, ...]:
    """The best of every kind, or of one kind a page, in one query; a kind of which nothing is
    found, or nothing on that page, is left out."""
    order, at = _order(wanted)
    condition, where = _condition(access, wanted, kind)
    until = page * of_each
    with connection.cursor() as cursor:
        sql = FOUND.format(order=order, condition=condition)
        cursor.execute(sql, [*at, *where, until - of_each, until])
        rows = cursor.fetchall()
    groups: dict[tuple[str, int], list[Hit]] = {}
    for of, total, title, detail, address, is_past in rows:
        groups.setdefault((of, total), []).append(Hit(title, detail, address, bool(is_past)))
    every = [Group(of, tuple(hits), total) for (of, total), hits in groups.items()]
    return tuple(sorted(every, key=lambda group: tuple(KINDS).index(group.kind)))


def _order(wanted: Asked) -> tuple[str, list[str]]:
    name = "title_spelt" if wanted.spelt else "title_words"
    phrase, text = bounded(list(wanted.spelt or wanted.words)), bounded(list(wanted.words))
    sql = ORDER.format(name=name, at="STRPOS" if connection.vendor == "postgresql" else "INSTR")
    return sql, [phrase, phrase, phrase, phrase.removesuffix(" "), text]


def _condition(access: Access, wanted: Asked, kind: str) -> tuple[str, list[object]]:
    """What has all the words and may be read by this person; indicators, decisions and programmes
    are for all who sign in."""
    condition, words = begun_by(wanted.words, alias="e", vendor=connection.vendor)
    conditions, params = [condition], [words]
    if kind:
        conditions.append("e.kind = %s")
        params.append(kind)
    if not access.sees_everything:
        own = _own_rows(access)
        conditions.append(f"(e.kind NOT IN ({', '.join(['%s'] * len(own))})")
        params += own
        for of, rows in own.items():
            sql, keys = rows.order_by().values("pk").query.sql_with_params()
            conditions[-1] += f" OR e.kind = %s AND e.key IN ({sql})"
            params += [of, *keys]
        conditions[-1] += ")"
    return " AND ".join(conditions), params


def _own_rows(access: Access) -> dict[str, QuerySet[Model]]:
    return {
        "area": readable_areas(access),
        "agency": readable_agencies(access),
        "obstacle": readable_obstacles(access),
        "task": readable_tasks(access),
    }
