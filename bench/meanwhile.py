"""How long readers wait while the queue takes in a hundred thousand people: the list of people, idle and meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from bench.places import Place
from bench.report import Line
from bench.serving import Line as Connection
from bench.serving import serving

ROWS, FEW = 100_000, 10_000
IDLE = 300
THINKING = 0.03
"""Seconds between two questions of the one reader."""
MOST = 1.5
MEMORY = 400


def meanwhile(place: Place) -> list[Line]:
    """The waiting of one reader, idle and while a sheet is read and written; how long that takes, in how much memory."""
    officer = place.province["accounts"]["university"]
    rows = FEW if place.scale else ROWS
    key = place.inside("keys", officer)[officer]["page"]
    with (
        serving("jingwei.config.wsgi:application", place.variables, database=place.server) as server,
        working(place) as worker,
    ):
        reader = Connection(server.port, "/people/", key)
        waits_of(reader, lambda: False, 30)
        idle = waits_of(reader, lambda: False, IDLE)
        taking = _taking_in(place, rows)
        during = waits_of(reader, lambda: taking.poll() is not None)
        peak = _peak(worker.pid)
        told = taking.stdout.read() if taking.stdout else ""
        if taking.wait():
            raise RuntimeError("the sheet was not taken in")
    took = json.loads(told.splitlines()[-1])
    before, now = p95(idle), p95(during)
    whole = f"reading {took['read']:.0f} s, writing {took['written']:.0f} s"
    return [
        Line(
            f"people list while {rows:,} come in, p95",
            place.name,
            f"{now:.1f} ms",
            f"{before:.1f} ms idle",
            f"{now / before:.2f}",
            f"≤ {MOST}",
            now / before <= MOST,
        ),
        Line(
            "  the same, median",
            place.name,
            f"{1000 * median(during):.1f} ms",
            f"{1000 * median(idle):.1f} ms idle",
            f"{median(during) / median(idle):.2f}",
        ),
        Line(f"  {rows:,} by the queue", place.name, whole),
        Line("  its worker at most", place.name, f"{peak:.0f} MB", "", "", f"≤ {MEMORY} MB", peak <= MEMORY),
    ]


def waits_of(reader: Connection, is_over: Callable[[], bool], most: int = 1_000_000) -> list[float]:
    """The seconds of each answer, until it is over."""
    waits: list[float] = []
    while len(waits) < most and not is_over():
        began = time.perf_counter()
        reader.ask()
        waits.append(time.perf_counter() - began)
        time.sleep(THINKING)
    return waits


def p95(waits: list[float]) -> float:
    """Within so many milliseconds nineteen of twenty were answered."""
    return 1000 * quantiles(waits, n=20)[-1]


@contextmanager
def working(place: Place) -> Iterator[subprocess.Popen[bytes]]:
    """The queue's worker, at work while the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.manage", "work"], env={**os.environ, **place.variables}
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _taking_in(place: Place, rows: int) -> subprocess.Popen[str]:
    """The process that hands the sheet in, once the sheet is made."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.inside", "sheet_later", str(rows)],
        env={**os.environ, **place.variables},
        stdout=subprocess.PIPE,
        text=True,
    )
    if process.stdout and process.stdout.readline().strip() != "ready":
        raise RuntimeError("the sheet was not made")
    return process


def _peak(pid: int) -> float:
    """The most memory that a process ever held, in megabytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
