"""Files of decisions are known by their bytes."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import User
from programs.models import DecisionChange, DecisionFile
from programs.services.attachments import (
    LIMIT,
    attach_file,
    checked,
    recognised,
    remove_file,
)
from programs.services.decision_rules import DecisionRefused
from tests.factories.capital import decision
from tests.factories.times import NOW

PDF = b"%PDF-1.7\nminh hoa"


def package(*names: str) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as file:
        for name in ("[Content_Types].xml", *names):
            file.writestr(name, "x")
    return stored.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\xff\xd8\xff\xe0 minh hoa", "jpg"),
        (b"\x89PNG\r\n\x1a\n minh hoa", "png"),
        (package("word/document.xml"), "docx"),
        (package("xl/workbook.xml"), "xlsx"),
        (package("word/document.xml", "word/vbaProject.bin"), None),
        (package("ppt/presentation.xml"), None),
        (package("word/document.xml")[:60], None),
        (b"<html><script>alert(1)</script>", None),
        (b"MZ\x90\x00", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None),
    ],
    ids=str,
)
def test_kind_is_told_by_the_content(content: bytes, kind: str | None) -> None:
    assert recognised(content) == kind


def test_name_ends_as_the_content_is() -> None:
    assert checked(upload("../quyết định.exe", PDF)).name == "quyết định.pdf"


def test_signs_that_turn_a_name_round_are_taken_out() -> None:
    assert checked(upload("qd\u202efdp.pdf", PDF)).name == "qdfdp.pdf"


def test_other_kind_is_refused_by_name() -> None:
    with pytest.raises(DecisionRefused, match=r"“qd.pdf” có nội dung không phải là PDF, Word"):
        checked(upload("qd.pdf", b"MZ\x90"))


def test_large_file_is_refused_with_both_sizes() -> None:
    with pytest.raises(DecisionRefused, match=r"lớn 11 MB, quá giới hạn 10 MB"):
        checked(upload("qd.pdf", PDF + b"0" * LIMIT))


def test_empty_file_is_refused() -> None:
    with pytest.raises(DecisionRefused, match="rỗng"):
        checked(upload("qd.pdf", b""))


def test_file_is_kept_once(provincial_officer: User) -> None:
    file = checked(upload("qd.pdf", PDF))
    attach_file(decision=decision(), attachment=file, by=provincial_officer, now=NOW)

    with pytest.raises(DecisionRefused, match="đã có tệp này"):
        attach_file(decision=decision(), attachment=file, by=provincial_officer, now=NOW)

    with DecisionFile.objects.get().file.open() as stored:
        assert stored.read() == PDF


def test_file_that_is_taken_away_stays_in_the_history(provincial_officer: User) -> None:
    kept = attach_file(
        decision=decision(),
        attachment=checked(upload("nham.pdf", PDF)),
        by=provincial_officer,
        now=NOW,
    )

    remove_file(file=kept, reason="Đính kèm nhầm.", by=provincial_officer, now=NOW)

    assert not DecisionFile.objects.exists()
    change = DecisionChange.objects.order_by("pk").last()
    assert (change.what, change.before, change.reason) == ("Bỏ tệp", "nham.pdf", "Đính kèm nhầm.")
