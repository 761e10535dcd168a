"""`./jw bench [NAME …] [--json FILE]`: runs the benchmarks beside their floors and prints one table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench import measures, owed, pages, scale, sheets, signing_in, simulating, starting, validity
from bench.directives import asked as directives
from bench.meanwhile import meanwhile
from bench.places import Place, places
from bench.report import Line, keep, machine, table

Bench = Callable[[Place], list[Line]]
EVERYWHERE: dict[str, Bench] = {
    "pages": pages.run,
    "import": lambda place: [*sheets.taking_in(place), *meanwhile(place)],
    "export": sheets.sending_out,
    "owed": owed.asked,
    "sign-in": signing_in.run,
    "migrate": starting.migrating,
    "directives": directives.run,
}
ONCE: dict[str, Bench] = {"writer": sheets.writing, "start": starting.starting}
SIDE_BY_SIDE: dict[str, Callable[[Sequence[str], Path | None], list[Line]]] = {
    "scale": scale.run,
    "measures": measures.run,
    "simulate": simulating.run,
}
ALONE: dict[str, Callable[[Sequence[str]], list[Line]]] = {"validity": validity.run}
"""Benchmarks that make their own places, and run only where they are named."""


def main(arguments: list[str]) -> int:
    """Run what was named, else everything."""
    names = [*EVERYWHERE, *ONCE, *SIDE_BY_SIDE, *ALONE]
    parser = argparse.ArgumentParser(prog="./jw bench")
    parser.add_argument("name", nargs="*", help=", ".join(names))
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument(
        "--scale", default="", help="as in universities=1,people=2000; of validity as in seeds=10,schools=200"
    )
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="let the provinces of scale and measures stay there for the next time",
    )
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.name if name not in names]:
        print(f"jw: no such benchmark: {unknown[0]} (there are {', '.join(names)})", file=sys.stderr)
        return 2
    size = options.scale.split(",") if options.scale else ()
    wanted = options.name or [*EVERYWHERE, *ONCE]
    lines = [line for name, bench in ALONE.items() if name in wanted for line in _told(bench(size))]
    for name, grown in SIDE_BY_SIDE.items():
        if name in wanted:
            lines += _told(grown(size, options.keep))
    with places(size) as everywhere:
        for name, bench in EVERYWHERE.items():
            for place in everywhere if name in wanted else ():
                print(f"  {name} on {place.name} …", file=sys.stderr, flush=True)
                lines += _told(bench(place))
        for name, bench in ONCE.items():
            if name in wanted:
                print(f"  {name} …", file=sys.stderr, flush=True)
                lines += _told(bench(everywhere[0]))
    print(f"\n{machine()}\n\n{table(lines)}")
    if options.json:
        keep(options.json, lines)
    return 0


def _told(lines: list[Line]) -> list[Line]:
    """Say at once what came out, so that a run cut short has said something."""
    print(table(lines), file=sys.stderr, flush=True)
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
