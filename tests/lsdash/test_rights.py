"""Who gets what answer at which address: one line per address, whom it concerns, and method.

The addresses come from the URL resolver: a new one without a line here fails.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from indicators.models import Area, ImportBatch, Period, Report, User
from indicators.sheets.spec import ReadReport, to_json
from tests.factories.reference import commune, district, province, report_of
from tests.factories.rows import new_batch, new_layout, new_name_choice, saved

ROLES = (
    "anonymous",
    "trang_dinh_officer",
    "van_quan_officer",
    "provincial_officer",
    "leader",
    "administrator",
)


# What its own officer has forgotten is gone for the roles after.
# "in" is a redirect to sign-in, "to" one to somewhere else; the columns are ROLES.
TABLE = """
name                       whose       method  anonymous own  other officer leader admin
home                       -           GET     in        200  200   200     200    200
home                       -           POST    in        405  405   405     405    405
healthz                    -           GET     200       200  200   200     200    200
healthz                    -           POST    405       405  405   405     405    405
login                      -           GET     200       to   to    to      to     to
login                      -           POST    200       to   to    to      to     to
logout                     -           GET     in        405  405   405     405    405
logout                     -           POST    in        in   in    in      in     in
admin:index                -           GET     to        to   to    to      to     200
admin:index                -           POST    to        to   to    to      to     200
indicators:indicator_list  -           GET     in        200  200   200     200    200
indicators:indicator_list  -           POST    in        405  405   405     405    405
indicators:indicator_detail -          GET     in        200  200   200     200    200
indicators:indicator_detail -          POST    in        405  405   405     405    405
indicators:area_home       -           GET     in        to   to    to      to     to
indicators:area_home       -           POST    in        405  405   405     405    405
indicators:area_latest     province    GET     in        to   to    to      to     to
indicators:area_latest     trang_dinh  GET     in        to   404   to      to     to
indicators:area_latest     van_quan    GET     in        404  to    to      to     to
indicators:area_latest     trang_dinh  POST    in        405  405   405     405    405
indicators:area_detail     province    GET     in        200  200   200     200    200
indicators:area_detail     trang_dinh  GET     in        200  404   200     200    200
indicators:area_detail     van_quan    GET     in        404  200   200     200    200
indicators:area_detail     doan_ket    GET     in        200  404   200     200    200
indicators:area_detail     trang_dinh  POST    in        405  405   405     405    405
indicators:batch_list      -           GET     in        200  200   200     200    200
indicators:batch_list      -           POST    in        405  405   405     405    405
indicators:batch_upload    -           GET     in        200  200   200     403    200
indicators:batch_upload    -           POST    in        422  422   422     403    422
indicators:batch_detail    trang_dinh  GET     in        200  404   200     200    200
indicators:batch_detail    van_quan    GET     in        404  200   200     200    200
indicators:batch_detail    province    GET     in        404  404   200     200    200
indicators:batch_detail    trang_dinh  POST    in        405  405   405     405    405
indicators:batch_confirm   trang_dinh  GET     in        405  405   405     405    405
indicators:batch_confirm   trang_dinh  POST    in        to   404   to      403    to
indicators:batch_confirm   van_quan    POST    in        404  to    to      403    to
indicators:batch_confirm   province    POST    in        404  404   to      403    to
indicators:batch_file      trang_dinh  GET     in        200  404   200     200    200
indicators:batch_file      van_quan    GET     in        404  200   200     200    200
indicators:batch_file      province    GET     in        404  404   200     200    200
indicators:batch_file      trang_dinh  POST    in        405  405   405     405    405
indicators:batch_marked    trang_dinh  GET     in        to   404   to      to     to
indicators:batch_marked    province    GET     in        404  404   to      to     to
indicators:batch_marked    trang_dinh  POST    in        405  405   405     405    405
indicators:batch_reread    trang_dinh  GET     in        405  405   405     405    405
indicators:batch_reread    trang_dinh  POST    in        to   404   to      403    to
indicators:batch_reread    province    POST    in        404  404   to      403    to
indicators:batch_teach     trang_dinh  GET     in        405  405   405     405    405
indicators:batch_teach     trang_dinh  POST    in        to   404   to      403    to
indicators:batch_teach     province    POST    in        404  404   to      403    to
indicators:batch_undo      trang_dinh  GET     in        405  405   405     405    405
indicators:batch_undo      trang_dinh  POST    in        to   404   to      403    to
indicators:batch_undo      province    POST    in        404  404   to      403    to
indicators:form_look       -           GET     in        200  200   200     403    200
indicators:form_look       -           POST    in        422  422   422     403    422
indicators:layout_list     -           GET     in        200  200   200     200    200
indicators:layout_list     -           POST    in        405  405   405     405    405
indicators:layout_forget   trang_dinh  GET     in        405  405   405     405    405
indicators:layout_forget   trang_dinh  POST    in        to   404   404     403    404
indicators:name_forget     trang_dinh  GET     in        405  405   405     405    405
indicators:name_forget     trang_dinh  POST    in        to   404   404     403    404
"""
TAUGHT = ("layout_forget", "name_forget")
FORMS = {"province": ("F2", "20"), "trang_dinh": ("F1", "180"), "van_quan": ("F1", "184")}


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    name: str
    whose: str
    method: str
    answers: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.whose}"


def _lines() -> Iterator[Line]:
    for line in TABLE.strip().splitlines()[1:]:
        name, whose, method, *answers = line.split()
        yield Line(name, whose, method, dict(zip(ROLES, answers, strict=True)))


LINES = list(_lines())


def _names(patterns: list, namespace: str = "") -> Iterator[str]:
    """The names of all addresses; of the admin only its first page, which Django guards itself."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            if pattern.app_name == "admin":
                yield f"{inner}index"
            else:
                yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def area_of(whose: str) -> Area:
    if whose == "doan_ket":
        return commune("06001")
    return province() if whose == "province" else district(FORMS[whose][1])


