"""The version of the data changes with every write, whoever writes; a contract over all models."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import update_last_login
from django.db import connection, transaction
from django.db.models import F, Model

from indicators import data_version as versions
from indicators.data_version import data_version, fold, is_write
from indicators.models import Area, DataStep, Figure, Report, Result, User
from indicators.services.bulk import put, upsert
from tests.factories import capital, rows, work
from tests.factories.rows import saved

MODELS = [
    model for app in ("indicators", "programs") for model in apps.get_app_config(app).get_models()
]
FACTORIES = rows.FACTORIES | capital.FACTORIES | work.FACTORIES
pytestmark = pytest.mark.django_db


def changes_version(write: Callable[[], object]) -> bool:
    before = data_version()
    write()
    return data_version() > before


def columns(row: Model) -> list[str]:
    return [field.attname for field in row._meta.concrete_fields if not field.primary_key]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_write_of_every_model_changes_the_version(model: type[Model]) -> None:
    row = FACTORIES[model]()

    assert changes_version(row.save)
    assert changes_version(row.save)
    same = {name: F(name) for name in columns(row)[:1]}
    assert changes_version(lambda: model.objects.filter(pk=row.pk).update(**same))
    assert changes_version(lambda: model.objects.filter(pk=row.pk)._raw_delete("default"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_table_of_ours_is_watched(model: type[Model]) -> None:
    tables = [model._meta.db_table, *(f.m2m_db_table() for f in model._meta.many_to_many)]

    assert all(is_write(f'UPDATE "{table}" SET "id" = 1') for table in tables)  # noqa: S608


def test_bulk_ways_in_change_the_version() -> None:
    figure = rows.new_figure()
    figure.report.save()
    names = ["measure", "area", "period", "report", "value", "is_nil", "status", "note", "route"]
    values = [tuple(getattr(figure, figure._meta.get_field(name).attname) for name in names)]

    assert changes_version(lambda: put(Figure, names, values))
    assert changes_version(lambda: upsert(Figure, names, values, unique=names[:3]))


def test_reading_changes_nothing(trang_dinh_officer: User) -> None:
    before = data_version()

    list(Area.objects.select_related("parent"))
    with transaction.atomic():
        list(Report.objects.select_for_update())

    assert data_version() == before


def test_signing_in_changes_nothing(leader: User) -> None:
    before = data_version()

    update_last_login(None, leader)

    assert data_version() == before


def test_what_is_rolled_back_leaves_the_version_as_it_was() -> None:
    before = data_version()

    with transaction.atomic():
        saved(rows.new_area())
        transaction.set_rollback(True)

    assert data_version() == before
    assert changes_version(lambda: saved(rows.new_area()))


@pytest.mark.django_db(transaction=True)
def test_statement_of_its_own_and_its_step_are_one_transaction() -> None:
    area = saved(rows.new_area())
    before = data_version()

    with pytest.raises(Exception, match="name"):
        Area.objects.filter(pk=area.pk).update(name=None)

    assert data_version() == before
    assert changes_version(lambda: Area.objects.filter(pk=area.pk).update(name="Tên khác"))


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT OR IGNORE INTO "indicators_report" VALUES (1)',
        "insert into indicators_figure (id) select 1",
        'UPDATE "programs_task" SET "title" = %s',
        "\n  DELETE FROM programs_allocation WHERE id = 1",
        'TRUNCATE "indicators_result"',
        "TRUNCATE TABLE programs_task",
        'UPDATE "indicators_user" SET "last_name" = %s WHERE "id" = 1',
        "WITH old AS (SELECT 1) INSERT INTO indicators_result SELECT * FROM old",
        "WITH gone AS (DELETE FROM indicators_result RETURNING id) SELECT * FROM gone",
        "UPDATE ONLY indicators_report SET version = 1",
    ],
)
def test_write_is_known_by_its_statement(sql: str) -> None:
    assert is_write(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "indicators_report"."id" FROM "indicators_report" FOR UPDATE',
        "WITH some AS (SELECT 1 FROM indicators_report) SELECT * FROM some",
        'UPDATE "django_session" SET "session_data" = %s',
        'INSERT INTO "axes_accessattempt" VALUES (1)',
        "INSERT INTO long_rows SELECT id FROM indicators_report",
        'UPDATE "indicators_user" SET "last_login" = %s WHERE "indicators_user"."id" = %s',
        'SAVEPOINT "s1"',
    ],
)
def test_what_is_no_write_of_data_is_left_alone(sql: str) -> None:
    assert not is_write(sql)


def test_folding_keeps_the_sum() -> None:
    DataStep.objects.bulk_create(DataStep(step=number) for number in range(1, 400))
    before = data_version()

    with transaction.atomic(), connection.cursor() as cursor:
        fold(connection, cursor.cursor)

    assert data_version() == before
    assert DataStep.objects.count() == 1


def test_rows_are_folded_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "FOLD_EVERY", 1)

    for _ in range(3):
        assert changes_version(lambda: Result.objects.filter(pk=0).update(stated=1))

    assert DataStep.objects.count() == 1


def calls_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_nothing_but_the_staged_rows_goes_past_the_cursor_that_is_watched() -> None:
    past = {"copy_expert", "copy_from", "copy_to"}
    found = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in ("lsdash", "indicators", "programs")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if calls_of(path) & past
    }

    assert found == {"indicators/services/staging.py"}


@pytest.mark.django_db(transaction=True)
def test_row_made_outside_of_a_transaction_is_stored_with_its_key_and_noted() -> None:
    before = data_version()

    made = DataStep.objects.create(step=1)  # INSERT … RETURNING, which SQLite ends by being read

    assert DataStep.objects.get(pk=made.pk).step == 1
    assert data_version() > before + 1


@pytest.mark.django_db(transaction=True)
def test_rows_returned_by_a_write_outside_of_a_transaction_can_all_be_read() -> None:
    steps = [DataStep(step=number) for number in (1, 2, 3)]
    DataStep.objects.bulk_create(steps)
    table = DataStep._meta.db_table

    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE step < 4 RETURNING step")  # noqa: S608
        first, two, rest = cursor.fetchone(), cursor.fetchmany(1), cursor.fetchall()

    assert sorted([first, *two, *rest]) == [(1,), (2,), (3,)]
