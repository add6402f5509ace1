"""How officers write the kind of a cause and the level that can resolve an obstacle.

Only these words are taken; of others a person is asked.
"""

from indicators.models import number_words
from programs.models import Authority, Cause

_CAUSES = {number_words(word): cause for cause in Cause for word in (cause.value, cause.label)} | {
    "nguyen nhan khach quan": Cause.OBJECTIVE,
    "nguyen nhan chu quan": Cause.SUBJECTIVE,
}
_AUTHORITIES = {
    number_words(word): level for level in Authority for word in (level.value, level.label)
} | {
    "xa": Authority.COMMUNE,
    "ubnd xa": Authority.COMMUNE,
    "ubnd cap xa": Authority.COMMUNE,
    "huyen": Authority.DISTRICT,
    "ubnd huyen": Authority.DISTRICT,
    "ubnd cap huyen": Authority.DISTRICT,
    "tinh": Authority.PROVINCE,
    "ubnd tinh": Authority.PROVINCE,
    "bo nganh": Authority.MINISTRY,
    "bo nganh tw": Authority.MINISTRY,
    "cac bo nganh trung uong": Authority.MINISTRY,
    "chinh phu": Authority.GOVERNMENT,
    "thu tuong": Authority.GOVERNMENT,
    "thu tuong chinh phu": Authority.GOVERNMENT,
}


def cause_of(text: str) -> str:
    """The kind of cause, "" for no word or an unknown one."""
    return str(_CAUSES.get(number_words(text), ""))


def authority_of(text: str) -> str:
    """The level, "" for no word or an unknown one: "UBND tỉnh" is the province's."""
    return str(_AUTHORITIES.get(number_words(text), ""))