def batch_of(whose: str, by: User) -> ImportBatch:
    """A previewed file for that area's report, with a file of its own."""
    report: Report = report_of(*FORMS[whose])
    reading = to_json(ReadReport())
    batch = new_batch(report=report, uploaded_by=by, reading=reading, sha256=whose)
    batch.file.save("x", ContentFile(b"Bieu 01"), save=False)
    batch.save()
    return batch


def taught_row(name: str, whose: str, by: User) -> Model:
    """Something that was taught of that area's sheets."""
    if name == "layout_forget":
        return saved(new_layout(area=area_of(whose)))
    return saved(new_name_choice(sender=area_of(whose), taught_by=by))


def address(line: Line, by: User) -> str:
    _, _, short = line.name.rpartition(":")
    if short == "indicator_detail":
        return reverse(line.name, kwargs={"code": "dien"})
    if short == "area_latest":
        return reverse(line.name, kwargs={"code": area_of(line.whose).code})
    if short == "area_detail":
        return area_of(line.whose).get_absolute_url()
    if short in TAUGHT:
        return reverse(line.name, kwargs={"pk": taught_row(short, line.whose, by).pk})
    if short.startswith("batch_") and line.whose != "-":
        return reverse(line.name, kwargs={"pk": batch_of(line.whose, by).pk})
    return reverse(line.name)


def answer_to(client: Client, method: str, url: str) -> str:
    # A browser's form always carries its token.
    response = client.get(url) if method == "GET" else client.post(url, {"a": "b"})
    for _ in getattr(response, "streaming_content", ()):  # a file is closed when it was read
        pass
    if response.status_code != 302:
        return str(response.status_code)
    signs_in = response.headers["Location"].startswith(reverse(settings.LOGIN_URL))
    return "in" if signs_in else "to"


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    assert {line.name for line in LINES} == set(_names(get_resolver().url_patterns))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_has_a_line_for_reading_and_for_writing(method: str) -> None:
    decided = {line.name for line in LINES if line.method == method}

    assert decided == {line.name for line in LINES}


