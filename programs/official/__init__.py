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
from .drawings import Drawing, drawings
from .stored import Content, Part, from_json, official_document, to_json

__all__ = [
    "CapitalLine",
    "CapitalState",
    "Content",
    "Draft",
    "Drawing",
    "IndicatorLine",
    "ObstacleLine",
    "Part",
    "ReportData",
    "ReviewState",
    "Section",
    "Statement",
    "TaskLine",
    "compose",
    "drawings",
    "from_json",
    "official_document",
    "to_json",
]
