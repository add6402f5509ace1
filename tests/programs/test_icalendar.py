"""Calendar streams by RFC 5545, whatever was typed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.icalendar import LINE_OCTETS, Event, calendar_text, escaped, folded

NOW = datetime(2024, 10, 7, 1, 30, tzinfo=UTC)
DAY = date(2024, 12, 31)
HOSTILE = [
    "a\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "a\nATTACH:http://xau.example/",
    "a\rX-XAU:1",
    "a\u2028b\u2029c\x85d\x00e\x0bf",
    'a;b,c\\n:d"',
    "\\",
    "=cmd|' /c calc'!A1",
    "<script>alert(1)</script>",
]


def lines_of(*events: Event) -> list[str]:
    """The lines as a calendar program reads them: unfolded."""
    text = calendar_text(events, name="Lịch", now=NOW)
    return text.replace("\r\n ", "").split("\r\n")


def unescaped(value: str) -> str:
    """What a calendar program shows."""
    out, letters = [], iter(value)
    for letter in letters:
        if letter == "\\":
            following = next(letters)
            out.append("\n" if following in "nN" else following)
        else:
            out.append(letter)
    return "".join(out)


def test_event_takes_the_whole_day() -> None:
    lines = lines_of(Event("task-1@lsdash", DAY, "Nhiệm vụ", address="http://lsdash.example/1/"))

    assert "DTSTART;VALUE=DATE:20241231" in lines
    assert "DTEND;VALUE=DATE:20250101" in lines
    assert "DTSTAMP:20241007T013000Z" in lines
    assert "URL:http://lsdash.example/1/" in lines
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])


def test_signs_of_the_format_are_escaped() -> None:
    assert escaped("a, b; c\\d\ne") == "a\\, b\\; c\\\\d\\ne"


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_begins_no_line_of_its_own(text: str) -> None:
    lines = lines_of(Event("x@lsdash", DAY, text, description=text, address=f"http://a/{text}"))

    names = [line.partition(":")[0].partition(";")[0] for line in lines if line]
    assert names.count("BEGIN") == names.count("END") == 2
    assert not {"ATTACH", "X-XAU"} & set(names)
    assert len(lines) == len(lines_of(Event("x@lsdash", DAY, "a", "b", "http://a/")))


@given(st.text(max_size=300))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    shown = "".join(
        " "
        if letter in "\u2028\u2029\x85\x7f" or (letter < " " and letter not in "\t\r\n")
        else letter
        for letter in text
    )
    (summary,) = (line for line in lines_of(Event("x", DAY, text)) if line.startswith("SUMMARY:"))

    expected = shown.replace("\r\n", "\n").replace("\r", "\n")
    assert unescaped(summary.removeprefix("SUMMARY:")) == expected


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=400))
def test_no_line_is_too_long_and_no_letter_is_cut(text: str) -> None:
    pieces = folded(text).split("\r\n")

    assert all(len(piece.encode()) <= LINE_OCTETS for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
