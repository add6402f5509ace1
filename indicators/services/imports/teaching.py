"""What people answer about columns and names that were not recognised, kept for the sender."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from indicators.entries import reading_of
from indicators.models import (
    Area,
    ColumnChoice,
    ImportBatch,
    Measure,
    NameChoice,
    SheetLayout,
    User,
)
from indicators.models.layout import LONGEST_TEXT
from indicators.permissions import access_of, writable_layouts, writable_name_choices
from indicators.services.checks import check_open
from indicators.sheets.spec import ReadReport, Unmatched

LEAVE_OUT = None
NO_LAYOUT = "Không nhận dạng được bố cục của trang nên chưa ghi nhớ gì. Hãy sửa tệp rồi tải lại."


class TeachingRefused(Exception):
    """Nothing was remembered; the Vietnamese sentence says why and what to do."""


@transaction.atomic
def teach_layout(
    *,
    batch: ImportBatch,
    answers: Mapping[int, str | None],
    revision: int,
    by: User,
    now: datetime,
) -> int:
    """Remembers answers to `unmatched` parts of a reading, by their places in it.

    An answer is a measure's code, an area's code, or None for "leave it out". Returns how many
    were remembered; the caller has the file read again. Raises TeachingRefused for an answer that
    means nothing here, FiguresRefused when the person may not write to the report now.
    """
    check_open(batch.report, by=by, now=now)
    if revision != batch.revision:
        raise TeachingRefused("Tệp đã được đọc lại sau khi bạn mở trang này. Hãy chọn lại.")
    if not answers:
        raise TeachingRefused("Hãy chọn cách hiểu cho ít nhất một cột hoặc một tên.")
    lesson = _Lesson(batch, by=by, now=now)
    for place, means in answers.items():
        lesson.remember(place, means)
    return len(answers)


class _Lesson:
    """The answers of one person about one reading."""

    def __init__(self, batch: ImportBatch, *, by: User, now: datetime) -> None:
        reading: ReadReport = reading_of(batch)
        self.batch = batch
        self.unmatched = reading.unmatched
        self.sheets = {sheet.sheet: sheet for sheet in reading.understood}
        self.measures = {measure.code: measure for measure in batch.form.measures.all()}
        self.who = {"taught_at": now, "taught_by": by}

    def remember(self, place: int, means: str | None) -> None:
        if not 0 <= place < len(self.unmatched):
            raise TeachingRefused("Câu trả lời không khớp với tệp này. Hãy mở lại trang và chọn.")
        unknown = self.unmatched[place]
        if unknown.sheet not in self.sheets:
            raise TeachingRefused(NO_LAYOUT)
        if unknown.what == "column":
            self._remember_column(unknown, means)
        else:
            self._remember_name(unknown, means)

    def _remember_column(self, unknown: Unmatched, means: str | None) -> None:
        sheet = self.sheets[unknown.sheet]
        layout, _ = SheetLayout.objects.get_or_create(
            area=self.batch.area,
            form=self.batch.form,
            fingerprint=sheet.fingerprint,
            defaults={"sheet": sheet.sheet[:100], "taught_at": self.who["taught_at"]},
        )
        ColumnChoice.objects.update_or_create(
            layout=layout,
            text=_kept_whole(unknown.text),
            defaults=self.who
            | {"shown": unknown.shown[:LONGEST_TEXT], "measure": self._measure(means)},
        )

    def _remember_name(self, unknown: Unmatched, means: str | None) -> None:
        is_measure = self.sheets[unknown.sheet].direction == "crosswise"
        NameChoice.objects.update_or_create(
            sender=self.batch.area,
            form=self.batch.form,
            text=_kept_whole(unknown.text),
            defaults=self.who
            | {
                "shown": unknown.shown[:LONGEST_TEXT],
                "measure": self._measure(means) if is_measure else None,
                "area": None if is_measure else self._area(means),
            },
        )

    def _measure(self, means: str | None) -> Measure | None:
        if means is LEAVE_OUT:
            return None
        if means not in self.measures:
            raise TeachingRefused("Biểu này không có cột được chọn. Hãy chọn lại trong danh sách.")
        return self.measures[means]

    def _area(self, means: str | None) -> Area | None:
        if means is LEAVE_OUT:
            return None
        rows = Area.objects.under(self.batch.area).valid_on(self.batch.period.ends_on)
        area = rows.of_kind(self.batch.form.row_kind).filter(code=means).first()
        if area is None:
            raise TeachingRefused(
                "Địa bàn được chọn không thuộc đơn vị báo cáo. Hãy chọn lại trong danh sách."
            )
        return area


def _kept_whole(text: str) -> str:
    """The folded text by which an answer is found again; cut, it would never be."""
    if len(text) > LONGEST_TEXT:
        raise TeachingRefused(
            f"Tên dài quá {LONGEST_TEXT} ký tự nên không ghi nhớ được. Hãy viết ngắn lại trong tệp."
        )
    return text


@transaction.atomic
def forget_layout(*, layout: SheetLayout, by: User) -> None:
    """What was taught of a layout is asked anew when the next file of it comes."""
    if not writable_layouts(access_of(by)).filter(pk=layout.pk).exists():
        raise TeachingRefused(f"Bạn không được giao nhập số liệu của {layout.area.name}.")
    layout.delete()


@transaction.atomic
def forget_name(*, choice: NameChoice, by: User) -> None:
    """The name is asked anew when it comes again; files that were stored stay as they are."""
    if not writable_name_choices(access_of(by)).filter(pk=choice.pk).exists():
        raise TeachingRefused(f"Bạn không được giao nhập số liệu của {choice.sender.name}.")
    choice.delete()
