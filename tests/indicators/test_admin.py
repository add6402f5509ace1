"""The administration's pages: in Vietnamese, with a trail, and harmless in a spreadsheet."""

import csv
import io
import json
import re
from decimal import Decimal

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Field
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from import_export.admin import ImportExportModelAdmin

from indicators import resources
from indicators.models import (
    Decision,
    FormMeasure,
    Membership,
    Period,
    PersonEvent,
    ReportForm,
    Target,
    User,
)
from programs.admin import Unchangeable
from tests.factories import rows
from tests.factories.reference import form, period

REFERENCE = [
    model
    for model, site in admin.site._registry.items()
    if isinstance(site, ImportExportModelAdmin)
]
# What Django or import-export say in English where nobody has translated it.
ENGLISH = (
    "Import|Export|Submit|Format|File to|Resource|This (?:importer|exporter)|Preview|Confirm|"
    "Some rows|Please|Non field|Errors?|Line number|Row|New|Skipped|Update|Delete|Skip to|Home|"
    "Breadcrumbs|Sidebar|Toggle|Filter|Start typing|Select|Show|Hide|Counts|Add|Change|View|"
    "Model name|Recent|Actions?|Search|History|Password|Save|Log out|Raw|Enter|Required|None|"
    "Indicator|Area|Measure|Form|Report|User|Decision|If|The|This|through import_export"
)


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    """A browser in which an administrator is signed in."""
    client.force_login(administrator)
    return client


def words_of(page: HttpResponse) -> str:
    """What a page shows or reads out, without scripts, style, addresses and stored values."""
    text = re.sub(r"<(script|style|code).*?</\1>", "", page.content.decode(), flags=re.DOTALL)
    said = re.findall(r'(?:title|aria-label|placeholder)="([^"]*)"', text)
    buttons = re.findall(r'<input type="submit"[^>]*value="([^"]*)"', text)
    return "\n".join([re.sub(r"<[^>]+>", "\n", text), *said, *buttons])


def english_in(page: HttpResponse) -> list[str]:
    return re.findall(rf"^[ \t]*((?:{ENGLISH})\b.*)$", words_of(page), flags=re.MULTILINE)


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def pages_of(model: type) -> list[str]:
    """Those that an administrator may open: rows of the ledger are only looked at."""
    found = []
    is_fixed = isinstance(admin.site._registry[model], Unchangeable)
    names = ["changelist", "import", "export"]
    for name in names if is_fixed else [*names, "add"]:
        try:
            found.append(address(model, name))
        except NoReverseMatch:
            assert model not in REFERENCE
    if row := model.objects.first():
        names = ["change", "history"]
        found += [
            address(model, name, row.pk) for name in (names if is_fixed else [*names, "delete"])
        ]
    return found


def upload(office: Client, model: type, lines: list[list[str]]) -> HttpResponse:
    """The answer to a CSV file sent to a table's import page."""
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    file = SimpleUploadedFile("bang.csv", text.getvalue().encode())
    return office.post(address(model, "import"), {"import_file": file, "format": "0"})


def confirm(office: Client, model: type, previewed: HttpResponse) -> HttpResponse:
    values = previewed.context["confirm_form"].initial
    return office.post(address(model, "process_import"), values, follow=True)


def exported(office: Client, model: type) -> list[dict[str, str]]:
    answer = office.post(address(model, "export"), {"format": "0"})
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_pages_of_a_table_are_in_vietnamese(model: type, office: Client) -> None:
    answers = {url: office.get(url) for url in pages_of(model)}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert {url: found for url, page in answers.items() if (found := english_in(page))} == {}


def test_scripts_of_the_administration_speak_vietnamese(office: Client) -> None:
    script = office.get(reverse("admin:jsi18n")).content.decode()

    words = json.loads(re.search(r"newcatalog = (\{.*?\n  \});", script, re.DOTALL)[1])
    assert (words["Monday"], words["Remove all %s"]) == ("Thứ hai", "Bỏ tất cả %s")


def test_first_page_of_the_administration_is_in_vietnamese(office: Client) -> None:
    assert english_in(office.get(reverse("admin:index"))) == []


def test_people_rights_and_secrets_are_not_in_the_administration() -> None:
    kept_out = {User, Membership, PersonEvent, TOTPDevice, StaticDevice, AccessAttempt}

    assert not kept_out & set(admin.site._registry)


