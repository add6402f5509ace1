"""One district's report, saved as every file type: always exactly its truth."""

import json
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.sheets.reader import read_report
from tests.lib.legacy_text import as_tcvn3, as_vni

from .copies import csv_text, ods_copy, xls_copy

REPORTS = Path(__file__).parents[3] / "data" / "reports"
CLEAN = ("R01", "R02", "R03")
LAID_OUT = ("R07", "R08", "R10", "R13", "R14")


def _truth(name):
    truth = json.loads((REPORTS / f"{name}.truth.json").read_text())
    figures = {
        (record["cell"], record["key"]): (
            record["area_code"],
            record["value"].lower() if record["kind"] == "bool" else Decimal(record["value"]),
        )
        for record in truth["records"]
    }
    return (REPORTS / truth["file"]).read_bytes(), truth["upload"], figures


@pytest.fixture
def figures_of(make_request):
    def read(data, upload):
        request = make_request(upload["district"], upload["period"], upload["form"])
        report = read_report(data, request)
        figures = {
            (record.cell, record.key): (
                record.area_code,
                record.value if record.kind == "bool" else Decimal(record.value),
            )
            for record in report.records
        }
        return figures, [problem.code for problem in report.problems]

    return read


@pytest.mark.parametrize("name", CLEAN + LAID_OUT)
@pytest.mark.parametrize("copied", [ods_copy, xls_copy], ids=["ods", "xls"])
def test_copy_in_another_format_yields_exactly_the_truth(name, copied, figures_of):
    data, upload, truth = _truth(name)

    assert figures_of(copied(data), upload) == (truth, [])


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_copy_saved_by_libreoffice_yields_exactly_the_truth(suffix, figures_of):
    _, upload, truth = _truth("R07")

    copy = (REPORTS / "copies" / f"R07_van_quan_day_du{suffix}").read_bytes()

    assert figures_of(copy, upload) == (truth, [])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-sig"]
)
@pytest.mark.parametrize("name", CLEAN[:1])
def test_text_copy_yields_exactly_the_truth(name, encoding, separator, figures_of):
    data, upload, truth = _truth(name)
    text = csv_text(data, separator)
    if encoding == "utf-16-be-sig":
        copy = b"\xfe\xff" + text.encode("utf-16-be")
    else:
        copy = text.encode(encoding)

    assert figures_of(copy, upload) == (truth, [])


def _windows_1258(text):
    """Precomposed where the code page has the letter, else the letter and its tone."""
    pieces = []
    for sign in text:
        base, *tone = unicodedata.normalize("NFD", sign)
        if len(tone) == 2 or (tone and tone[0] in "\u0302\u0306\u031b"):
            marks = [mark for mark in tone if mark in "\u0302\u0306\u031b"]
            tones = [mark for mark in tone if mark not in "\u0302\u0306\u031b"]
            sign = unicodedata.normalize("NFC", base + "".join(marks)) + "".join(tones)
        elif tone:
            sign = base + tone[0]
        pieces.append(sign)
    return "".join(pieces).encode("cp1258")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encode",
    [
        _windows_1258,
        lambda text: as_tcvn3(text).encode("cp1252"),
        lambda text: as_vni(text).encode("cp1252"),
    ],
    ids=["1258", "tcvn3", "vni"],
)
@pytest.mark.parametrize("name", CLEAN[:1])
def test_text_copy_from_before_unicode_yields_the_truth_and_says_so(
    name, encode, separator, figures_of
):
    data, upload, truth = _truth(name)

    copy = encode(csv_text(data, separator))

    assert figures_of(copy, upload) == (truth, ["legacy_encoding"])


@pytest.mark.parametrize(
    ("font", "typed"),
    [(".VnTime", as_tcvn3), ("VNI-Times", as_vni), ("Arial", as_tcvn3), ("Arial", as_vni)],
)
@pytest.mark.parametrize("name", CLEAN[:1])
def test_legacy_text_yields_the_truth_with_and_without_a_telling_font(
    name, font, typed, figures_of
):
    data, upload, truth = _truth(name)

    copy = xls_copy(data, font=font, text=typed)

    assert figures_of(copy, upload) == (truth, ["legacy_encoding"])


def test_text_copy_says_where_the_separator_is(figures_of):
    data, upload, truth = _truth("R01")

    copy = ("sep=|\r\n" + csv_text(data, "|")).encode("utf-8-sig")

    figures, problems = figures_of(copy, upload)
    assert (figures, problems) == (truth, [])


def test_english_decimals_of_a_text_copy_are_refused_not_guessed(figures_of):
    data, upload, truth = _truth("R01")

    figures, problems = figures_of(csv_text(data).replace(",", ".").encode(), upload)

    assert set(problems) == {"ambiguous_number"}
    assert figures.items() <= truth.items()
