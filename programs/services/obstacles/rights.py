"""Who may do what with an obstacle."""

from dataclasses import dataclass

from indicators.models import Area, Role, User
from indicators.permissions import REVIEWING_ROLES, WRITING_ROLES, access_of, writable_areas
from programs.models import Obstacle, ObstacleState


@dataclass(frozen=True)
class Refusal:
    code: str
    message: str


def may_raise(by: User, area: Area) -> Refusal | None:
    if access_of(by).covers(area, WRITING_ROLES):
        return None
    return Refusal("not_yours", f"Bạn không được giao nêu khó khăn của {area.name}.")


def may_edit(by: User, obstacle: Obstacle) -> Refusal | None:
    """The province's officers; those of an area that raised it while nobody has taken it up, and
    notes of progress by them at any time."""
    access = access_of(by)
    if _handles(by):
        return None
    own = writable_areas(access).filter(pk__in=obstacle.raisings.values("area"))
    if not own.exists():
        return Refusal("not_yours", "Khó khăn này do nơi khác nêu, nên bạn chỉ xem được.")
    return None


def may_handle(by: User, obstacle: Obstacle) -> Refusal | None:
    """Taking up, passing on and ending are the province's."""
    if _handles(by):
        return None
    return Refusal(
        "not_yours", "Chỉ cán bộ tỉnh tiếp nhận, chuyển cấp và kết thúc khó khăn, vướng mắc."
    )


def may_correct(by: User, obstacle: Obstacle) -> Refusal | None:
    """Correcting what is told: by the area only until the province has taken it up."""
    if _handles(by):
        return None
    refusal = may_edit(by, obstacle)
    if refusal is None and obstacle.state != ObstacleState.RAISED:
        message = "Tỉnh đã tiếp nhận khó khăn này, nên nơi nêu chỉ ghi thêm tiến độ."
        return Refusal("taken_up", message)
    return refusal


def may_instruct(by: User) -> Refusal | None:
    roles = {Role.LEADER, Role.ADMINISTRATOR}
    if any(m.role in roles for m in access_of(by).memberships):
        return None
    return Refusal("not_yours", "Chỉ lãnh đạo ghi ý kiến chỉ đạo.")


def _handles(by: User) -> bool:
    return any(m.role in REVIEWING_ROLES for m in access_of(by).memberships)
