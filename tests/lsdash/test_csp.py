"""No page loads, runs or sends anything but to this server."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

import lsdash
from indicators.models import Area, Indicator, Period, User
from tests.factories.reference import commune, province, report_of
from tests.factories.times import NOW
from tests.indicators.views.examples import example, previewed

POLICY = {
    "default-src": {"'self'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "style-src-elem": {"'self'"},
    "style-src-attr": {"'unsafe-inline'"},
    "img-src": {"'self'", "data:", "blob:"},
    "object-src": {"'none'"},
    "base-uri": {"'self'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
}
STATIC = Path(lsdash.__file__).parent / "static" / "lsdash"
LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "xlink:href"}
pytestmark = pytest.mark.django_db


class References(HTMLParser):
    """What a page points to: what the browser fetches or sends, and what people may click."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.fetched += [values[name] or "" for name in LOADING & values.keys()]
        self.inline += [name for name in values if name.startswith("on") or name == "style"]
        if "href" in values:
            (self.links if tag == "a" else self.fetched).append(values["href"] or "")
        if tag == "style":
            self.inline.append(tag)
        if tag == "script" and "src" not in values and values.get("type") != "application/json":
            self.inline.append(tag)


def addresses() -> list[str]:
    """Every page there is to read, one of each kind of place."""
    new = Area.objects.filter(precedents__isnull=False, valid_to__isnull=True).first()
    return [
        "/",
        "/chi-tieu/",
        *(indicator.get_absolute_url() for indicator in Indicator.objects.all()),
        *(area.get_absolute_url() for area in (province(), commune("06040"), new)),
        "/nhap-lieu/",
        "/nhap-lieu/tai-len/",
        "/nguoi-dung/",
        "/nguoi-dung/quantri/",
        "/nguoi-dung/quantri/sua/",
        "/them-nguoi-dung/",
        "/doi-mat-khau/",
        "/xac-thuc-hai-buoc/",
        "/quan-tri/",
        "/khong-co-trang-nay/",
    ]


@pytest.fixture
def pages(administrator: User, client: Client) -> dict[str, str]:
    """Every page by its address, for one who may read them all."""
    client.force_login(administrator)
    return {url: client.get(url).content.decode() for url in addresses()}


@pytest.fixture
def preview(open_quarter: Period, administrator: User, client: Client) -> str:
    """The page of a file that was read."""
    client.force_login(administrator)
    content = example("R07").content
    batch = previewed(report_of("F1", "184"), content, by=administrator, now=NOW)
    return client.get(batch.get_absolute_url()).content.decode()


def policy_of(response) -> dict[str, set[str]]:
    directives = response.headers["Content-Security-Policy"].split(";")
    return {name: set(values) for name, *values in (d.split() for d in directives if d.strip())}


def foreign(references: list[str]) -> list[str]:
    return [ref for ref in references if urlsplit(ref).netloc or urlsplit(ref).scheme]


def test_policy_is_strict_on_every_page(administrator: User, client: Client) -> None:
    client.force_login(administrator)

    for url in addresses():
        assert policy_of(client.get(url)) == POLICY


@pytest.mark.parametrize("url", ["/dang-nhap/", "/", "/healthz", "/khong-co-trang-nay/"])
def test_policy_holds_for_strangers_too(url: str, client: Client) -> None:
    assert policy_of(client.get(url)) == POLICY


def test_policy_holds_where_one_is_refused(leader: User, client: Client) -> None:
    client.force_login(leader)

    assert policy_of(client.get("/nhap-lieu/tai-len/")) == POLICY


def test_scripts_are_never_allowed_inline_or_evaluated(client: Client) -> None:
    scripts = policy_of(client.get("/dang-nhap/"))["script-src"]

    assert not scripts & {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:", "http:"}


def test_page_fetches_nothing_from_another_host(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        assert (url, foreign(References(page).fetched)) == (url, [])


def test_page_with_the_sample_fetches_nothing_from_another_host(
    sample_loaded: None, pages: dict[str, str]
) -> None:
    for url, page in pages.items():
        assert (url, foreign(References(page).fetched)) == (url, [])


def test_preview_and_sign_in_fetch_nothing_from_another_host(preview: str, client: Client) -> None:
    client.logout()
    sign_in = client.get("/dang-nhap/").content.decode()

    assert foreign(References(preview).fetched) == []
    assert foreign(References(sign_in).fetched) == []


def test_only_sources_and_decisions_lead_elsewhere_and_safely(pages: dict[str, str]) -> None:
    for url, page in pages.items():
        elsewhere = foreign(References(page).links)
        assert all(urlsplit(link).scheme in {"http", "https"} for link in elsewhere)
        assert not elsewhere or url.startswith("/chi-tieu/")


def test_published_figures_link_to_their_sources(pages: dict[str, str]) -> None:
    sources = foreign(References(pages["/chi-tieu/thu-nhap/"]).links)

    assert any(source.startswith("https://thuonghieucongluan.com.vn/") for source in sources)


def test_own_pages_have_no_inline_script_style_or_handler(
    sample_loaded: None, pages: dict[str, str]
) -> None:
    own = {url: page for url, page in pages.items() if not url.startswith("/quan-tri/")}

    for url, page in own.items():
        assert (url, References(page).inline) == (url, [])


def test_secret_as_a_picture_has_no_inline_style(administrator: User, client: Client) -> None:
    client.force_login(administrator)
    page = client.post("/xac-thuc-hai-buoc/bat/", follow=True).content.decode()

    assert "<svg" in page
    assert References(page).inline == []
    assert foreign(References(page).fetched) == []


def test_preview_has_no_inline_script_style_or_handler(preview: str) -> None:
    assert References(preview).inline == []


@pytest.mark.parametrize("file", sorted(path.name for path in STATIC.glob("*.css")))
def test_style_sheet_fetches_nothing(file: str) -> None:
    text = (STATIC / file).read_text(encoding="utf-8")

    fetched = re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]*)", text)
    assert [ref for ref in fetched if not ref.startswith("data:")] == []


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_other_safety_headers_are_set(header: str, value: str, client: Client) -> None:
    assert client.get("/dang-nhap/").headers[header] == value


def test_charts_script_names_no_other_host() -> None:
    text = (STATIC / "charts.js").read_text(encoding="utf-8")

    assert re.findall(r"https?://(?!www\.w3\.org/)\S+", text) == []