def test_administration_is_closed_to_who_holds_the_flags_without_the_role(
    client: Client, leader: User
) -> None:
    User.objects.filter(pk=leader.pk).update(is_staff=True, is_superuser=True)
    client.force_login(leader)

    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.status_code == 403
    assert "chỉ dành cho người có vai trò Quản trị" in answer.content.decode()


def test_administration_sends_strangers_to_the_one_page_to_sign_in_on(
    client: Client, db: None
) -> None:
    answer = client.get(reverse("admin:index"), follow=True)

    assert answer.redirect_chain[-1][0] == f"{reverse('login')}?next={reverse('admin:index')}"


def test_password_is_changed_on_our_page_only(office: Client) -> None:
    answer = office.get(reverse("admin:password_change"))

    assert answer.headers["Location"] == reverse("password_change")


def test_english_is_noticed_where_there_is_some() -> None:
    page = HttpResponse('<h2>Some rows failed</h2><input type="submit" value="Submit">')

    assert english_in(page) == ["Some rows failed", "Submit"]


FIELDS = [
    field
    for app in ("indicators", "programs")
    for model in apps.get_app_config(app).get_models()
    if model is not User  # Django names its fields
    for field in model._meta.get_fields()
    if isinstance(field, Field) and not field.auto_created
]


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_field_has_a_name_of_its_own(field: Field) -> None:
    assert field.verbose_name != field.name.replace("_", " ")


HEADERS = ["number", "kind", "title", "issuer", "signed_on", "address"]
PLAN = ["945/QĐ-UBND", "decision", "Kế hoạch", "Ủy ban nhân dân tỉnh", "2024-01-20", ""]


def test_import_is_previewed_in_vietnamese(office: Client) -> None:
    previewed = upload(office, Decision, [HEADERS, PLAN])

    assert "Xác nhận nhập" in words_of(previewed)
    assert english_in(previewed) == []
    assert not Decision.objects.filter(number=PLAN[0]).exists()


def test_wrong_rows_of_an_import_are_explained_in_vietnamese(office: Client) -> None:
    refused = upload(office, Decision, [HEADERS, [*PLAN[:4], "20/01/2024", ""]])

    assert "hãy viết dạng 2024-12-31" in words_of(refused)
    assert english_in(refused) == []


def test_import_leaves_a_trail_of_who_added_and_changed_what(
    office: Client, administrator: User
) -> None:
    known = rows.saved(rows.new_decision(number="1/QĐ-UBND"))
    changed = [known.number, known.kind, "Tên mới", known.issuer, "2024-01-20", ""]

    previewed = upload(office, Decision, [HEADERS, PLAN, changed])
    done = confirm(office, Decision, previewed)

    trail = LogEntry.objects.filter(user=administrator).values_list("object_repr", "action_flag")
    assert set(trail) == {
        ("Quyết định 945/QĐ-UBND", ADDITION),
        ("Quyết định 1/QĐ-UBND", CHANGE),
    }
    assert english_in(done) == []


def test_trail_of_an_import_is_in_vietnamese(office: Client) -> None:
    confirm(office, Decision, upload(office, Decision, [HEADERS, PLAN]))
    row = Decision.objects.get(number=PLAN[0])

    page = office.get(address(Decision, "history", row.pk))

    assert "Thêm mới bằng cách nhập từ tệp" in words_of(page)
    assert english_in(page) == []


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"], ids=repr)
def test_exported_words_are_never_a_formula(sign: str, office: Client) -> None:
    rows.saved(rows.new_decision(number="945/QĐ-UBND", title=f"{sign}1+1"))

    row = next(row for row in exported(office, Decision) if row["number"] == "945/QĐ-UBND")

    assert row["title"] == f"'{sign}1+1"


def test_exported_keys_of_other_tables_are_never_a_formula(office: Client) -> None:
    decision = rows.saved(rows.new_decision(number="=1+1"))
    rows.saved(rows.new_target(decision=decision))

    assert "'=1+1" in {row["decision"] for row in exported(office, Target)}


def test_exported_numbers_stay_numbers(office: Client) -> None:
    rows.saved(rows.new_target(value=Decimal("-2.9")))

    assert "-2.9000" in {row["value"] for row in exported(office, Target)}


