"""Invented capital lines that agree with every published figure; pure, and the same each time."""

from .generator import Generator
from .model import Account, Act, Day, Invented
from .numbers import DISTRICTS, OWNERS, PROGRAMMES, YEARS

__all__ = [
    "DISTRICTS",
    "OWNERS",
    "PROGRAMMES",
    "YEARS",
    "Account",
    "Act",
    "Day",
    "Generator",
    "Invented",
]
