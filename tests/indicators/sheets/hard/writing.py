"""How officers write names and numbers: each function returns one of many ways, truth unchanged."""

import unicodedata
from decimal import Decimal

from lsdash.lib.text import strip_marks

_OLD_TONES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip
_SHORT = {
    "Xã": ("Xã", "xã", "X.", "X. ", "XÃ", "Xã "),
    "Thị trấn": ("Thị trấn", "TT.", "TT", "thị trấn", "T.T", "THỊ TRẤN"),
    "Phường": ("Phường", "P.", "P. ", "phường"),
    "Huyện": ("Huyện", "H.", "huyện", "HUYỆN"),
    "Thành phố": ("Thành phố", "TP.", "TP", "T.P", "thành phố"),
}


def number(value: Decimal, rng, *, style: str):
    """A count or amount: typed, or as Vietnamese text."""
    if style == "typed":
        return int(value) if value == int(value) else float(value)
    whole, _, part = f"{value.normalize():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if rng.random() < 0.8 else whole
    text = grouped + (f",{part}" if part else "")
    return rng.choice([text, text, f"\u00a0{text}", f"{text} "])


def rate(value: Decimal, rng, *, style: str):
    """A percentage, and its number format: typed, a fraction shown as %, or text."""
    if style == "typed":
        return float(value), "0.00"
    if style == "percent":
        return float(value / 100), rng.choice(["0.00%", "0.0%", "0%"])
    text = f"{value:f}".replace(".", ",")
    return rng.choice([text, f"{text}%", f"{text} %", f"\u00a0{text}%"]), None


def tick(rng):
    return rng.choice(["x", "X", "x", "có", "Có", "✓", "x "])


def place(name: str, rng, *, is_bare_allowed: bool) -> str:
    """A place's name in one of the spellings that must be recognised."""
    kind = next(kind for kind in _SHORT if name.startswith(kind))
    bare = name.removeprefix(kind).strip()
    ways = ["plain", "short", "upper", "tones", "nfd", "blanks", "zero", "d", "bullet", "star"]
    way = rng.choice(ways + (["bare"] if is_bare_allowed else []))
    if way == "short":
        prefix = rng.choice(_SHORT[kind])
        return prefix + ("" if prefix.endswith((".", " ")) and rng.random() < 0.5 else " ") + bare
    if way == "tones":
        return with_old_tones(name)
    return {
        "plain": name,
        "upper": name.upper(),
        "nfd": unicodedata.normalize("NFD", name),
        "blanks": name.replace(" ", rng.choice(["  ", "\u00a0", " \u00a0"])),
        "zero": name.replace(" ", " \u200b"),
        "d": name.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
        "bullet": rng.choice(["- ", "+ ", "1. ", "12) "]) + name,
        "star": name + rng.choice([" (*)", "*", " **"]),
        "bare": bare,
    }[way]


def with_old_tones(name: str) -> str:
    """Hòa -> Hoà, but never inside a syllable: Hoàng stays."""
    words = []
    for word in name.split(" "):
        for new, old in _OLD_TONES.items():
            if word.endswith(new) and not word.lower().startswith("q"):
                word = word[: -len(new)] + old
        words.append(word)
    return " ".join(words)


def misspelt(name: str, others: list[str], rng) -> str:
    """A slip that leaves a name that no place has."""
    for _ in range(50):
        signs = list(name)
        at = rng.randrange(4, len(signs))
        if not signs[at].isalpha():
            continue
        signs[at] = rng.choice("aeioudnmhạếọừ")
        slip = "".join(signs)
        kind = next(kind for kind in _SHORT if name.startswith(kind))
        own = slip.removeprefix(kind)
        # Without any diacritics it is no slip but read, with a warning.
        if slip.lower() == name.lower() or (own == strip_marks(own) and _bare(slip) == _bare(name)):
            continue
        if slip != name and _bare(slip) not in {_bare(other) for other in others} | {_bare(name)}:
            return slip
        if slip != strip_marks(slip) and slip not in others and slip != name:
            return slip
    return name + "q"


def _bare(name: str) -> str:
    return strip_marks(name).lower()


def heading(text: str, rng) -> str:
    """A heading as offices write it: another case, normal form, blank, dash."""
    ways = [text, text, text.upper(), unicodedata.normalize("NFD", text), text.replace(" ", "  ")]
    return rng.choice([*ways, text.replace(" - ", " – "), f"{text} "])
