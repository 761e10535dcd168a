"""Calendars as others read them: RFC 5545, whole days and moments, written so that the same dates give the same bytes all day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from jingwei.adapters import clock

OCTETS = 75
SPECIAL = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Entry:
    """One day, or a moment `at` of it, with something due: `uid` is the same for the same thing for ever."""

    uid: str
    day: date
    summary: str
    description: str
    url: str
    at: time | None = None


def calendar(entries: Iterable[Entry]) -> str:
    """The entries as one calendar; lines end in CRLF and are folded at 75 octets."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jingwei//Jingwei//ZH", "CALSCALE:GREGORIAN"]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: Entry) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(entry.uid)}",
        f"DTSTAMP:{clock.today():%Y%m%d}T000000Z",
        *_when(entry),
        f"SUMMARY:{_text(entry.summary)}",
        f"DESCRIPTION:{_text(entry.description)}",
        f"URL:{entry.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _when(entry: Entry) -> list[str]:
    """Its day as a whole, or its moment, of which nobody said how long it lasts."""
    if entry.at is None:
        later = entry.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}", f"DTEND;VALUE=DATE:{later:%Y%m%d}"]
    moment = datetime.combine(entry.day, entry.at, clock.ZONE).astimezone(UTC)
    return [f"DTSTART:{moment:%Y%m%dT%H%M%SZ}"]


def _text(value: str) -> str:
    return value.translate(SPECIAL)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut; each but the first begins with a blank."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
