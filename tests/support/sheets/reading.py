"""Reads files as an import does, each in a process that may take little memory and time; says what is said of it.

`python -m tests.support.sheets.reading` takes a line `[path, name, megabytes, seconds]` a file, and answers with a line
`[exit code, what was printed]`: it is ready once, and each file gets a fork of it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

import django


def main() -> None:
    """Answer until there is nothing more to read."""
    django.setup()
    # What reads sheets needs Django to be set up; it is loaded before memory is counted.
    from jingwei.mechanisms.imports.queries.planning import kind_columns  # noqa: PLC0415

    kind_columns()
    for line in sys.stdin:
        print(json.dumps(_forked(*json.loads(line))), flush=True)


def _forked(path: str, name: str, megabytes: int, seconds: int) -> tuple[int, str]:
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writes, 1)
        os.close(reads)
        os.close(writes)
        try:
            print(_read(path, name, megabytes, seconds), flush=True)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as told:
        said = told.read().strip()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def _read(path: str, name: str, megabytes: int, seconds: int) -> str:
    """Read one file within the bounds; the sentence, or how many lines it has."""
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
        return str(fault)
    return f"{len(table.lines)} lines"


if __name__ == "__main__":
    main()
