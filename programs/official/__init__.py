"""The periodic report composed from data: one object feeds page, Word and Excel. Pure."""

from .compose import Draft, Section, Statement, compose
from .data import (
    CapitalLine,
    CapitalState,
    IndicatorLine,
    ObstacleLine,
    ReportData,
    ReviewState,
    TaskLine,
)

__all__ = [
    "CapitalLine",
    "CapitalState",
    "Draft",
    "IndicatorLine",
    "ObstacleLine",
    "ReportData",
    "ReviewState",
    "Section",
    "Statement",
    "TaskLine",
    "compose",
]
