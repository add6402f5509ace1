"""What the services of decisions share: who may, why, and how a refusal is told."""

from indicators.models import User
from indicators.permissions import access_of
from programs.permissions import keeps_capital

LONGEST_REASON = 1_000


class DecisionRefused(Exception):
    """Nothing was stored; `field` is what it is about, "" for all of it. Where `may_confirm`, a
    person who has seen the sentence may go on."""

    def __init__(self, field: str, message: str, *, may_confirm: bool = False) -> None:
        super().__init__(message)
        self.field = field
        self.may_confirm = may_confirm


def require_keeper(by: User) -> None:
    if not keeps_capital(access_of(by)):
        raise DecisionRefused("", "Chỉ cán bộ tỉnh được đăng ký và sửa văn bản.")


def require_reason(reason: str, message: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise DecisionRefused("reason", message)
    if len(reason) > LONGEST_REASON:
        raise DecisionRefused("reason", f"Lý do dài quá {LONGEST_REASON} ký tự.")
    return reason
