"""An empty database made ready, a start, a second start, what everything holds while nothing is asked."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.places import Place
from bench.report import Line
from bench.serving import free_port, memory_of
from tests.support.postgres import find_binaries, throwaway

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 240.0
SETTLED = 8.0


def migrating(place: Place) -> list[Line]:
    """All migrations of an empty database of the same kind."""
    with tempfile.TemporaryDirectory(prefix="jingwei-bench-") as folder:
        if not place.url:
            took = _migrate(Place(place.name, Path(folder)))
        else:
            binaries = find_binaries()
            assert binaries is not None
            with throwaway(binaries) as url:
                took = _migrate(Place(place.name, Path(folder), url))
    return [Line("migrations of an empty database", place.name, f"{took:.1f} s", "", "", "< 15 s", took < 15)]


def _migrate(place: Place) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "-v", "0"],
        env={**os.environ, **place.variables},
        check=True,
    )
    return time.perf_counter() - began


def starting(_place: Place) -> list[Line]:
    """`./jw run --empty` twice on one folder, and `./jw run` with its demo."""
    with tempfile.TemporaryDirectory(prefix="jingwei-bench-", ignore_cleanup_errors=True) as folder:
        first, memory = _run(Path(folder), "--empty")
        second, _held = _run(Path(folder), "--empty")
    with tempfile.TemporaryDirectory(prefix="jingwei-bench-", ignore_cleanup_errors=True) as folder:
        demo, with_demo = _run(Path(folder))
    return [
        Line("first start, empty", "SQLite", f"{first:.1f} s"),
        Line("second start", "SQLite", f"{second:.1f} s", "", "", "< 4 s", second < 4),
        Line("idle, all of ./jw run", "SQLite", f"{memory:.0f} MB PSS", "", "", "≤ 200 MB", memory <= 200),
        Line("first start with the demo", "SQLite", f"{demo:.1f} s", "", "", "< 60 s", demo < 60),
        Line("  idle with the demo", "SQLite", f"{with_demo:.0f} MB PSS"),
    ]


def _run(folder: Path, *options: str) -> tuple[float, float]:
    """Seconds until the address is announced, and megabytes some seconds later."""
    variables = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PYTHONPATH")}
    command: Sequence[str] = [sys.executable, str(ROOT / "jw"), "run", "--port", str(free_port()), *options]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env={**variables, "JINGWEI_DATA": str(folder)}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if "http://" in line:
                break
            if time.perf_counter() - began > PATIENCE:
                raise RuntimeError("no start")
        took = time.perf_counter() - began
        time.sleep(SETTLED)
        return took, memory_of(process.pid)
    finally:
        process.terminate()
        process.wait(30)
