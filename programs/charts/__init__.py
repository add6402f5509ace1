"""Pictures of capital: dataclasses of the selectors in, `Chart` and `Table` out."""

from .fold import FOLD_HEADINGS, fold
from .lines import account_tables, lines_table
from .rankings import place_ranking, project_ranking
from .tables import amounts_table, overview_tables, published_table
from .waterfall import steps_table, waterfall
from .year_curve import small_year_curve, year_curve

__all__ = [
    "FOLD_HEADINGS",
    "account_tables",
    "amounts_table",
    "fold",
    "lines_table",
    "overview_tables",
    "place_ranking",
    "project_ranking",
    "published_table",
    "small_year_curve",
    "steps_table",
    "waterfall",
    "year_curve",
]
