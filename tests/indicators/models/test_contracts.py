"""What every model must have; a new model is walked by these tests without being named here."""

import inspect
import re
from itertools import pairwise

import pytest
from django.apps import apps
from django.db.models import Model

from tests.factories import capital, rows, work
from tests.factories.rows import saved

MODELS = [
    model for app in ("indicators", "programs") for model in apps.get_app_config(app).get_models()
]
FACTORIES = rows.FACTORIES | capital.FACTORIES | work.FACTORIES
OWN_LETTERS = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I
)

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def lines_before(model: type[Model], start: str) -> list[tuple[str, str]]:
    """Every source line of a model that begins with `start`, with the line above it."""
    lines = [line.strip() for line in inspect.getsource(model).splitlines()]
    return [(above, line) for above, line in pairwise(lines) if line.startswith(start)]


@each_model
def test_model_has_a_factory_whose_row_is_valid(model: type[Model], db: None) -> None:
    row = saved(FACTORIES[model]())

    assert model.objects.get(pk=row.pk) == row


@each_model
def test_model_is_named_in_vietnamese(model: type[Model]) -> None:
    assert OWN_LETTERS.search(str(model._meta.verbose_name))
    assert OWN_LETTERS.search(str(model._meta.verbose_name_plural))


@each_model
def test_constraint_says_in_vietnamese_what_is_wrong(model: type[Model]) -> None:
    for constraint in model._meta.constraints:
        message = str(constraint.violation_error_message)
        assert message != str(constraint.default_violation_error_message), constraint.name
        assert OWN_LETTERS.search(message), constraint.name
        assert message.endswith("."), constraint.name


@each_model
def test_index_names_the_query_it_serves(model: type[Model]) -> None:
    indexes = lines_before(model, "models.Index(")

    assert len(indexes) == len(model._meta.indexes)
    assert all(above.startswith("# ") for above, _ in indexes), indexes


@each_model
def test_deleting_with_the_parent_says_why(model: type[Model]) -> None:
    cascades = [
        line for line in inspect.getsource(model).splitlines() if "on_delete=models.CASCADE" in line
    ]

    assert all("#" in line for line in cascades), cascades


@each_model
def test_name_of_a_row_costs_no_query(
    model: type[Model], db: None, django_assert_num_queries
) -> None:
    pk = saved(FACTORIES[model]()).pk
    row = model.objects.get(pk=pk)

    with django_assert_num_queries(0):
        assert str(row)
