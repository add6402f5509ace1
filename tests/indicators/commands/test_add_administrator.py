"""`manage.py add_administrator`: the way in for an office that has nobody yet."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from indicators.models import User


def added(*arguments: str) -> str:
    out = StringIO()
    call_command("add_administrator", *arguments, stdout=out)
    return out.getvalue()


def test_printed_password_signs_in_and_must_be_changed(db: None, client: Client) -> None:
    told = added("trieu.nghiem", "--last-name", "Triệu Thị", "--first-name", "Nghiệm")
    password = told.split()[-1]

    answer = client.post(
        "/dang-nhap/", {"username": "trieu.nghiem", "password": password}, follow=True
    )

    assert answer.redirect_chain[-1][0] == "/doi-mat-khau/"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Triệu",), "Chưa tạo được: Tên đăng nhập gồm 3–30 chữ thường"),
        (("trieu.nghiem",), "Chưa tạo được: Hãy nhập họ và tên đệm."),
    ],
)
def test_what_cannot_be_created_is_refused_in_a_sentence(
    arguments: tuple[str, ...], sentence: str, db: None
) -> None:
    with pytest.raises(CommandError) as refused:
        added(*arguments)

    assert sentence in str(refused.value)
    assert not User.objects.exists()
