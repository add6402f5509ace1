"""Which obstacles are told in like words: for a person to look at, never taken because of it."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

MOST_ALIKE = 5
# Of 100. Texts of one subject in other words reach 95, others of the same field not 70.
LEAST_ALIKE = 75


def likest(words: str, texts: Mapping[int, str]) -> list[tuple[int, int]]:
    """The keys of the texts that are like `words`, the likest first, each with its score of 100;
    all of them as `number_words` writes them."""
    best = process.extract(
        words, texts, scorer=fuzz.token_set_ratio, limit=MOST_ALIKE, score_cutoff=LEAST_ALIKE
    )
    return [(key, round(score)) for _, score, key in best]
