"""What the command came to, and its one object of JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from indicators.entries import Comparison
from indicators.sheets.spec import Outcome, Problem, ReadReport, Record, to_json

EXIT_STATUS: Mapping[Outcome, int] = {"accepted": 0, "partial": 1, "rejected": 2}
NO_CHANGES = {"new": 0, "changed": 0, "unchanged": 0}
PROBLEM_KEYS = ("sheet", "cell", "row", "scope", "level", "code", "message")


class ChoiceRefused(Exception):
    """The call names something that is not there; `code` for programs, the sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """What came of one file; `changes` counts what would change, or has changed."""

    outcome: Outcome
    message: str
    reading: ReadReport
    changes: Mapping[str, int] = field(default_factory=lambda: NO_CHANGES)
    period: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def refused_answer(code: str, message: str, reading: ReadReport | None = None) -> Answer:
    """Nothing was stored, or nothing even read; the sentence says why."""
    read = reading or ReadReport()
    problem = Problem("file", "error", code, message)
    return Answer("rejected", message, replace(read, problems=(*read.problems, problem)))


def counts_of(comparison: Comparison) -> dict[str, int]:
    return {
        "new": len(comparison.created),
        "changed": len(comparison.changed),
        "unchanged": comparison.unchanged,
    }


def as_json(answer: Answer, *, seconds: float) -> dict[str, Any]:
    return {
        "outcome": answer.outcome,
        "message": answer.message,
        "seconds": seconds,
        "records": [_record(answer, record) for record in answer.reading.records],
        "problems": [_problem(problem) for problem in answer.reading.problems],
        "skipped": [
            {"sheet": part.sheet, "where": part.where, "why": part.reason}
            for part in answer.reading.skipped
        ],
        "changes": dict(answer.changes),
    }


def _record(answer: Answer, record: Record) -> dict[str, Any]:
    return {
        "sheet": record.sheet,
        "cell": record.cell,
        "area_code": record.area_code,
        "area_name": answer.names[record.area_code],
        "key": record.key,
        "period": answer.period,
        "dim": record.dim,
        "value": record.value == "true" if record.kind == "bool" else record.value,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {name: value for name, value in to_json(problem).items() if name in PROBLEM_KEYS}
