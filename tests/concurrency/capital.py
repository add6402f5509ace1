"""Money written by two people at one instant; the scenarios are played by `scene`."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

ROUNDS = 8


def _people() -> tuple[Any, Any]:
    """Bình Gia's officer and the province's, who may both write its disbursement; with its plan."""
    from indicators.models import Role
    from programs.models import Allocation
    from tests.factories.people import member
    from tests.factories.reference import district, province
    from tests.factories.sheets import granted

    officer = member("binhgia", Role.DISTRICT_OFFICER, district("181"))
    province_officer = member("canbotinh", Role.PROVINCIAL_OFFICER, province())
    if not Allocation.objects.exists():
        granted(province_officer)
    return officer, province_officer


def _tried(step: Callable[..., Any], **arguments: Any) -> Callable[[], str]:
    """The state of the batch afterwards, or the code with which the step was refused."""
    from programs.services.sheets import SheetRefused
    from tests.factories.times import NOW

    def run() -> str:
        try:
            return step(**arguments, now=NOW).state
        except SheetRefused as refused:
            return refused.code

    return run


def _stored() -> dict[str, str]:
    from programs.models import Disbursement

    rows = Disbursement.objects.select_related("account__component").order_by("pk")
    return {row.account.component.code: f"{row.amount_million_vnd.normalize():f}" for row in rows}


def confirm_two_sheets() -> dict[str, Any]:
    """Two people confirm two different sheets of one district and quarter, again and again."""
    from indicators.models import BatchState
    from programs.models import Disbursement, DisbursementChange, ProgrammeBatch
    from programs.services.sheets import confirm_sheet, undo_sheet
    from tests.concurrency.scene import together
    from tests.factories.sheets import previewed_sheet
    from tests.factories.times import NOW
    from tests.indicators.views.examples import example

    people = _people()
    # The second one says 3.000 of project 1, with its rate and the totals.
    other = example("R04").spoilt(G13=3000, H13=58.82, G12=19459.5, H12=41.7)
    files = (example("R04").content, other)
    rounds = []
    for _ in range(ROUNDS):
        before = DisbursementChange.objects.count()
        batches = [previewed_sheet(by, file) for by, file in zip(people, files, strict=True)]
        answers = together(
            [
                _tried(confirm_sheet, batch=batch, by=by)
                for batch, by in zip(batches, people, strict=True)
            ]
        )
        changes = DisbursementChange.objects.count() - before
        rounds.append({"answers": sorted(answers), "first": _stored()["DA1"], "changes": changes})
        for batch in ProgrammeBatch.objects.filter(state=BatchState.APPLIED).order_by("-pk"):
            undo_sheet(batch=batch, by=people[1], now=NOW, reason="Lượt khác.")
        assert not Disbursement.objects.exists()
    return {"rounds": rounds}


def confirm_one_sheet_twice() -> dict[str, Any]:
    """The same file uploaded by two, and each upload confirmed twice, all at one instant."""
    from programs.models import DisbursementChange
    from programs.services.sheets import confirm_sheet
    from tests.concurrency.scene import together
    from tests.factories.sheets import previewed_sheet

    works = []
    for by in _people():
        batch = previewed_sheet(by)
        works += [_tried(confirm_sheet, batch=batch, by=by)] * 2
    answers = together(works)
    return {"answers": sorted(answers), "changes": DisbursementChange.objects.count()}


def type_one_amount() -> dict[str, Any]:
    """Two people type different amounts into one cell that both saw empty, again and again."""
    from indicators.models import User
    from programs.entry_rows import RowKey, TypedRow
    from programs.models import Disbursement, DisbursementChange
    from programs.services.entry import EntryRefused, save_entry
    from tests.concurrency.scene import together
    from tests.factories.sheets import QUARTER_END, district_agency, sheet_key
    from tests.factories.times import NOW

    people = _people()
    account = sheet_key("DA1", "central")
    key = RowKey(account.component_id, account.fund_kind, account.source, False)

    def save(text: str, by: Any) -> Callable[[], str]:
        def run() -> str:
            row = TypedRow(key, text, "", None, "")
            try:
                save_entry(
                    agency=district_agency(),
                    year=2024,
                    as_of=QUARTER_END,
                    rows=[row],
                    by=User.objects.get(pk=by.pk),  # a request of its own
                    now=NOW,
                )
            except EntryRefused as refused:
                (problem,) = refused.problems[key]
                return problem.code
            return "saved"

        return run

    rounds = []
    for number in range(ROUNDS * 3):
        texts = (str(100 + number), str(500 + number))
        answers = together([save(text, by) for text, by in zip(texts, people, strict=True)])
        stored = Disbursement.objects.get().amount_million_vnd
        changes = DisbursementChange.objects.count()
        winner = texts[answers.index("saved")] if "saved" in answers else None
        rounds.append(
            {
                "answers": sorted(answers),
                "kept": Decimal(winner or -1) == stored,
                "changes": changes,
            }
        )
        DisbursementChange.objects.all().delete()
        Disbursement.objects.all().delete()
    return {"rounds": rounds}
