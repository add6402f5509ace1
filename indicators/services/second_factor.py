"""The second step of signing in: a six-digit code that a telephone shows, or a recovery code.

django-otp keeps the secrets and slows down who guesses; this says in which order things happen."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from indicators.models import PersonEvent, PersonEventKind, User

RECOVERY_CODES = 10
DIGITS = 6


class CodeRefused(Exception):
    """A code that does not open anything, or came too soon after a wrong one."""


@dataclass(frozen=True)
class Factor:
    """What a person has of the second step: nothing, a secret to be confirmed, or a working one."""

    device: TOTPDevice | None
    codes_left: int

    @property
    def is_on(self) -> bool:
        return self.device is not None and self.device.confirmed

    @property
    def is_waiting(self) -> bool:
        return self.device is not None and not self.device.confirmed


def factor_of(person: User) -> Factor:
    device = TOTPDevice.objects.filter(user=person).order_by("-confirmed").first()
    return Factor(device, StaticToken.objects.filter(device__user=person).count())


def has_factor(person: User) -> bool:
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


@transaction.atomic
def begin_enrolment(*, person: User) -> TOTPDevice:
    """A fresh secret, which counts for nothing until a code proves that the telephone has it."""
    if has_factor(person):
        raise CodeRefused("Xác thực hai bước đã bật. Muốn đổi điện thoại, hãy tắt rồi bật lại.")
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    return TOTPDevice.objects.create(user=person, name="Điện thoại", confirmed=False)


def confirm_enrolment(*, person: User, code: str, now: datetime) -> tuple[TOTPDevice, list[str]]:
    """The working device, and the recovery codes, which are shown once."""
    device = TOTPDevice.objects.filter(user=person, confirmed=False).first()
    if device is None:
        raise CodeRefused("Chưa có mã bí mật nào chờ xác nhận. Hãy bắt đầu lại.")
    # Outside the transaction: a wrong code must be counted even though it is refused.
    device = _verified(person, device, code)
    with transaction.atomic():
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        codes = _new_codes(person)
        _record(person, PersonEventKind.FACTOR_ADDED, now)
    return device, codes


def verify_code(*, person: User, code: str) -> Device:
    """The device that accepts the code: six digits are the telephone's, anything else a recovery
    code, so that a slip in one does not slow down the other."""
    typed = "".join(code.split()).lower()
    kind = TOTPDevice if typed.isdecimal() else StaticDevice
    device = kind.objects.filter(user=person, confirmed=True).first()
    if device is None:
        raise CodeRefused("Mã không đúng. Hãy xem mã đang hiện trên điện thoại rồi nhập lại.")
    return _verified(person, device, typed)


@transaction.atomic
def renew_codes(*, person: User, now: datetime) -> list[str]:
    """New recovery codes; the old ones open nothing any more."""
    if not has_factor(person):
        raise CodeRefused("Hãy bật xác thực hai bước trước.")
    codes = _new_codes(person)
    _record(person, PersonEventKind.CODES_RENEWED, now)
    return codes


@transaction.atomic
def remove_factor(*, person: User, now: datetime) -> None:
    """By its owner, who has proved the password."""
    if drop_devices(person):
        _record(person, PersonEventKind.FACTOR_REMOVED, now)


def drop_devices(person: User) -> bool:
    """Deletes secret and recovery codes; says whether there was a working one."""
    had = has_factor(person)
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    return had


def _verified(person: User, device: TOTPDevice | StaticDevice, code: str) -> Device:
    allowed, details = device.verify_is_allowed()
    if not allowed:
        until = timezone.localtime(details["locked_until"])
        raise CodeRefused(
            f"Đã nhập sai {details['failure_count']} lần liên tiếp. "
            f"Hãy đợi đến {until:%H:%M:%S} rồi nhập lại."
        )
    found = verify_token(person, device.persistent_id, "".join(code.split()))
    if found is None:
        raise CodeRefused(
            "Mã không đúng hoặc đã dùng rồi. Hãy đợi mã mới hiện trên điện thoại rồi nhập lại."
        )
    return found


def _new_codes(person: User) -> list[str]:
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="Mã dự phòng")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def _record(person: User, kind: PersonEventKind, now: datetime) -> None:
    PersonEvent.objects.create(person=person, at=now, by=person, kind=kind)
