"""Days as an iCalendar stream (RFC 5545). Pure: no Django, no clock."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_OCTETS = 75  # the longest line, its end not counted
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\x85]")
_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Event:
    """Something on a whole day. `uid` is the same each time the stream is read."""

    uid: str
    day: date
    summary: str
    description: str = ""
    address: str = ""  # an absolute address, without blanks


def calendar_text(events: Iterable[Event], *, name: str, now: datetime) -> str:
    """The stream, with CRLF behind every line. Typed text stays text: it is escaped, rid of control
    characters and folded, so it can neither end its line nor begin a property of its own."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//LSDash//Lang Son//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    ]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event_lines(event: Event, stamp: str) -> list[str]:
    after = event.day + timedelta(days=1)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
        "TRANSP:TRANSPARENT",
    ]
    if event.description:
        lines.append(f"DESCRIPTION:{escaped(event.description)}")
    if event.address:
        lines.append(f"URL:{_one_line(event.address)}")
    return [*lines, "END:VEVENT"]


def escaped(text: str) -> str:
    """A TEXT value (3.3.11): backslash, semicolon, comma and line ends written with a backslash.

    Example: "a, b;\\nc" with a real line end becomes "a\\\\, b\\\\;\\\\nc".
    """
    text = _CONTROL.sub(" ", text)
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return _LINE_END.sub(r"\\n", text)


def _one_line(text: str) -> str:
    return _CONTROL.sub("", _LINE_END.sub("", text))


def folded(line: str) -> str:
    """The line in pieces of at most LINE_OCTETS octets (3.1), never inside a letter; each piece but
    the first begins with a blank."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece])
