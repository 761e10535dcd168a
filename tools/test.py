"""Runs every test on SQLite, then on a throw-away PostgreSQL where one can be had; one exit code for both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

from tests.support import browser, examples, postgres
from tools import catalogue, packages
from tools.environment import ROOT

NOTHING_COLLECTED = 5
DRILL = "drill or hypothesis"
"""What `-m drill` means: what takes minutes, and each property on every example."""


def main(arguments: list[str]) -> int:
    """Set up browser and databases, run pytest on each database, answer with the worst result."""
    signal.signal(signal.SIGTERM, _interrupt)
    _set_up_browser()
    catalogue.compile_all()
    chosen = [_from_anywhere(argument) for argument in arguments]
    if "-m" not in chosen:
        chosen = ["-m", "not drill", *chosen]
    chosen = [DRILL if each == "drill" else each for each in chosen]
    os.chdir(ROOT)
    results = {"SQLite": _pytest("SQLite", chosen, "")}
    binaries = postgres.find_binaries()
    if binaries is None and packages.install("postgresql"):
        binaries = postgres.find_binaries()
    if binaries is None:
        print(
            f"\nPostgreSQL {postgres.OLDEST} or newer is not installed here: tests ran on SQLite alone.",
            flush=True,
        )
    else:
        with postgres.throwaway(binaries) as address:
            results["PostgreSQL"] = _pytest("PostgreSQL", chosen, address)
    return _combined(results)


def _combined(results: dict[str, int]) -> int:
    """0 only where every run passed and at least one ran a test (some tests belong to one database alone)."""
    failed = {name: code for name, code in results.items() if code not in (0, NOTHING_COLLECTED)}
    if failed:
        print(f"Failed on {' and '.join(failed)}: see that summary above.", flush=True)
        return max(failed.values())
    return 0 if 0 in results.values() else NOTHING_COLLECTED


def _pytest(name: str, arguments: list[str], address: str) -> int:
    print(f"\n===== {name} =====", flush=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("JINGWEI_")}
    # What is compiled once serves both workers, every process that a test starts, and the other database.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if DRILL in arguments:
        environment[examples.ALL] = "1"
    workers = min(2, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory(prefix="jingwei-test-") as data:
        environment |= {"JINGWEI_DATA": data, "DATABASE_URL": address}
        # Files are handed out as they lie: what takes long is in tests/, and the many short ones of the rooms come last.
        shared = ["-n", str(workers), "--dist", "loadfile", "--no-loadscope-reorder"]
        command = [sys.executable, "-m", "pytest", *shared, *arguments]
        return subprocess.call(command, env=environment)


def _set_up_browser() -> None:
    if browser.find_chromium() and browser.has_chinese_fonts():
        return
    if not packages.install(*browser.PACKAGES):
        wanted = " and ".join(browser.PACKAGES)
        print(
            f"No Chromium with Chinese fonts here: install {wanted}. The journeys will fail.", file=sys.stderr
        )


def _from_anywhere(argument: str) -> str:
    """A path as given from the caller's folder, said from the root's."""
    path, separator, test = argument.partition("::")
    return f"{Path(path).resolve()}{separator}{test}" if Path(path).exists() else argument


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
