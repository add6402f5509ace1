"""Files that are refused before they are parsed, each with its own sentence."""

import io
import zipfile

import pytest

from indicators.sheets.guard import FileRefused, check_package
from indicators.sheets.reader import read_report
from indicators.sheets.workbook import open_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _rewritten(data, **changes):
    """The package with parts replaced; a keyword is the part's name with "/" as "__"."""
    contents = {name.replace("__", "/"): content for name, content in changes.items()}
    target = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(data))
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            stem = name.removesuffix(".xml")
            copy.writestr(name, contents.pop(stem, None) or source.read(name))
        for name, content in contents.items():
            copy.writestr(f"{name}.xml", content)
    return target.getvalue()


def _sheet(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/worksheets/sheet1.xml")


def _refusal(data):
    with pytest.raises(FileRefused) as refused:
        open_workbook(data)
    return refused.value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (OLE + b"\0" * 500, "old_excel"),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b"\xef\xbb\xbf  <table><tr></tr></table>", "html"),
        (b"%PDF-1.7 ...", "pdf"),
        ("STT;Xã;Số hộ\n1;Hữu Lễ;5\n".encode(), "csv"),
        ("STT\tXã\n".encode("utf-16"), "csv"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not_a_spreadsheet"),
        (b"PK\x03\x04 and then nothing", "truncated"),
    ],
)
def test_file_of_another_kind_is_named(data, code):
    refused = _refusal(data)

    assert refused.code == code
    assert refused.message.endswith(".")


def test_every_kind_has_its_own_sentence():
    samples = (b"", OLE, b"<html>", b"%PDF", b"a;b", b"\x89\0", b"PK")

    assert len({_refusal(sample).message for sample in samples}) == len(samples)


def test_truncated_workbook_is_named(book):
    assert _refusal(book.bytes()[:-400]).code == "truncated"


def test_refused_file_becomes_a_report_with_one_problem(make_request):
    report = read_report(b"%PDF", make_request())

    assert [(p.scope, p.level, p.code) for p in report.problems] == [("file", "error", "pdf")]
    assert report.outcome_without_database == "rejected"


def test_zip_that_is_no_workbook_is_named():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<document/>")

    assert _refusal(stream.getvalue()).code == "not_a_spreadsheet"


@pytest.mark.parametrize(
    ("name", "code"), [("xl/workbook.bin", "binary_excel"), ("../evil.xml", "suspicious")]
)
def test_telling_entry_is_refused(name, code, book):
    stream = io.BytesIO(book.bytes())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, "x")

    assert _refusal(stream.getvalue()).code == code


def test_strict_open_xml_is_named(book):
    strict = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'

    assert _refusal(_rewritten(book.bytes(), xl__workbook=strict)).code == "strict_open_xml"


def test_bomb_is_refused(book):
    bomb = b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"

    assert _refusal(_rewritten(book.bytes(), xl__worksheets__sheet9=bomb)).code == "suspicious"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_doctype_is_refused(encoding, book):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'.encode(encoding)

    assert _refusal(_rewritten(book.bytes(), xl__worksheets__sheet1=entities)).code == "suspicious"


@pytest.mark.parametrize(
    "declared",
    [
        b'<dimension ref="A1:N1048576"/>',
        b'<sheetData><row r="1048576"/></sheetData>',
        b'<sheetData><row r="1"><c r="XFD1"/></row></sheetData>',
        b'<mergeCells><mergeCell ref="A1:GR5000"/></mergeCells>',
    ],
)
def test_declared_million_of_cells_is_refused(declared, book):
    sheet = b"<worksheet>" + declared + b"</worksheet>"

    refused = _refusal(_rewritten(book.bytes(), xl__worksheets__sheet1=sheet))

    assert refused.code == "too_many_cells"


def test_broken_sheet_is_not_readable(book):
    broken = _sheet(book.bytes())[:-50]

    assert _refusal(_rewritten(book.bytes(), xl__worksheets__sheet1=broken)).code == "not_readable"


def test_sound_workbook_passes(book):
    check_package(book.bytes())

    assert [sheet.name for sheet in open_workbook(book.bytes())] == ["Biểu 01"]
