"""Reads one file as an import does, in a process that may take little memory and time; prints what is said of it.

`python -m tests.support.sheets.reading FILE NAME MEGABYTES SECONDS`
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import django


def main(path: str, name: str, megabytes: int, seconds: int) -> None:
    """Read it within the bounds; the sentence, or how many lines it has."""
    django.setup()
    # What reads sheets needs Django to be set up; it is loaded before memory is counted.
    from jingwei.adapters.sheets.faults import SheetFault  # noqa: PLC0415
    from jingwei.adapters.sheets.table import parse  # noqa: PLC0415
    from jingwei.mechanisms.imports.queries.planning import BOUNDS, kind_columns  # noqa: PLC0415

    content = Path(path).read_bytes()
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        table = parse(content, name, *kind_columns()["people"], limits=BOUNDS)
    except SheetFault as fault:
        print(str(fault))
    else:
        print(f"{len(table.lines)} lines")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
