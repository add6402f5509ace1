"""The steps of an obstacle as pages: each a form of its own, one service call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from programs import obstacle_step_forms as forms
from programs.models import ObstacleStep
from programs.services import obstacles as services

Said = Mapping[str, Any]


@dataclass(frozen=True)
class Action:
    """`take` calls the service with what the form says; `lead` tells what the step means."""

    slug: str
    step: ObstacleStep
    title: str
    lead: str
    form: type[forms.StepForm]
    take: Callable[..., object]
    fields: tuple[str, ...] = ("text", "version")

    def arguments(self, said: Said) -> dict[str, Any]:
        return {name: said[name] for name in self.fields}


def _merge(*, obstacle: Any, target: Any, **more: Any) -> object:
    return services.merge_obstacles(obstacle=obstacle, into=target, **more)


_ALL = (
    Action(
        "tiep-nhan",
        ObstacleStep.ACCEPTED,
        "Tiếp nhận",
        "Phân nhóm, ghi cấp có thẩm quyền và nếu biết, đơn vị chủ trì và thời hạn.",
        forms.AcceptForm,
        services.accept_obstacle,
        ("category", "cause", "authority", "agency", "due_on", "text", "version"),
    ),
    Action(
        "bat-dau",
        ObstacleStep.TAKEN,
        "Bắt đầu giải quyết",
        "Khó khăn phải có đơn vị chủ trì và thời hạn.",
        forms.StepForm,
        services.take_in_hand,
    ),
    Action(
        "giai-quyet",
        ObstacleStep.RESOLVED,
        "Đã giải quyết",
        "Khó khăn kết thúc; nếu phát sinh lại thì mở lại với lý do.",
        forms.ResolveForm,
        services.resolve_obstacle,
        ("text", "resolved_on", "decision", "version"),
    ),
    Action(
        "chuyen-cap",
        ObstacleStep.ESCALATED,
        "Chuyển cấp trên",
        "Ghi văn bản đã chuyển khó khăn lên cấp có thẩm quyền cao hơn.",
        forms.EscalateForm,
        services.escalate_obstacle,
        ("to", "decision", "text", "version"),
    ),
    Action(
        "gop",
        ObstacleStep.MERGED,
        "Gộp vào khó khăn khác",
        "Dòng này kết thúc; dòng kia nhận địa bàn và lời nêu của nó. Việc gộp không tách lại được.",
        forms.MergeForm,
        _merge,
        ("target", "text"),
    ),
    Action(
        "rut-lai",
        ObstacleStep.WITHDRAWN,
        "Rút lại",
        "Dùng khi nêu nhầm. Khó khăn không còn được tính, lịch sử của nó vẫn giữ.",
        forms.WithdrawForm,
        services.withdraw_obstacle,
    ),
    Action(
        "khong-tiep-nhan",
        ObstacleStep.REJECTED,
        "Không tiếp nhận",
        "Nơi nêu khó khăn đọc được lý do.",
        forms.RejectForm,
        services.reject_obstacle,
    ),
    Action(
        "mo-lai",
        ObstacleStep.REOPENED,
        "Mở lại",
        "Khó khăn trở lại danh sách đang mở, ở trạng thái đã tiếp nhận.",
        forms.ReopenForm,
        services.reopen_obstacle,
        ("text", "category", "authority", "version"),
    ),
    Action(
        "ghi-tien-do",
        ObstacleStep.NOTED,
        "Ghi tiến độ",
        "Việc đã làm từ lần ghi trước; trạng thái không đổi.",
        forms.NoteForm,
        services.note_progress,
    ),
    Action(
        "chi-dao",
        ObstacleStep.INSTRUCTED,
        "Ý kiến chỉ đạo",
        "Ý kiến được ghi vào các bước xử lý, mọi người xem được khó khăn đều đọc được.",
        forms.InstructForm,
        services.instruct,
        ("text",),
    ),
)
ACTIONS: Mapping[str, Action] = {action.slug: action for action in _ALL}
