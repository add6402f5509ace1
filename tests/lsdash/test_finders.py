"""The bundle is found wherever it is installed, and what we say about its insides is true."""

import re
from pathlib import Path

import pytest

from lsdash.finders import BUNDLE_NAME, PlotlyFinder, wheel_bundle

STATIC = Path(__file__).resolve().parents[2] / "lsdash" / "static" / "lsdash"


@pytest.fixture
def npm_file(tmp_path: Path) -> Path:
    path = tmp_path / "plotly-cartesian.min.js"
    path.write_text("small", encoding="utf-8")
    return path


@pytest.fixture
def wheel_file(tmp_path: Path) -> Path:
    path = tmp_path / "plotly.min.js"
    path.write_text("large", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def bundle_text() -> str:
    path = wheel_bundle()
    assert path is not None
    return path.read_text(encoding="utf-8")


def test_finder_prefers_the_first_source(npm_file: Path, wheel_file: Path) -> None:
    finder = PlotlyFinder(sources=[npm_file, wheel_file])

    assert finder.find(BUNDLE_NAME) == str(npm_file)


def test_finder_falls_back_when_npm_is_not_at_hand(tmp_path: Path, wheel_file: Path) -> None:
    finder = PlotlyFinder(sources=[tmp_path / "missing.js", wheel_file])

    assert finder.find(BUNDLE_NAME) == str(wheel_file)


def test_finder_finds_the_installed_bundle_by_default() -> None:
    found = PlotlyFinder().find(BUNDLE_NAME)

    assert isinstance(found, str)
    assert "plotly.js" in Path(found).read_text(encoding="utf-8")[:200]


def test_finder_answers_with_a_list_when_asked_for_all(npm_file: Path) -> None:
    assert PlotlyFinder(sources=[npm_file]).find(BUNDLE_NAME, find_all=True) == [str(npm_file)]


@pytest.mark.parametrize("name", ["vendor/other.js", "plotly.min.js", "vendor/../manage.py", ""])
def test_finder_offers_nothing_else(npm_file: Path, name: str) -> None:
    assert PlotlyFinder(sources=[npm_file]).find(name) == []


def test_finder_lists_a_file_that_collectstatic_can_copy(npm_file: Path) -> None:
    ((name, storage),) = PlotlyFinder(sources=[npm_file]).list([])

    assert name == BUNDLE_NAME
    assert storage.exists(name)
    assert storage.path(name) == str(npm_file)
    assert storage.get_modified_time(name).tzinfo is not None
    with storage.open(name) as file:
        assert file.read() == b"small"


def test_finder_lists_nothing_that_is_to_be_ignored(npm_file: Path) -> None:
    assert list(PlotlyFinder(sources=[npm_file]).list(["vendor/*"])) == []


def test_finder_without_a_bundle_reports_it_at_start_up(tmp_path: Path) -> None:
    finder = PlotlyFinder(sources=[tmp_path / "missing.js"])

    assert finder.find(BUNDLE_NAME) == []
    assert list(finder.list([])) == []
    assert [error.id for error in finder.check()] == ["lsdash.E001"]


def test_finder_with_a_bundle_reports_nothing(npm_file: Path) -> None:
    assert PlotlyFinder(sources=[npm_file]).check() == []


def test_npm_and_wheel_hold_the_same_release(bundle_text: str) -> None:
    package = (STATIC.parents[2] / "package.json").read_text(encoding="utf-8")

    pinned = re.search(r'"plotly\.js-cartesian-dist-min": "([\d.]+)"', package)

    assert pinned is not None
    assert f"plotly.js v{pinned[1]}\n" in bundle_text[:200]


def test_lock_file_names_no_address() -> None:
    lock = (STATIC.parents[2] / "package-lock.json").read_text(encoding="utf-8")

    assert "resolved" not in lock
    assert "http" not in lock


def test_charts_script_knows_the_id_of_the_injected_map_styles(bundle_text: str) -> None:
    script = (STATIC / "charts.js").read_text(encoding="utf-8")

    named = re.search(r"MAP_STYLE_ID = '([0-9a-f]+)'", script)

    assert named is not None
    assert f'document.getElementById("{named[1]}")' in bundle_text


def test_plotly_honours_the_mark_on_our_style_sheet(bundle_text: str) -> None:
    base = (STATIC.parents[2] / "templates" / "base.html").read_text(encoding="utf-8")

    assert 'id="plotly.js-style-global" class="no-inline-styles"' in base
    assert '.matches(".no-inline-styles")' in bundle_text


@pytest.mark.parametrize(
    "rule",
    [
        ".main-svg",
        ".main-svg .draglayer",
        ".modebar",
        ".modebar-group",
        ".modebar-btn",
        ".cursor-pointer",
        ".user-select-none",
    ],
)
def test_plotly_style_sheet_has_the_rules_the_release_injects(bundle_text: str, rule: str) -> None:
    ours = (STATIC / "plotly.css").read_text(encoding="utf-8")

    assert f'"X {rule}":' in bundle_text
    assert f".js-plotly-plot .plotly {rule} {{" in ours
