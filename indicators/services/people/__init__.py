"""People, their rights and their passwords. Every step leaves a row that says who did it when."""

from .accounts import (
    appoint_administrator,
    create_person,
    deactivate_person,
    edit_person,
    reactivate_person,
)
from .passwords import Issued, change_own_password, issue_password, reset_factor, unlock_person
from .roles import give_role, take_role
from .rules import PeopleRefused

__all__ = [
    "Issued",
    "PeopleRefused",
    "appoint_administrator",
    "change_own_password",
    "create_person",
    "deactivate_person",
    "edit_person",
    "give_role",
    "issue_password",
    "reactivate_person",
    "reset_factor",
    "take_role",
    "unlock_person",
]
