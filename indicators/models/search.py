"""What the search page finds: for each row that can be found, its words without diacritics."""

from collections.abc import Sequence

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

WORD_LENGTH = 40  # longer words are cut, in what is kept and in what is asked


class WordsField(models.TextField):
    """Plain words with a blank between two and at both ends: " duong giao thong ".

    The database keeps an index of its own on them, which the migration `search` makes: SQLite a
    table of FTS5 that triggers fill, PostgreSQL a GIN index. A later migration that makes SQLite
    build the table anew must make the triggers anew as well.
    """


def begun_by(words: Sequence[str], *, alias: str, vendor: str) -> tuple[str, str]:
    """The condition that each of these words begins a word of the row `alias`, in any order, as the
    database asks its index, and its one parameter. The words are of a–z and 0–9 only."""
    if not words or not all(word.isascii() and word.isalnum() for word in words):
        raise ValueError("plain words are asked for, at least one")
    if vendor == "postgresql":
        wanted = " & ".join(f"{word}:*" for word in words)
        return f"to_tsvector('simple', {alias}.words) @@ to_tsquery('simple', %s)", wanted
    index = "indicators_searchentry_words"
    found = f"SELECT rowid FROM {index} WHERE {index} MATCH %s"  # noqa: S608 -- no text from outside
    return f"{alias}.id IN ({found})", " ".join(f'"{word}"*' for word in words)


@WordsField.register_lookup
class BegunBy(Lookup):
    """`words__begun_by=["duong", "gia"]`."""

    lookup_name = "begun_by"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str]]:
        alias = compiler.quote_name_unless_alias(self.lhs.alias)
        condition, wanted = begun_by(self.rhs, alias=alias, vendor=connection.vendor)
        return condition, [wanted]


class SearchQuerySet(models.QuerySet["SearchEntry"]):
    def of_kind(self, kind: str) -> "SearchQuerySet":
        return self.filter(kind=kind)

    def with_words(self, words: Sequence[str]) -> "SearchQuerySet":
        """Those in which each of the words begins a word; none where there is nothing to ask."""
        return self.filter(words__begun_by=words) if words else self.none()


class SearchEntry(models.Model):
    """A row of another table as people find it; nothing but `services.search` writes it.

    `title_words` and `title_spelt` are the name without and with diacritics, by which what was
    found is put in order; `words` is all that it is found by.
    """

    kind = models.CharField("Loại", max_length=12)
    key = models.PositiveBigIntegerField("Khóa của dòng")
    address = models.CharField("Địa chỉ", max_length=200)
    title = models.CharField("Tên", max_length=300)
    detail = models.CharField("Ghi thêm", max_length=300, blank=True)
    is_past = models.BooleanField("Đã kết thúc", default=False)

    title_spelt = models.CharField("Tên có dấu", max_length=400)
    title_words = models.CharField("Tên không dấu", max_length=400)
    words = WordsField("Các từ không dấu")

    objects = SearchQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tìm kiếm"
        verbose_name_plural = "mục tìm kiếm"
        ordering = ["kind", "key"]
        constraints = [
            # also serves "the entry of this row": written anew with its row
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="search_entry_unique",
                violation_error_message="Dòng này đã có trong tìm kiếm.",
            )
        ]

    def __str__(self) -> str:
        return self.title
