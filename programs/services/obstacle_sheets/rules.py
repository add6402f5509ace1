"""What every step of a sheet of obstacles asks first."""

from datetime import datetime

from django.utils.timezone import localdate

from indicators.models import Area, Period, User
from programs.models import ProgrammeBatch
from programs.services.obstacles import may_raise
from programs.services.sheets import SheetRefused

NO_CHANGE = "Không có thay đổi: mọi khó khăn, vướng mắc trong tệp đã được nêu từ trước."


def check_may_raise(area: Area, period: Period, by: User, now: datetime) -> None:
    """Raises SheetRefused for want of a right, or for a quarter that has not begun."""
    refusal = may_raise(by, area)
    if refusal is not None:
        raise SheetRefused(refusal.code, refusal.message)
    if period.starts_on > localdate(now):
        message = f"{period.label} chưa bắt đầu. Hãy chọn đúng quý của báo cáo."
        raise SheetRefused("future", message)


def held_batch(batch: ProgrammeBatch) -> ProgrammeBatch:
    """The batch as it stands now; until the end of the transaction nobody else confirms or takes
    back a sheet of the same district."""
    Area.objects.select_for_update(no_key=True).get(pk=batch.area_id)
    rows = ProgrammeBatch.objects.select_for_update(of=("self",))
    return rows.select_related("area", "period").get(pk=batch.pk)
