"""Decisions registered and corrected, with a history of who changed what."""

import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.models import Decision, User, number_words
from indicators.services.search import DECISIONS, keep_findable
from programs.models import Allocation, DecisionChange

from .allocations import moved_problems
from .attachments import Attachment, attach_file
from .decision_rules import DecisionRefused, require_keeper, require_reason
from .locks import hold_capital
from .refusals import CapitalRefused

_BESIDE_SIGNS = re.compile(r"\s*([/–-])\s*")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2212": "-"})


@dataclass(frozen=True)
class DecisionFields:
    number: str
    kind: str
    title: str
    issuer: str
    signed_on: date
    address: str = ""


def tidy_number(text: str) -> str:
    """A number as it is kept: "145 / qÐ – UBND" is "145/qĐ-UBND"; case is the author's."""
    composed = unicodedata.normalize("NFC", text).replace("Ð", "Đ").translate(_DASHES)
    return _BESIDE_SIGNS.sub(r"\1", " ".join(composed.split()))


@transaction.atomic
def register_decision(
    *,
    fields: DecisionFields,
    by: User,
    now: datetime,
    attachment: Attachment | None = None,
    is_confirmed: bool = False,
) -> Decision:
    """A new decision, with its file if there is one.

    Raises DecisionRefused: no right, registered already, the same issuer's number with another day
    of the year; and, until confirmed, for the same number of another issuer or year.
    """
    require_keeper(by)
    hold_capital()
    decision = Decision(**asdict(_tidied(fields)), kept_since=now)
    _refuse_same_number(decision, is_confirmed=is_confirmed)
    _store(decision)
    _record(decision, by, now, "Đăng ký văn bản", after=_described(decision))
    if attachment is not None:
        attach_file(decision=decision, attachment=attachment, by=by, now=now)
    return decision


@transaction.atomic
def correct_decision(
    *,
    decision: Decision,
    fields: DecisionFields,
    by: User,
    now: datetime,
    reason: str = "",
    is_confirmed: bool = False,
) -> Decision:
    """Other fields for a decision; the same change nothing. Each that changes leaves a line.

    Another day moves what rests on the decision: it needs a reason where there is any, and is
    refused where a plan would fall below zero on some day. Raises DecisionRefused.
    """
    require_keeper(by)
    hold_capital()
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    before = _fields_of(decision)
    after = _tidied(fields)
    if after == before:
        return decision
    for name, value in asdict(after).items():
        setattr(decision, name, value)
    if (after.number, after.issuer, after.signed_on) != (
        before.number,
        before.issuer,
        before.signed_on,
    ):
        _refuse_same_number(decision, is_confirmed=is_confirmed)
    if after.signed_on != before.signed_on:
        reason = _checked_move(decision, before.signed_on, reason)
    decision.kept_since = now
    _store(decision)
    for what, was, now_is in _differences(before, after):
        _record(decision, by, now, what, was, now_is, reason)
    return decision


def _checked_move(decision: Decision, was: date, reason: str) -> str:
    """The reason, where one is needed; refused where a plan would fall below zero."""
    lines = Allocation.objects.filter(decision=decision)
    if not lines.exists() and not decision.targets.exists():
        return " ".join(reason.split())
    problems = moved_problems(lines, was=was, to=decision.signed_on)
    if problems:
        raise DecisionRefused("signed_on", str(CapitalRefused(problems)))
    return require_reason(
        reason,
        "Văn bản đã giao vốn hoặc chỉ tiêu: đổi ngày ký là đổi kế hoạch của các ngày ở giữa. Hãy "
        "ghi lý do.",
    )


def _refuse_same_number(decision: Decision, *, is_confirmed: bool) -> None:
    others = Decision.objects.exclude(pk=decision.pk)
    words, issuer = number_words(decision.number), number_words(decision.issuer)
    same = [one for one in others if number_words(one.number) == words]
    for one in same:
        if number_words(one.issuer) != issuer:
            continue
        if one.signed_on == decision.signed_on:
            raise DecisionRefused(
                "number",
                f"{one} của {one.issuer} ký ngày {one.signed_on:%d/%m/%Y} đã được đăng ký.",
            )
        if one.signed_on.year == decision.signed_on.year:
            raise DecisionRefused("signed_on", decision.two_days(one))
    if same and not is_confirmed:
        known = "; ".join(f"của {one.issuer} ngày {one.signed_on:%d/%m/%Y}" for one in same[:5])
        raise DecisionRefused(
            "number",
            f"Đã có văn bản cùng số {decision.number}: {known}. Nếu đây là văn bản khác, hãy đánh "
            "dấu xác nhận rồi lưu.",
            may_confirm=True,
        )


def _tidied(fields: DecisionFields) -> DecisionFields:
    return replace(
        fields,
        number=tidy_number(fields.number),
        title=" ".join(fields.title.split()),
        issuer=" ".join(fields.issuer.split()),
        address=fields.address.strip(),
    )


def _fields_of(decision: Decision) -> DecisionFields:
    return DecisionFields(**{name: getattr(decision, name) for name in NAMES})


NAMES = ("number", "kind", "title", "issuer", "signed_on", "address")


def _store(decision: Decision) -> None:
    try:
        decision.full_clean()
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        name = field if field in NAMES else ""
        raise DecisionRefused(name, " ".join(messages)) from wrong
    decision.save()
    keep_findable(DECISIONS, [decision])


def _differences(before: DecisionFields, after: DecisionFields) -> list[tuple[str, str, str]]:
    """What changed, in the words of the page."""
    old, new = asdict(before), asdict(after)
    return [
        (
            str(Decision._meta.get_field(name).verbose_name),
            _shown(name, old[name]),
            _shown(name, new[name]),
        )
        for name in NAMES
        if old[name] != new[name]
    ]


def _shown(name: str, value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return dict(Decision._meta.get_field(name).choices or ()).get(value, str(value))


def _described(decision: Decision) -> str:
    return f"{decision} ngày {decision.signed_on:%d/%m/%Y} của {decision.issuer}"


def _record(
    decision: Decision,
    by: User,
    now: datetime,
    what: str,
    before: str = "",
    after: str = "",
    reason: str = "",
) -> None:
    DecisionChange.objects.create(
        decision=decision, at=now, by=by, what=what, before=before, after=after, reason=reason
    )
