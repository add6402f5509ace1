"""The four headline figures of the article of March 2024, and its 11 communes, come out of the
program: as published, and as sums of the districts' reports."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.test import Client

from indicators.models import User
from indicators.progress import Light
from indicators.selectors.overview import Overview, overview
from indicators.selectors.standing import Standing
from indicators.wording import target_text, value_text
from tests.indicators.selectors.cases import plain

ARTICLE_MONTH = date(2024, 4, 1)
ARTICLE = "Báo Kiểm toán"
PUBLISHED = {
    "ho-ngheo": Decimal("-2.9"),
    "duong-xa": Decimal("96.1"),
    "dien": Decimal("99.99"),
    "truong-lop-tram": Decimal("81"),
    "xa-ra-khoi-dbkk": Decimal("11"),
}
TARGETS = {
    "ho-ngheo": "giảm ≥ 3 điểm %/năm",
    "duong-xa": "100 %",
    "dien": "≥ 99,6 %",
    "truong-lop-tram": "100 %",
    "xa-ra-khoi-dbkk": "≥ 47 xã",
}
pytestmark = pytest.mark.django_db


def by_code(page: Overview) -> dict[str, Standing]:
    return {s.indicator.code: s for s in (*page.headlines, *page.others)}


@pytest.fixture
def published_only() -> dict[str, Standing]:
    """How the province stands on the day of the article, without any report."""
    return by_code(overview(today=ARTICLE_MONTH))


@pytest.fixture
def rolled_up(sample_loaded: None) -> dict[str, Standing]:
    """How the province stands at the end of 2023, from the reports of all districts."""
    return by_code(overview(today=ARTICLE_MONTH, period_code="2023Q4"))


def test_headlines_are_the_four_of_the_article() -> None:
    page = overview(today=ARTICLE_MONTH)

    codes = [standing.indicator.code for standing in page.headlines]
    assert codes == ["ho-ngheo", "duong-xa", "dien", "truong-lop-tram"]


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_figure_stands_alone_where_nothing_is_reported(
    code: str, published_only: dict[str, Standing]
) -> None:
    standing = published_only[code]

    assert standing.value == PUBLISHED[code]
    assert standing.observation is None
    assert standing.coverage is None
    assert standing.published.source.startswith(ARTICLE)


@pytest.mark.parametrize(
    ("code", "light", "reason"),
    [
        ("ho-ngheo", Light.SLIGHTLY_LATE, ""),  # 2.9 of 3 points
        ("duong-xa", Light.NO_DATA, "no_baseline"),
        ("dien", Light.MET, ""),
        ("truong-lop-tram", Light.NO_DATA, "no_baseline"),
        ("xa-ra-khoi-dbkk", Light.LATE, ""),  # 11 of some 30 communes by that day
    ],
)
def test_published_figure_is_judged_against_the_provincial_target(
    code: str, light: Light, reason: str, published_only: dict[str, Standing]
) -> None:
    judgement = published_only[code].judgement

    assert (judgement.light, judgement.reason) == (light, reason)


@pytest.mark.parametrize("code", PUBLISHED)
def test_roll_up_of_the_reports_gives_the_published_figure(
    code: str, rolled_up: dict[str, Standing]
) -> None:
    standing, published = rolled_up[code], PUBLISHED[code]

    assert standing.observation is not None
    assert standing.value.quantize(published, ROUND_HALF_UP) == published
    assert standing.coverage.is_complete


def test_roads_are_174_of_181_communes(rolled_up: dict[str, Standing]) -> None:
    roads = rolled_up["duong-xa"]

    assert (roads.observation.numerator, roads.observation.denominator) == (174, 181)
    assert roads.units_left == 7


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_figure_stays_beside_the_roll_up(
    code: str, rolled_up: dict[str, Standing]
) -> None:
    published = [f for f in rolled_up[code].case.published if f.source.startswith(ARTICLE)]

    assert [figure.value for figure in published] == [PUBLISHED[code]]


@pytest.mark.parametrize(
    ("code", "light"),
    [
        ("ho-ngheo", Light.SLIGHTLY_LATE),
        ("duong-xa", Light.SLIGHTLY_LATE),  # 96.13 of the 96.46 that the sample's start asks for
        ("dien", Light.MET),
        ("truong-lop-tram", Light.LATE),
        ("xa-ra-khoi-dbkk", Light.LATE),
    ],
)
def test_roll_up_is_judged_against_the_provincial_target(
    code: str, light: Light, rolled_up: dict[str, Standing]
) -> None:
    assert rolled_up[code].judgement.light == light


@pytest.mark.parametrize("code", TARGETS)
def test_target_is_the_one_of_the_province(code: str, rolled_up: dict[str, Standing]) -> None:
    target = rolled_up[code].target

    assert target.assigner == "provincial"
    assert target.on == date(2025, 12, 31)
    assert plain(target_text(target, rolled_up[code].indicator)) == TARGETS[code]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ho-ngheo", "giảm 2,90 điểm %"),
        ("duong-xa", "96,1 %"),
        ("dien", "99,99 %"),
        ("truong-lop-tram", "81,0 %"),
        ("xa-ra-khoi-dbkk", "11 xã"),
    ],
)
def test_roll_up_reads_as_people_write_it(
    code: str, words: str, rolled_up: dict[str, Standing]
) -> None:
    assert plain(value_text(rolled_up[code])) == words


def test_poverty_fell_by_the_difference_of_two_year_ends(rolled_up: dict[str, Standing]) -> None:
    poverty = rolled_up["ho-ngheo"]

    ends = {o.period.code: o.value for o in poverty.case.series if o.period.number == 4}
    assert poverty.value == ends["2023Q4"] - ends["2022Q4"]
    assert poverty.level == ends["2023Q4"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/", "96,1 %"),
        ("/", "99,99 %"),
        ("/", "81 %"),
        ("/", "giảm 2,9 điểm %"),
        ("/chi-tieu/xa-ra-khoi-dbkk/", "11 xã"),
    ],
)
def test_page_shows_the_figures_of_the_article(
    url: str, words: str, leader: User, client: Client, sample_loaded: None
) -> None:
    client.force_login(leader)

    page = client.get(url, {"ky": "2023Q4"}).content.decode()

    assert words in plain(page)


def test_conflicting_published_figures_of_electricity_are_both_kept(
    leader: User, client: Client
) -> None:
    client.force_login(leader)

    page = plain(client.get("/chi-tieu/dien/").content.decode())

    assert "99,99 %" in page
    assert ">99 %<" in page


def test_rounded_figure_of_2025_stands_beside_and_replaces_nothing() -> None:
    power = by_code(overview(today=date(2026, 11, 1)))["dien"]

    assert power.value == Decimal("99.99")
    assert power.judgement.light == Light.MET
    assert [(figure.value, figure.source) for figure in power.disputing] == [(99, "Báo Lao Động")]
