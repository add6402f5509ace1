"""Reminders in plain words."""

from indicators.models import ReminderKind, ReportState
from indicators.selectors.completeness import Owed
from indicators.selectors.reminders import Letter
from lsdash.lib.moments import days_left_text
from lsdash.lib.text import lower_first


def subject_of(letter: Letter) -> str:
    """One line: what the letter is about and how much of it."""
    count, late = len(letter.owed), sum(one.is_overdue for one in letter.owed)
    if letter.kind == ReminderKind.LATE:
        return f"LSDash: {count} báo cáo đã quá hạn gửi"
    over = f", {late} đã quá hạn" if late else ""
    return f"LSDash: còn {count} báo cáo phải gửi{over}"


def body_of(letter: Letter, *, site: str) -> str:
    """The letter with the address of every report; `site` is where the pages are served."""
    lines = "\n".join(_line(letter.kind, one, site.rstrip("/")) for one in letter.owed)
    name = letter.to.get_full_name()
    if letter.kind == ReminderKind.LATE:
        return (
            f"Kính gửi {name},\n\nCác báo cáo sau đã quá hạn mà chưa được gửi:\n\n{lines}\n\n"
            "Huyện cần thêm thời gian thì hãy gia hạn ở trang của báo cáo; nếu không huyện không "
            f"gửi được nữa.\n\nToàn bộ tiến độ: {site.rstrip('/')}/tien-do/\n\n{_CLOSE}"
        )
    return (
        f"Kính gửi {name},\n\nAnh/chị còn các báo cáo sau phải gửi:\n\n{lines}\n\n"
        "Báo cáo đã quá hạn chỉ gửi được khi cán bộ tỉnh gia hạn: hãy liên hệ với cán bộ tỉnh.\n\n"
        f"{_CLOSE}"
    )


_CLOSE = "Thư này do phần mềm LSDash tự động gửi, xin không trả lời."


def _line(kind: ReminderKind, one: Owed, site: str) -> str:
    report = one.report
    name = f"{report.area.name}, {lower_first(report.period.label)}, biểu {report.form.code}"
    state = " (bị trả lại)" if report.state == ReportState.RETURNED else ""
    left = days_left_text(one.days_left)
    return (
        f"- {name}{state}: hạn đến hết ngày {one.last_day:%d/%m/%Y}, {left}\n"
        f"  {site}{_path(kind, one)}"
    )


def _path(kind: ReminderKind, one: Owed) -> str:
    """Where the district fills the report in, or the province looks at it."""
    report = one.report
    if kind == ReminderKind.LATE:
        return f"/duyet/{report.pk}/"
    return report.get_absolute_url()
