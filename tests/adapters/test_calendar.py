"""Calendars are what RFC 5545 says, as another reader reads them."""

from __future__ import annotations

from datetime import date

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from jingwei.adapters.calendar import OCTETS, Entry, calendar

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n;,\\:"), max_size=120)


@given(st.lists(st.tuples(WORDS, WORDS, st.dates(date(2000, 1, 1), date(2199, 12, 30))), max_size=4))
def test_what_is_written_is_what_is_read(told: list[tuple[str, str, date]]) -> None:
    entries = [Entry(f"{n}@x", day, s, d, f"https://x.example/{n}/") for n, (s, d, day) in enumerate(told)]

    text = calendar(entries)
    read = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))

    assert [
        (str(e["UID"]), e["DTSTART"].dt, str(e["SUMMARY"]), str(e["DESCRIPTION"]), str(e["URL"]))
        for e in read
    ] == [(e.uid, e.day, e.summary, e.description, e.url) for e in entries]
    assert all(len(line.encode()) <= OCTETS for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
