"""What a person's telephone would show."""

import time

from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from indicators.models import User
from tests.factories.people import PASSWORD


def code_of(person: User, steps: int = 0) -> str:
    """The code of now; a code opens once only, so the next one is `steps` later."""
    device = TOTPDevice.objects.get(user=person)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def enrolled(person: User) -> TOTPDevice:
    """A telephone that was confirmed earlier."""
    return TOTPDevice.objects.create(user=person, name="Điện thoại", confirmed=True)


def sign_in(client: Client, username: str, password: str = PASSWORD, **headers: str):
    return client.post("/dang-nhap/", {"username": username, "password": password}, **headers)
