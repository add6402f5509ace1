"""What people are told when something is refused: a sentence of ours, in Vietnamese."""

import gettext
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override

from indicators.models import Period, Report, User
from tests.factories.people import PASSWORD
from tests.factories.reference import period

GENERIC = "Địa chỉ này không có"


@pytest.mark.parametrize("url", ["/khong-co-trang-nay/", "/dia-ban/180/khong-phai-ngay/"])
def test_unknown_address_gets_the_general_sentence(url: str, client: Client, leader: User) -> None:
    client.force_login(leader)

    answer = client.get(url)

    assert answer.status_code == 404
    assert GENERIC in answer.content.decode()
    assert "Resolver404" not in answer.content.decode()


def test_missing_thing_gets_the_sentence_of_its_page(client: Client, leader: User) -> None:
    client.force_login(leader)

    page = client.get("/nhap-lieu/999999/").content.decode()

    assert "Không tìm thấy, hoặc ngoài phạm vi được xem." in page
    assert GENERIC not in page


def test_sentence_of_a_page_cannot_carry_markup(client: Client, leader: User) -> None:
    client.force_login(leader)

    answer = client.get("/chi-tieu/dien/", {"ky": "<script>x"})

    assert answer.status_code == 404
    assert "<script>x" not in answer.content.decode()


def test_refused_person_is_told_why(client: Client, leader: User) -> None:
    client.force_login(leader)

    answer = client.get("/nhap-lieu/tai-len/")

    assert answer.status_code == 403
    assert "Vai trò của bạn chỉ xem, không nhập số liệu." in answer.content.decode()


@pytest.mark.parametrize("url", ["/dang-nhap/", "/dang-xuat/", "/nhap-lieu/tai-len/"])
def test_form_without_a_valid_token_is_told_what_to_do(url: str, leader: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(leader)

    answer = browser.post(url, {"username": leader.username, "password": PASSWORD})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "phiên làm việc đã hết hạn hoặc trang mở quá lâu" in page
    assert "chưa được lưu" in page
    assert "CSRF" not in page


def test_script_with_an_old_token_is_told_in_json(leader: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(leader)

    answer = browser.post("/nhap-lieu/tai-len/", headers={"accept": "application/json"})

    assert answer.status_code == 403
    assert answer.json()["message"].endswith("Hãy gửi lại.")


def opened(*arguments: str) -> str:
    out = StringIO()
    call_command("open_period", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("written", ["05/11/2024", "5/11/2024", "2024-11-05"])
def test_due_date_is_read_as_it_is_written_in_viet_nam(written: str, db: None) -> None:
    opened("2024Q3", "--due", written)

    assert period("2024Q3").due_on == date(2024, 11, 5)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("31/02/2025", "“31/02/2025” không phải là ngày"),
        ("12/31/2024", "“12/31/2024” không phải là ngày"),
        ("mai", "hãy viết dạng 31/12/2024 hoặc 2024-12-31"),
        ("", "không phải là ngày"),
        ("01/01/2024", "Chưa mở kỳ 2024Q3: Hạn gửi không được trước ngày bắt đầu nhận báo cáo."),
    ],
)
def test_wrong_due_date_is_refused_in_one_sentence_and_changes_nothing(
    written: str, sentence: str, db: None
) -> None:
    before = period("2024Q3").due_on

    with pytest.raises(CommandError) as refused:
        opened("2024Q3", "--due", written)

    assert sentence in str(refused.value)
    assert (period("2024Q3").due_on, period("2024Q3").opened_at) == (before, None)
    assert not Report.objects.exists()


def test_due_date_is_not_changed_when_the_opening_fails(db: None) -> None:
    # Left by somebody who wrote to the table itself.
    Period.objects.filter(code="2024Q3").update(code="2024-Q3")
    before = period("2024-Q3").due_on

    with pytest.raises(CommandError, match="Mã của Quý III năm 2024 phải là 2024Q3"):
        opened("2024-Q3", "--due", "20/10/2024")

    assert (period("2024-Q3").due_on, period("2024-Q3").opened_at) == (before, None)


CATALOGUES = sorted(Path(settings.LOCALE_PATHS[0]).glob("vi/LC_MESSAGES/*.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_compiled_catalogue_says_what_its_source_says(path: Path) -> None:
    source = path.read_text(encoding="utf-8").replace(r"\"", '"')
    # Those with a context, whose line ends in a quotation mark, are looked up in another way.
    pairs = re.findall(r'(?<!"\n)^msgid "(.+)"\nmsgstr "(.+)"$', source, flags=re.MULTILINE)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert len(pairs) > 10
    assert {source: compiled.gettext(source) for source, _ in pairs} == dict(pairs)


def test_lock_out_speaks_vietnamese() -> None:
    words = [field.verbose_name for field in AccessAttempt._meta.fields if field.name != "id"]
    said = [*words, AccessAttempt._meta.verbose_name, settings.AXES_COOLOFF_MESSAGE]

    assert [str(text) for text in said if str(text) == untranslated(text)] == ["HTTP Accept"]


def untranslated(text: object) -> str:
    """What the program says before it is translated."""
    with override(None):
        return str(text)
