"""Hostile words in every text that a model takes, and everything put back as it was."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, Field, Max, Model, TextField

from indicators.models import SearchEntry
from programs.services.search import refill_search
from tests.indicators.models.test_contracts import FACTORIES

Prepared = TypeVar("Prepared")
ELSEWHERE = "xau.example"  # whatever leads there came out of a text
WORDS = (
    "<script>alert('LSD')</script>",
    "\"><img src=x onerror=alert('LSD')>",
    "' onmouseover='alert(1)' onfocus=alert(1) autofocus x='",
    "</script></title></textarea></td><svg onload=alert(1)>LSD",
    f'=HYPERLINK("http://{ELSEWHERE}/","LSD")',
    f"javascript:alert('LSD')//{ELSEWHERE}",
    f"<a href='http://{ELSEWHERE}/'>LSD</a><b>đậm</b><br>",
    "{{ settings.SECRET_KEY }}{% now 'Y' %} %s %(x)s {0} LSD",
    "LSD\r\nEND:VEVENT\r\nATTACH:http://xau.example/\r\n\u2028\u2029",
    "\u202egnp.LSD\u202c \u200b&lt;b&gt;&amp;]]><!--",
    "LSD" + "W" * 3000,
    "+1-1@SUM(1)|cmd LSD",
)
# What stands in addresses and files, which the office's own catalogues give and no form asks for;
# `at` and `of` words that a program chooses; what the planting itself makes anew.
NOT_TYPED = {"code", "password", "sha256", "token_sha256", "fingerprint", "file", "key", "of"}
LEFT_OUT = {SearchEntry}
MOST_ROWS = 150  # of one table, the newest


def models() -> Iterator[type[Model]]:
    for app in ("indicators", "programs"):
        yield from (one for one in apps.get_app_config(app).get_models() if one not in LEFT_OUT)


def typed_fields(model: type[Model]) -> list[Field]:
    """The texts that take hostile words: no choice of words, and no check of the model's against
    them."""
    texts = [
        field for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)
    ]
    return [field for field in texts if field.name not in NOT_TYPED and _takes(field)]


def _takes(field: Field) -> bool:
    try:
        field.clean(WORDS[0][: field.max_length], None)
    except ValidationError:
        return False
    return True


@contextmanager
def planted(prepare: Callable[[], Prepared]) -> Generator[tuple[Prepared, set[str]]]:
    """Every text of the newest rows of every table, once `prepare` has made what it needs: its
    answer, and as "Model.field" the texts that were reached. A table without rows gets one."""
    before = _last_keys()
    kept: dict[type[Model], list[Model]] = {}
    try:
        yield prepare(), _plant_all(kept)
    finally:
        _put_back(kept, before)


def _plant_all(kept: dict[type[Model], list[Model]]) -> set[str]:
    reached, number = set(), count()
    for model in models():
        fields = typed_fields(model)
        if fields and not model._default_manager.exists():
            FACTORIES[model](**_beside(model)).save()
        rows = list(model._default_manager.order_by("-pk")[:MOST_ROWS]) if fields else []
        kept[model] = [model(**_values(row)) for row in rows]
        for field in fields:
            if _plant(model, field, rows, number):
                reached.add(f"{model.__name__}.{field.name}")
    refill_search()
    return reached


def _plant(model: type[Model], field: Field, rows: list[Model], number: Iterator[int]) -> bool:
    """Whether any row has it now. Where a rule wants the text blank in some state, as with the
    reason for what was not undone, only what is written already is written over."""
    for some in (rows, [row for row in rows if getattr(row, field.attname)]):
        before = [(row, getattr(row, field.attname)) for row in some]
        for row in some:
            setattr(row, field.attname, _words(next(number), row.pk, field))
        try:
            with transaction.atomic():
                model._default_manager.bulk_update(some, [field.name], 100)
        except IntegrityError:
            for row, text in before:
                setattr(row, field.attname, text)
        else:
            return bool(some)
    return False


def _beside(model: type[Model]) -> dict[str, Model]:
    """Rows that are there for a new one to refer to, none of them twice."""
    found: dict[str, Model] = {}
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.null:
            rows = field.related_model._default_manager.all()
            if free := [row for row in rows[: len(found) + 1] if row not in found.values()]:
                found[field.name] = free[0]
    return found


def _values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _words(number: int, key: object, field: Field) -> str:
    """As long as the field is; with the row's key, so that names stay different."""
    longest = min(field.max_length or 2000, 2000)
    words = WORDS[number % len(WORDS)]
    mark = f" {key}" if field.unique or longest <= 200 else ""
    return words[: longest - len(mark)] + mark


def _tables() -> list[type[Model]]:
    own = list(models())
    links = {field.remote_field.through for one in own for field in one._meta.many_to_many}
    return [*own, *(link for link in links if link._meta.auto_created), SearchEntry]


def _last_keys() -> dict[type[Model], int]:
    return {one: one._base_manager.aggregate(last=Max("pk"))["last"] or 0 for one in _tables()}


def _put_back(kept: dict[type[Model], list[Model]], before: dict[type[Model], int]) -> None:
    """The texts of old rows; new rows go, in whatever order, because keys are looked at last."""
    with transaction.atomic():
        for model, last in before.items():
            rows = model._base_manager.filter(pk__gt=last).order_by()
            rows._raw_delete(rows.db)
        for model, rows in kept.items():
            old = [row for row in rows if row.pk <= before[model]]
            fields = [field.name for field in typed_fields(model)]
            if old and fields:
                model._default_manager.bulk_update(old, fields, 100)
        refill_search()
        connection.check_constraints()
