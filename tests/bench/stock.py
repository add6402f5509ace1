"""Our import of 5,000 new rows beside a stock django-import-export resource on the same rows, and
the preview of a district's report."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

import tablib
from django.core.files.base import ContentFile
from import_export.resources import ModelResource

from indicators.models import Figure, LongTable, Report
from indicators.selectors.reading import read_request
from indicators.services.imports import preview_import
from indicators.services.keeping import Upload
from indicators.services.periods import open_period
from lsdash.lib.numbers import format_number
from tests.factories.reference import period, report_of
from tests.factories.times import local_time

from .long_rows import as_csv, cells, settle, wide_report, wipe
from .long_tables import MOMENT, confirmed, officer, previewed
from .measure import timed, typical
from .pledges import Pledge, seconds, times_faster

ROWS, RUNS = 5_000, 3
FIELDS = ("measure", "area", "period", "report", "value", "is_nil", "status", "note", "route")


class StockFigures(ModelResource):
    """As the library's documentation writes one."""

    class Meta:
        model = Figure
        import_id_fields = ("measure", "area", "period")
        fields = FIELDS


def stock_pledges() -> Iterator[Pledge]:
    content = as_csv(cells(ROWS))
    stored, previews = [], []
    for _ in range(RUNS):
        wipe()
        tables: list[LongTable] = []
        previews.append(timed(lambda: tables.append(previewed(content))))  # noqa: B023
        stored.append(confirmed(tables[0]).whole)
    assert Figure.objects.count() == ROWS
    rows = _stock_rows()
    tried = timed(lambda: StockFigures().import_data(rows, dry_run=True, raise_errors=True))
    settle()
    taken = timed(lambda: StockFigures().import_data(rows, dry_run=False, raise_errors=True))
    assert Figure.objects.count() == ROWS
    name, stock = f"{format_number(ROWS)} dòng mới", "django-import-export"
    whole = f"{name}, nhập kèm lịch sử và tổng hợp"
    yield times_faster(whole, median(stored), taken, stock, 30)
    yield times_faster(
        f"{name}, xem trước kể cả tiến trình con", median(previews), tried, stock, 100
    )


def _stock_rows() -> tablib.Dataset:
    """The rows that were just stored, which are taken away again."""
    names = [f"{name}_id" if name in FIELDS[:4] else name for name in FIELDS]
    rows = [list(map(_written, row)) for row in Figure.objects.values_list(*names)]
    Figure.objects.all().delete()
    settle()
    return tablib.Dataset(*rows, headers=FIELDS)


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def report_pledge(rows: int = 200) -> Pledge:
    """A district's own sheet, read in its child process, as the upload page does."""
    wipe()
    open_period(period=period("2024Q3"), now=local_time(2024, 9, 16))
    Report.objects.update(extended_until=local_time(2027, 1, 1))
    report = report_of("F1", "184")
    content = wide_report(report, rows=rows)

    def preview() -> None:
        batch = preview_import(
            report=report,
            upload=Upload("rong.xlsx", ContentFile(content)),
            request=read_request(form=report.form, area=report.area, period=report.period),
            by=officer(),
            now=MOMENT,
        )
        assert len(batch.reading["records"]) >= Decimal("0.95") * rows * 10, batch.message

    name = f"Xem trước báo cáo huyện {rows} dòng × 10 cột kể cả tiến trình con"
    return seconds(name, typical(preview, times=RUNS), 2)
