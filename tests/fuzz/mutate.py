"""A sound file spoilt in one of many ways; the same number always gives the same file."""

import io
import random
import re
import zipfile

from .samples import samples

_TOKENS = (
    b"<", b">", b"/>", b'"', b"&", b"&#0;", b"]]>", b"\xff\xfe", b"\0" * 8, b"-1", b"1e999", b"NaN",
    b"99999999999999999999", b"4294967295", b"2147483648", b"0.1.2", b"INF", b"A0", b"XFD1048576",
    b"#REF!", b"<!--", b"<c/>", b"<row/>", b"<table:table-cell/>", b"=1+1", b";;;;", b"\r", b"\t",
    b'"\n', "…".encode(), "Xã ".encode(), b"\xf0\x9f\x92\xa9", b"\xed\xa0\x80",
)  # fmt: skip


def mutated(number: int, seed: int = 0) -> tuple[str, bytes]:
    """Return the name of the sample and its content, spoilt."""
    chance = random.Random(f"{seed}:{number}")
    name = chance.choice(sorted(samples()))
    data = samples()[name]
    is_zip = data.startswith(b"PK")
    spoil = _spoilt_part if is_zip and chance.random() < 0.7 else _spoilt
    return name, spoil(data, chance)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    ways = (_flipped, _flipped, _cut, _without_slice, _doubled_slice, _inserted, _exchanged)
    return chance.choice(ways)(data, chance)


def _spoilt_part(data: bytes, chance: random.Random) -> bytes:
    """One part of the package spoilt inside, and zipped again with its right checksum."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(parts, key=lambda name: ("sheet1" in name, len(parts[name])))[-6:])
    for _ in range(chance.choice((1, 1, 2, 5))):
        parts[name] = chance.choice((_spoilt, _number_changed, _tag_changed))(parts[name], chance)
    if chance.random() < 0.05:
        del parts[name]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return stream.getvalue()


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _slice(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 4, 50, 600)))


def _without_slice(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:start] + data[end:] or b" "


def _doubled_slice(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 3, 200)) + data[end:]


def _exchanged(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    other = chance.randrange(len(data))
    return data[:start] + data[other : other + end - start] + data[end:]


def _inserted(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.choice(_TOKENS) + data[start:]


def _number_changed(data: bytes, chance: random.Random) -> bytes:
    return _replaced(re.compile(rb"\d+(?:\.\d+)?"), data, chance)


def _tag_changed(data: bytes, chance: random.Random) -> bytes:
    return _replaced(re.compile(rb"</?[\w:]+|[\w:]+="), data, chance)


def _replaced(pattern: re.Pattern[bytes], data: bytes, chance: random.Random) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return _flipped(data, chance)
    chosen, other = chance.choice(found), chance.choice(found)
    new = chance.choice((chance.choice(_TOKENS), other.group(), b""))
    return data[: chosen.start()] + new + data[chosen.end() :]
