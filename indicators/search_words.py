"""Text as plain words: what is kept for the search and what is asked of it, made the same way."""

import re

from lsdash.lib.text import fold, strip_marks

from .models import WORD_LENGTH, number_words

_SIGNS = re.compile(r"[\W_]+")

# What offices write short and in full: whoever looks for one finds the other.
SHORT_FORMS = {
    "bcđ": "ban chỉ đạo",
    "cntt": "công nghệ thông tin",
    "ctmtqg": "chương trình mục tiêu quốc gia",
    "đbkk": "đặc biệt khó khăn",
    "đtpt": "đầu tư phát triển",
    "dtts": "dân tộc thiểu số",
    "gpmb": "giải phóng mặt bằng",
    "hđnd": "hội đồng nhân dân",
    "mtqg": "mục tiêu quốc gia",
    "nsđp": "ngân sách địa phương",
    "nstw": "ngân sách trung ương",
    "ntm": "nông thôn mới",
    "qsdđ": "quyền sử dụng đất",
    "tda": "tiểu dự án",
    "ubnd": "ủy ban nhân dân",
}
_FORMS = tuple((number_words(short), number_words(full)) for short, full in SHORT_FORMS.items())


def plain_words(text: str) -> list[str]:
    """Without diacritics and signs: "58-NQ/TU, Đường" is ["58", "nq", "tu", "duong"]."""
    return [word[:WORD_LENGTH] for word in number_words(text).split()]


def spelt_words(text: str) -> list[str]:
    """As `plain_words`, with its diacritics: "Đường" is ["đường"]."""
    return _SIGNS.sub(" ", fold(text)).split()


def has_marks(text: str) -> bool:
    folded = fold(text)
    return strip_marks(folded) != folded


def bounded(words: list[str]) -> str:
    """The words as a `WordsField` has them, so that " duong" is the beginning of a word."""
    return f" {' '.join(words)} "


def words_to_find(*texts: str) -> str:
    """All that a row is found by: its words, and the other form of what is written short."""
    text = bounded([word for one in texts for word in plain_words(one)])
    added = []
    for short, full in _FORMS:
        if f" {short} " in text:
            added.append(full)
        elif f" {full} " in text:
            added.append(short)
    return text + "".join(f"{form} " for form in added)
