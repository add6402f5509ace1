"""Long tables of money: read in a child process, previewed, stored whole or not at all, undone."""

from .confirm import Step, confirm_steps
from .preview import (
    MoneyTableRefused,
    look_at_money_table,
    may_import,
    preview_money_table,
)
from .undo import undo_money_table

__all__ = [
    "MoneyTableRefused",
    "Step",
    "confirm_steps",
    "look_at_money_table",
    "may_import",
    "preview_money_table",
    "undo_money_table",
]
