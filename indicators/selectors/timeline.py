"""What happened to a report: every step with who, when, why, and the cells that were marked."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F

from indicators.entries import Key
from indicators.models import Report, ReportEvent, ReportState

VERBS = {
    (ReportState.NOT_SENT, ReportState.SENT): "Gửi",
    (ReportState.RETURNED, ReportState.SENT): "Gửi lại",
    (ReportState.SENT, ReportState.RETURNED): "Trả lại",
    (ReportState.SENT, ReportState.APPROVED): "Duyệt",
    (ReportState.APPROVED, ReportState.LOCKED): "Chốt",
    (ReportState.APPROVED, ReportState.RETURNED): "Mở chốt",
    (ReportState.LOCKED, ReportState.RETURNED): "Mở chốt",
}
SAME = "Gia hạn"  # the only step that leaves the state as it is


@dataclass(frozen=True)
class Mark:
    """A cell that was marked when the report went back."""

    key: Key
    area: str
    measure: str
    text: str


@dataclass(frozen=True)
class Step:
    event: ReportEvent
    marks: tuple[Mark, ...]

    @property
    def verb(self) -> str:
        return VERBS.get((self.event.from_state, self.event.to_state), SAME)

    @property
    def moves(self) -> bool:
        return self.event.from_state != self.event.to_state


def timeline(report: Report) -> tuple[Step, ...]:
    """Oldest first. One query: a step comes once for every cell that it marked."""
    rows = (
        ReportEvent.objects.filter(report=report)
        .select_related("by")
        .annotate(
            measure=F("remarks__measure"),
            area=F("remarks__area"),
            measure_name=F("remarks__measure__name"),
            area_name=F("remarks__area__name"),
            text=F("remarks__text"),
        )
        .order_by("at", "pk", "remarks__pk")
    )
    return tuple(_step(list(same)) for _, same in groupby(rows, key=lambda row: row.pk))


def _step(rows: list) -> Step:
    marks = (
        Mark((row.measure, row.area), row.area_name, row.measure_name, row.text)
        for row in rows
        if row.measure is not None
    )
    return Step(rows[0], tuple(marks))
