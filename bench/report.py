"""One line a measurement: the subject, its floor, the ratio, the target, and whether it is met."""

from __future__ import annotations

import json
import os
import platform
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

HEADS = ("benchmark", "database", "measured", "floor", "ratio", "target", "")


@dataclass(frozen=True)
class Line:
    """A figure in words with its unit; `met` is None where a line is there for comparison only."""

    benchmark: str
    database: str
    measured: str
    floor: str = ""
    ratio: str = ""
    target: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells as printed."""
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return (
            self.benchmark,
            self.database,
            self.measured,
            self.floor,
            self.ratio,
            self.target,
            verdict,
        )


def machine() -> str:
    """The machine in one line; its load tells how far to trust absolute figures."""
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()},"
        f" load {load:.1f} at the end, {now}"
    )


def table(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table that is also straight in a terminal."""
    rows: list[Sequence[str]] = [HEADS, *(line.cells for line in lines)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEADS))]
    drawn = [
        "| " + " | ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return "\n".join([drawn[0], "|" + "|".join("-" * (w + 2) for w in widths) + "|", *drawn[1:]])


def keep(path: Path, lines: Iterable[Line]) -> None:
    """Write the lines as JSON."""
    held = {"machine": machine(), "lines": [asdict(line) for line in lines]}
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n")


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)
