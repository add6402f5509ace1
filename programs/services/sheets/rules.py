"""What every step of a district's sheet asks first, and what it stores into."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from indicators.models import Area, Period, User
from indicators.permissions import access_of
from programs.district_sheet import SheetLine
from programs.models import Agency, AgencyKind, FundKind, ProgrammeBatch, Source, valid_on
from programs.permissions import writable_agencies
from programs.services.accounts import AccountKey
from programs.services.disbursements import Payment
from programs.services.locks import hold_capital
from programs.services.refusals import CapitalRefused

NO_CHANGE = "Không có thay đổi: mọi số giải ngân trong tệp đã được lưu từ trước."


class SheetRefused(Exception):
    """The batch was left as it was; `code` for programs, the sentence says why and what to do.
    `lines` names the lines (by component code) that a note is missing for."""

    def __init__(self, code: str, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.lines = tuple(lines)


def agency_of_sheet(area: Area, period: Period) -> Agency:
    """The agency whose disbursement the sheet tells of. Raises SheetRefused where there is none."""
    agency = (
        Agency.objects.filter(valid_on(period.ends_on), kind=AgencyKind.DISTRICT, area=area)
        .order_by("position", "pk")
        .first()
    )
    if agency is None:
        raise SheetRefused(
            "no_agency",
            f"Chưa có đơn vị cấp huyện nào của {area.name} trong danh mục đơn vị vào ngày "
            f"{period.ends_on:%d/%m/%Y}, nên chưa lưu được vốn. Hãy đề nghị cán bộ tỉnh thêm vào.",
        )
    return agency


def checked_agency(area: Area, period: Period, by: User, now: datetime) -> Agency:
    agency = agency_of_sheet(area, period)
    if not writable_agencies(access_of(by)).filter(pk=agency.pk).exists():
        raise SheetRefused("not_yours", f"Bạn không được giao nhập giải ngân của {agency.name}.")
    today = localdate(now)
    if period.ends_on > today:
        raise SheetRefused(
            "future",
            f"{period.label} kết thúc ngày {period.ends_on:%d/%m/%Y}, chưa đến (hôm nay "
            f"{today:%d/%m/%Y}). Biểu của huyện ghi số lũy kế đến hết quý; số giữa quý nhập ở "
            "trang Giải ngân.",
        )
    return agency


def locked_batch(batch: ProgrammeBatch) -> ProgrammeBatch:
    """The batch as it stands now; nobody else writes money until the end of the transaction."""
    hold_capital()
    rows = ProgrammeBatch.objects.select_for_update(of=("self",))
    return rows.select_related("area", "period").get(pk=batch.pk)


def key_of_line(period: Period, agency: Agency, line: SheetLine) -> AccountKey:
    """Investment of the year itself, sources together: the form does not split them."""
    return AccountKey(
        line.component_id, agency.pk, period.year, FundKind.INVESTMENT, Source.UNSPLIT
    )


def payment_of(period: Period, agency: Agency, line: SheetLine, note: str = "") -> Payment:
    return Payment(
        key_of_line(period, agency, line),
        period.ends_on,
        line.amount,
        note,
        seen=line.before,
        check_seen=True,
    )


def as_refused(error: CapitalRefused) -> SheetRefused:
    return SheetRefused(error.problems[0].code, f"Chưa lưu gì. {error}")
