"""What can be found is kept in step with its rows, and asked through the database's own index."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from indicators.models import Area, Decision, Indicator, SearchEntry, User
from indicators.search_words import words_to_find
from indicators.services.search import (
    AREAS,
    DECISIONS,
    forget_findable,
    keep_findable,
    refill,
    strays,
)
from tests.factories.reference_rows import new_decision
from tests.factories.rows import new_search_entry, saved

pytestmark = pytest.mark.django_db


def found(*words: str, kind: str = "thu") -> list[int]:
    entries = SearchEntry.objects.of_kind(kind).with_words(words)
    return list(entries.order_by("key").values_list("key", flat=True))


def test_every_word_must_begin_a_word() -> None:
    saved(new_search_entry(key=1, words=" duong giao thong nong thon "))
    saved(new_search_entry(key=2, words=" duong vao ban "))

    assert found("duong") == [1, 2]
    assert found("thon", "giao") == [1]
    assert found("tho") == [1]
    assert found("uong") == found() == []


def test_index_follows_what_is_changed_and_removed() -> None:
    entry = saved(new_search_entry(words=" duong "))
    entry.words = " cau "
    entry.save()
    assert (found("duong"), found("cau")) == ([], [1])

    entry.delete()
    assert found("cau") == []


def test_words_with_signs_are_never_handed_to_the_database() -> None:
    for hostile in ('a"', "a b", "a:*", "đ", ""):
        with pytest.raises(ValueError, match="plain words"):
            found(hostile)


def test_database_asks_its_index() -> None:
    entries = SearchEntry.objects.with_words(["duong"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads a short table through, if it may
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = entries.explain()

    assert "indicators_searchentry_words" in plan
    assert "SCAN indicators_searchentry\n" not in plan
    assert "Seq Scan" not in plan


def test_short_and_full_forms_find_each_other() -> None:
    assert " dan toc thieu so " in words_to_find("Vùng ĐBDTTS", "DTTS")
    assert " dtts " in words_to_find("đồng bào dân tộc thiểu số")
    assert " dtts " not in words_to_find("dân tộc")


def test_reference_data_can_be_found_as_it_is_loaded() -> None:
    assert not strays(AREAS)
    assert SearchEntry.objects.of_kind("area").count() == Area.objects.count()
    assert SearchEntry.objects.of_kind("indicator").count() == Indicator.objects.count()


def test_refill_puts_right_what_is_missing_old_or_orphaned() -> None:
    first, second = SearchEntry.objects.of_kind("area")[:2]
    first.delete()
    SearchEntry.objects.filter(pk=second.pk).update(words=" khac ")
    saved(new_search_entry(kind="area", key=10**9))

    done = refill(AREAS)

    assert (done.missing, done.outdated, done.orphaned) == (1, 1, 1)
    assert not strays(AREAS)


def test_entry_is_written_over_and_forgotten() -> None:
    decision = saved(new_decision(title="Giao vốn đợt một"))
    keep_findable(DECISIONS, [decision])
    decision.title = "Giao vốn đợt hai"
    keep_findable(DECISIONS, [decision])

    assert found("dot", "mot", kind="decision") == []
    assert decision.pk in found("dot", "hai", kind="decision")
    forget_findable(DECISIONS, [decision.pk])
    assert found("dot", "hai", kind="decision") == []


def test_letters_that_grow_when_folded_still_fit() -> None:
    decision = saved(new_decision(number="ΐ" * 50, title="ß" * 400))

    keep_findable(DECISIONS, [decision])

    assert SearchEntry.objects.get(kind="decision", key=decision.pk)


def test_administration_writes_what_is_found(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    fields = {
        "number": "77/NQ-THU",
        "kind": "resolution",
        "title": "Mở đường tuần tra",
        "issuer": "X",
    }
    client.post("/quan-tri/indicators/decision/add/", fields | {"signed_on": "01/02/2024"})
    decision = Decision.objects.get(number="77/NQ-THU")
    assert found("tuan", "tra", kind="decision") == [decision.pk]

    client.post(f"/quan-tri/indicators/decision/{decision.pk}/delete/", {"post": "yes"})
    assert found("tuan", "tra", kind="decision") == []


def test_administration_imports_what_is_found(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    sheet = (
        "number,kind,title,issuer,signed_on,address\n88/QĐ-THU,decision,Cấp nước,X,2024-03-01,\n"
    )
    preview = client.post(
        "/quan-tri/indicators/decision/import/",
        {"import_file": SimpleUploadedFile("van-ban.csv", sheet.encode()), "format": "0"},
    )
    confirm = preview.context["confirm_form"].initial
    client.post("/quan-tri/indicators/decision/process_import/", confirm)

    (key,) = found("cap", "nuoc", kind="decision")
    assert Decision.objects.get(pk=key).number == "88/QĐ-THU"
