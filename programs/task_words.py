"""Tasks in words."""

from datetime import date

from .taskstate import TaskState

STATE_WORDS = {
    TaskState.OVERDUE: "Quá hạn",
    TaskState.BEHIND: "Chậm mốc",
    TaskState.DUE_SOON: "Sắp đến hạn",
    TaskState.RUNNING: "Đang thực hiện",
    TaskState.NOT_STARTED: "Chưa bắt đầu",
    TaskState.DONE: "Hoàn thành",
    TaskState.DONE_LATE: "Hoàn thành muộn",
    TaskState.CANCELLED: "Thôi thực hiện",
}
FIELD_WORDS = {
    "title": "Nhiệm vụ",
    "year": "Năm",
    "decision_id": "Văn bản giao",
    "obstacle_id": "Khó khăn",
    "lead_id": "Chủ trì",
    "expected": "Kết quả phải đạt",
    "starts_on": "Bắt đầu",
    "due_on": "Thời hạn",
    "completed_on": "Hoàn thành ngày",
    "result": "Kết quả",
    "cancelled_on": "Thôi thực hiện từ",
    "cooperating": "Phối hợp",
    "milestones": "Mốc",
}


def day_text(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "—"


def due_text(due_on: date, today: date) -> str:
    """How far the day is: "còn 12 ngày", "hôm nay", "quá 3 ngày"."""
    days = (due_on - today).days
    if days == 0:
        return "hạn hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá {-days} ngày"