def test_exported_words_are_the_same_when_they_come_back(db: None) -> None:
    decision = rows.saved(rows.new_decision(title="-1+1"))
    target = rows.saved(rows.new_target(decision=decision))
    resource = resources.DecisionResource()

    result = resource.import_data(resource.export(), raise_errors=True)

    assert result.totals["skip"] == Decision.objects.count()
    assert Target.objects.get(pk=target.pk).decision.title == "-1+1"


def test_apostrophe_before_a_word_is_kept(db: None) -> None:
    rows.saved(rows.new_decision(title="'Kế hoạch'"))
    resource = resources.DecisionResource()

    resource.import_data(resource.export(), raise_errors=True)

    assert Decision.objects.filter(title="'Kế hoạch'").exists()


def period_form(row: Period, **changes: object) -> dict[str, object]:
    days = ("starts_on", "ends_on", "opens_on", "due_on")
    values = {name: f"{getattr(row, name):%d/%m/%Y}" for name in days}
    words = {name: getattr(row, name) for name in ("code", "kind", "year", "number")}
    return values | words | changes


def test_period_is_opened_by_nobody_in_the_administration(office: Client) -> None:
    row = period("2024Q3")
    moment = {"opened_at_0": "15/09/2024", "opened_at_1": "08:00", "closed_at_0": "16/09/2024"}

    answer = office.post(
        address(Period, "change", row.pk), period_form(row, due_on="12/10/2024", **moment)
    )

    row.refresh_from_db()
    assert answer.status_code == 302
    assert (row.opened_at, row.closed_at) == (None, None)
    assert f"{row.due_on}" == "2024-10-12"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": 5}, "Số thứ tự phải từ 1 đến 4 với quý"),
        ({"kind": "half", "number": 3}, "1 hoặc 2 với sáu tháng"),
        ({"kind": "year", "number": 2}, "1 với năm"),
        ({"number": 2}, "Mã của Quý II năm 2024 phải là 2024Q2."),
        ({"year": 2023}, "Mã của Quý III năm 2023 phải là 2023Q3."),
        ({"code": "2024q3"}, "Mã của Quý III năm 2024 phải là 2024Q3."),
    ],
    ids=str,
)
def test_period_that_contradicts_its_code_is_refused_in_a_sentence(
    changes: dict[str, object], message: str, office: Client
) -> None:
    row = period("2024Q3")

    answer = office.post(address(Period, "change", row.pk), period_form(row, **changes))

    assert answer.status_code == 200
    assert message in words_of(answer)
    row.refresh_from_db()
    assert row.label == "Quý III năm 2024"


@pytest.mark.parametrize("field", ["code", "kind", "year", "number"])
def test_period_with_an_empty_field_is_refused_in_a_sentence(field: str, office: Client) -> None:
    row = period("2024Q3")

    answer = office.post(address(Period, "change", row.pk), period_form(row, **{field: ""}))

    assert answer.status_code == 200
    assert "Trường này là bắt buộc." in words_of(answer)


def test_period_with_a_history_is_changed_on_its_page_only(
    office: Client, open_quarter: Period
) -> None:
    before = period("2024Q3")
    data = {"code": "2024Q3", "kind": "quarter", "year": "2024", "number": "3"}
    dates = {"starts_on": "02/07/2024", "ends_on": "30/09/2024", "opens_on": "15/09/2024"}

    answer = office.post(
        address(Period, "change", before.pk), data | dates | {"due_on": "31/12/2024"}
    )

    assert answer.status_code == 302
    after = period("2024Q3")
    assert (after.starts_on, after.due_on) == (before.starts_on, before.due_on)


def test_form_with_reports_keeps_its_columns(office: Client, open_quarter: Period) -> None:
    before = list(FormMeasure.objects.filter(form=form("F1")).values_list())
    column = before[0][0]

    page = office.get(address(ReportForm, "change", form("F1").pk)).content.decode()
    office.post(
        address(ReportForm, "change", form("F1").pk),
        {
            "name": "Tên khác",
            "valid_from": "01/01/2021",
            "form_measures-TOTAL_FORMS": "1",
            "form_measures-INITIAL_FORMS": "1",
            "form_measures-0-id": str(column),
            "form_measures-0-form": str(form("F1").pk),
            "form_measures-0-position": "999",
            "form_measures-0-header": "Khác",
        },
    )

    assert "form_measures-0-header" not in page
    assert list(FormMeasure.objects.filter(form=form("F1")).values_list()) == before
    assert form("F1").valid_from.year == 2020
    assert form("F1").name == "Tên khác"
