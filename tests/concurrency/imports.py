"""Imports for one district and period at one instant; the scenarios are played by `scene`."""

from collections.abc import Callable
from typing import Any

ROUNDS = 8


def two_people() -> tuple[Any, Any]:
    """The district's officer and the province's, who may both import its report."""
    from indicators.models import Role
    from tests.factories.people import member
    from tests.factories.reference import district, province

    return (
        member("vanquan", Role.DISTRICT_OFFICER, district("184")),
        member("canbotinh", Role.PROVINCIAL_OFFICER, province()),
    )


def _tried(step: Callable[..., Any], **arguments: Any) -> Callable[[], str]:
    """The state of the batch afterwards, or the code with which the step was refused."""
    from indicators.services.checks import FiguresRefused
    from indicators.services.imports import ImportRefused
    from tests.factories.times import NOW

    def run() -> str:
        try:
            return step(**arguments, now=NOW).state
        except (ImportRefused, FiguresRefused) as refused:
            return refused.code

    return run


def _previewed(name: str, by: Any) -> Any:
    from tests.factories.times import NOW
    from tests.indicators.views.examples import example, previewed

    return previewed(example(name).report, example(name).content, by=by, now=NOW)


def _outcome(answers: list[str]) -> dict[str, Any]:
    """What was answered, which file is stored, and how much history there is of it."""
    from indicators.models import FigureChange
    from indicators.services.totals import check_results
    from tests.indicators.views.examples import example, stored

    found = stored(example("R01").report)
    return {
        "answers": sorted(answers),
        "stored": [name for name in ("R01", "R07") if found == example(name).figures],
        "changes": FigureChange.objects.count(),
        "wrong_results": len(check_results()[1]),
    }


def _undone(by: Any) -> None:
    from indicators.models import BatchState, ImportBatch
    from indicators.services.imports import undo_import
    from tests.factories.times import NOW

    for batch in ImportBatch.objects.filter(state=BatchState.APPLIED).order_by("-pk"):
        undo_import(batch=batch, by=by, now=NOW, reason="Lượt khác.")


def confirm_two_files() -> dict[str, Any]:
    """Two people confirm two different files for one report, again and again."""
    from indicators.services.imports import confirm_import
    from tests.concurrency.scene import together

    people = two_people()
    rounds = []
    for _ in range(ROUNDS):
        batches = [_previewed(name, by) for name, by in zip(("R01", "R07"), people, strict=True)]
        answers = together(
            [
                _tried(confirm_import, batch=batch, by=by)
                for batch, by in zip(batches, people, strict=True)
            ]
        )
        rounds.append(_outcome(answers))
        _undone(people[1])
    return {"rounds": rounds}


def confirm_one_file_twice() -> dict[str, Any]:
    """The same file uploaded by two, and each upload confirmed twice, all at one instant."""
    from indicators.services.imports import confirm_import
    from tests.concurrency.scene import together

    works = []
    for by in two_people():
        batch = _previewed("R01", by)
        works += [_tried(confirm_import, batch=batch, by=by)] * 2
    return _outcome(together(works))


def undo_at_once() -> dict[str, Any]:
    """One takes an import back while the other confirms the next file, again and again."""
    from indicators.services.imports import confirm_import, undo_import
    from tests.concurrency.scene import together
    from tests.factories.times import NOW

    first, second = two_people()
    rounds = []
    for _ in range(ROUNDS):
        old = confirm_import(batch=_previewed("R01", first), by=first, now=NOW)
        new = _previewed("R07", second)
        answers = together(
            [
                _tried(undo_import, batch=old, by=first, reason="Nhầm."),
                _tried(confirm_import, batch=new, by=second),
            ]
        )
        rounds.append(_outcome(answers))
        _undone(second)
    return {"rounds": rounds}