@pytest.mark.parametrize("line", LINES, ids=str)
def test_answers_are_as_decided(
    line: Line,
    open_quarter: Period,
    request: pytest.FixtureRequest,
    provincial_officer: User,
) -> None:
    url = address(line, by=provincial_officer)

    answers = {}
    for role in ROLES:
        client = Client()
        if role != "anonymous":
            client.force_login(request.getfixturevalue(role))
        answers[role] = answer_to(client, line.method, url)

    assert answers == line.answers


@pytest.mark.parametrize("name", ["home", "indicators:indicator_list", "indicators:batch_list"])
def test_sign_in_comes_back_to_where_one_wanted_to_go(name: str, client: Client, db: None) -> None:
    answer = client.get(reverse(name))

    assert answer.headers["Location"] == f"{reverse('login')}?next={reverse(name)}"


def test_stranger_at_an_unknown_address_is_told_in_vietnamese(client: Client, db: None) -> None:
    answer = client.get("/khong-co-trang-nay/")

    assert answer.status_code == 404
    assert "Địa chỉ này không có" in answer.content.decode()


def without_token(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


FOREIGN_NAMES = ("Văn Quan", "Bình Gia", "Hữu Lũng", "Cao Lộc")


@pytest.mark.parametrize(
    "url",
    ["/", "/chi-tieu/", "/chi-tieu/dien/", "/chi-tieu/ho-ngheo/", "/chi-tieu/xa-ra-khoi-dbkk/"],
)
def test_district_officer_reads_of_no_other_district(
    url: str, sample_loaded: None, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    page = client.get(url).content.decode()

    assert not [name for name in FOREIGN_NAMES if name in page]


def test_district_officer_sees_the_province_with_the_own_district_only(
    sample_loaded: None, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    page = client.get(province().get_absolute_url()).content.decode()

    assert "Huyện Tràng Định" in page
    assert not [name for name in FOREIGN_NAMES if name in page]


def test_ranking_holds_only_the_own_district(
    sample_loaded: None, trang_dinh_officer: User, client: Client
) -> None:
    client.force_login(trang_dinh_officer)

    page = client.get("/chi-tieu/dien/").content.decode()

    assert district("180").get_absolute_url() in page
    others = Area.objects.of_kind("district").exclude(code="180")
    assert not [area for area in others if area.get_absolute_url() in page]


def test_foreign_batch_leaves_no_trace_of_its_existence(
    open_quarter: Period, trang_dinh_officer: User, van_quan_officer: User, client: Client
) -> None:
    batch = batch_of("van_quan", van_quan_officer)
    client.force_login(trang_dinh_officer)

    foreign = client.get(reverse("indicators:batch_detail", args=[batch.pk]))
    missing = client.get(reverse("indicators:batch_detail", args=[batch.pk + 1]))

    assert foreign.status_code == missing.status_code == 404
    assert without_token(foreign.content) == without_token(missing.content)


def test_person_without_a_role_sees_the_province_and_no_district(
    sample_loaded: None, django_user_model: type[User], client: Client
) -> None:
    client.force_login(django_user_model.objects.create(username="nguoi-moi"))

    assert client.get("/").status_code == 200
    assert client.get("/dia-ban/").headers["Location"] == province().get_absolute_url()
    assert client.get(district("180").get_absolute_url()).status_code == 404
    assert client.get("/nhap-lieu/tai-len/").status_code == 403


def test_person_who_left_cannot_sign_in(db: None, leader: User, client: Client) -> None:
    leader.is_active = False
    leader.save()
    client.force_login(leader)

    assert answer_to(client, "GET", "/") == "in"
