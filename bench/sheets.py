"""Sheets in and out: import beside the bare way, export beside xlsxwriter, the list's own export over HTTP."""

from __future__ import annotations

import threading
import time
from statistics import median

from bench.places import Place
from bench.report import Line
from bench.serving import Line as Connection
from bench.serving import memory_of, serving

PEOPLE, ROWS, ROUNDS = 10_000, 100_000, 3


def taking_in(place: Place) -> list[Line]:
    """10,000 new people: the whole way from the file to what is committed, and its parts."""
    _made = place.province
    taken = place.inside("sheet_in", str(PEOPLE), str(ROUNDS))
    whole, half, bare = (PEOPLE / median(taken[name]) for name in ("whole", "apply", "bare"))
    target, met = ("≥ 10,000 rows/s", whole >= 10_000) if place.url else ("", None)
    floor = f"{bare:,.0f} rows/s"
    return [
        Line(
            "import, file to committed",
            place.name,
            f"{whole:,.0f} rows/s",
            floor,
            f"{whole / bare:.2f}",
            target,
            met,
        ),
        Line("  of it, applying alone", place.name, f"{half:,.0f} rows/s", floor, f"{half / bare:.2f}"),
    ]


def writing(place: Place) -> list[Line]:
    """100,000 × 13 by our writer alone."""
    taken = place.inside("sheet_out", str(ROWS), str(ROUNDS))
    ours, theirs, first = (median(taken[name]) for name in ("ours", "xlsxwriter", "first"))
    memory = taken["memory"][0]
    return [
        Line(
            "writing 100,000 × 13",
            "",
            f"{ours:.2f} s",
            f"{theirs:.2f} s",
            f"{ours / theirs:.2f}",
            "≤ 0.35",
            ours / theirs <= 0.35,
        ),
        Line("  first byte", "", f"{first:.3f} s", "", "", "≤ 0.3 s", first <= 0.3),
        Line("  above idle", "", f"{memory:.0f} MB", "", "", "≤ 40 MB", memory <= 40),
    ]


def sending_out(place: Place) -> list[Line]:
    """The list of people as a sheet, as the browser gets it; the floor is its cells at xlsxwriter's pace."""
    province = place.province
    officer = province["accounts"]["university"]
    keys = place.inside("keys", officer)
    theirs = median(place.inside("sheet_out", "20000", "3")["xlsxwriter"]) / (20_000 * 13)
    people = int(place.inside("roster", str(province["university"])))
    with serving("jingwei.config.wsgi:application", place.variables, database=place.server) as server:
        Connection(server.port, "/people/", keys[officer]["page"]).ask()
        idle, peak, done = memory_of(server.pid), [0.0], threading.Event()

        def watch() -> None:
            while not done.wait(0.05):
                peak[0] = max(peak[0], memory_of(server.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        took, first = [], []
        for _round in range(ROUNDS):
            line = Connection(server.port, "/people/?format=xlsx", keys[officer]["page"])
            began = time.perf_counter()
            line.ask()
            took.append(time.perf_counter() - began)
            first.append(line.first)
            line.close()
        done.set()
        watcher.join()
    floor, ours, above = theirs * people * 10, median(took), peak[0] - idle
    return [
        Line(
            f"export of a list, {people:,} × 10",
            place.name,
            f"{ours:.2f} s",
            f"{floor:.2f} s",
            f"{ours / floor:.2f}",
            "≤ 0.35",
            ours / floor <= 0.35,
        ),
        Line("  first byte", place.name, f"{median(first):.3f} s", "", "", "≤ 0.3 s", median(first) <= 0.3),
        Line("  above idle", place.name, f"{above:.0f} MB", "", "", "≤ 40 MB", above <= 40),
    ]
