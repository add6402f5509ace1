"""Files that are not read, each refused by name with its own sentence."""

import io
import zipfile

import pytest

from indicators.sheets.files.opening import open_workbook
from indicators.sheets.files.refusal import FileRefused
from indicators.sheets.reader import read_report

from .copies import ODS_TYPE, ods, ods_table, xls_copy, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _stream(name):
    return OLE + name.encode("utf-16-le") + b"\0\0"


def rewritten(data, **changes):
    """The package with parts replaced; a keyword is the part's name with "/" as "__"."""
    contents = {name.replace("__", "/") + ".xml": content for name, content in changes.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return zipped(parts | contents)


def _sheet(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/worksheets/sheet1.xml")


def refusal(data):
    with pytest.raises(FileRefused) as refused:
        open_workbook(data)
    return refused.value


WRONG_KINDS = [
    (b"", "empty_file"),
    (_stream("EncryptedPackage"), "encrypted"),
    (_stream("WordDocument"), "word"),
    (_stream("VisioDocument"), "ole_without_workbook"),
    (_stream("Workbook"), "truncated"),
    (b"\x09\x04\x06\x00\x00\x04\x10\x00", "very_old_excel"),
    (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
    (b"\xef\xbb\xbf  <table><tr></tr></table>", "html"),
    ("<html><body>Biểu</body></html>".encode("utf-16"), "html"),
    (b"MIME-Version: 1.0\nX-Document-Type: Workbook", "html"),
    (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
    (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "xml_spreadsheet",
    ),
    (b'<?xml version="1.0"?><office:document office:version="1.3">', "xml_spreadsheet"),
    (b'<?xml version="1.0"?><report/>', "xml"),
    (b"%PDF-1.7 ...", "pdf"),
    (rb"{\rtf1\ansi Bi\'u}", "rtf"),
    (b"\x89PNG\r\n\x1a\n\0\0\0", "picture"),
    (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
    (b"Rar!\x1a\x07\x01\0", "archive"),
    (b"7z\xbc\xaf\x27\x1c\0\x04", "archive"),
    (b"\0\x01\x02\x03 MZ", "not_a_spreadsheet"),
    (b"PK\x03\x04 and then nothing", "truncated"),
    (zipped({"word/document.xml": "<document/>"}), "word"),
    (zipped({"ppt/presentation.xml": "<p/>"}), "powerpoint"),
    (zipped({"báo cáo/R01.xlsx": "…"}), "archive"),
    (zipped({"ảnh.png": "…"}), "zip_without_workbook"),
    (ods("", kind="application/vnd.oasis.opendocument.text"), "open_document_other"),
    (ods("", manifest="<encryption-data/>"), "encrypted"),
    ("Xã Hữu Lễ\nXã Trấn Ninh\n".encode(), "not_a_table"),
    ('STT;Xã\n1;"Hữu Lễ\n2;Trấn Ninh\n'.encode(), "broken_csv"),
    ("STT;Xã\n1;Hữu Lễ\n".encode("utf-16")[:-1], "broken_text"),
    (b"STT;X\xb5\xff\xfe\n1;\xb6\xff\xb7\n", "unknown_encoding"),
    (b"1,5;2,5\n3,5;4,5\n", "unknown_separator"),
]


@pytest.mark.parametrize(("data", "code"), WRONG_KINDS)
def test_file_of_another_kind_is_named(data, code):
    refused = refusal(data)

    assert refused.code == code
    assert refused.message.endswith(".")
    assert not refused.message.isascii()


def test_every_kind_has_its_own_sentence():
    messages = {(found.code, found.message) for found in (refusal(data) for data, _ in WRONG_KINDS)}

    codes = {code for code, _ in messages}
    assert len({message for _, message in messages}) >= len(codes)
    assert len(codes) > 20


def test_refused_file_becomes_a_report_with_one_problem(make_request):
    report = read_report(b"%PDF", make_request())

    assert [(p.scope, p.level, p.code) for p in report.problems] == [("file", "error", "pdf")]
    assert report.outcome_without_database == "rejected"


def test_truncated_workbook_is_named(book):
    assert refusal(book.bytes()[:-400]).code == "truncated"
    assert refusal(xls_copy(book.bytes())[:-1500]).code == "truncated"
    assert refusal(ods(ods_table(""))[:-100]).code == "truncated"


@pytest.mark.parametrize(
    ("name", "code"), [("xl/workbook.bin", "binary_excel"), ("../evil.xml", "suspicious")]
)
def test_telling_entry_is_refused(name, code, book):
    stream = io.BytesIO(book.bytes())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, "x")

    assert refusal(stream.getvalue()).code == code


def test_password_of_the_zip_is_named(book):
    data = bytearray(book.bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1

    assert refusal(bytes(data)).code == "encrypted"


def test_password_of_an_old_workbook_is_named(book):
    # A FILEPASS record in place of the first record that a reader may overlook.
    data = xls_copy(book.bytes())
    writeaccess = data.index(b"\x5c\x00\x70\x00")

    locked = data[:writeaccess] + b"\x2f" + data[writeaccess + 1 :]

    assert refusal(locked).code == "encrypted"


def test_strict_open_xml_is_named(book):
    """As Excel saves it: every namespace is another one, nothing else tells."""
    with zipfile.ZipFile(io.BytesIO(book.bytes())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strict = zipped(
        {
            name: content.replace(TRANSITIONAL, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            for name, content in parts.items()
        }
    )

    refused = refusal(strict)

    assert refused.code == "strict_open_xml"
    assert "Strict Open XML" in refused.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_doctype_is_refused(encoding, book):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'.encode(encoding)

    assert refusal(rewritten(book.bytes(), xl__worksheets__sheet1=entities)).code == "suspicious"
    assert refusal(rewritten(ods(""), content=entities)).code == "suspicious"
    assert refusal(rewritten(ods(""), styles=entities)).code == "suspicious"


def test_doctype_is_found_in_a_part_of_any_name(book):
    with zipfile.ZipFile(io.BytesIO(book.bytes())) as package:
        parts = {name: package.read(name) for name in package.namelist()}

    parts["xl/worksheets/sheet1.dat"] = b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet/>"

    assert refusal(zipped(parts)).code == "suspicious"


@pytest.mark.parametrize("cut", [50, 200])
def test_broken_sheet_is_not_readable(cut, book):
    broken = _sheet(book.bytes())[:-cut]

    assert refusal(rewritten(book.bytes(), xl__worksheets__sheet1=broken)).code == "not_readable"
    assert refusal(zipped({"mimetype": ODS_TYPE, "content.xml": "<a><b>"})).code == "not_readable"


def test_name_of_the_file_says_nothing(book, make_request):
    """An .xlsx called .xls, or the other way round, is read by what it holds."""
    sheets = open_workbook(book.bytes()), open_workbook(xls_copy(book.bytes()))

    assert {sheet.name for (sheet,) in sheets} == {"Biểu 01"}


def test_workbook_with_macros_is_read_without_them(book):
    stream = io.BytesIO(book.bytes())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", OLE)

    assert [sheet.name for sheet in open_workbook(stream.getvalue())] == ["Biểu 01"]


def test_nothing_is_fetched_or_evaluated(book):
    """Links, DDE and macros stay the text that they are."""
    book.sheet["D4"] = "=cmd|'/c calc'!A0"
    book.sheet["D5"] = "=[1]Trang1!A1"
    book.sheet["D6"] = '=WEBSERVICE("http://127.0.0.1:9/")'

    (sheet,) = open_workbook(book.bytes())

    assert {sheet.cells[row, 4].kind for row in (4, 5, 6)} == {"no_result"}
