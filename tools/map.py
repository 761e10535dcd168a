"""Prints every verb with what it asks, the record it leaves and what follows from it: no hidden wiring."""

from __future__ import annotations

import sys
from itertools import groupby

from jingwei.kernel.actions import VERBS, Verb
from jingwei.kernel.events import EVENTS
from jingwei.kernel.reactions import reactions_to
from tools.environment import ROOT
from tools.wiring import page

OPENING = """# The map: verb → record → reactions

Made by `./jw map --write`; checked by `./jw check`.
"""


def draw() -> str:
    """The page, one section a room, one line a verb."""
    rooms = groupby(
        sorted(VERBS.values(), key=lambda verb: verb.name), lambda verb: verb.name.partition(".")[0]
    )
    return "\n".join([OPENING, *("\n".join(_section(room, list(verbs))) for room, verbs in rooms)])


def _section(room: str, verbs: list[Verb]) -> list[str]:
    reading = [verb for verb in verbs if verb.run is None]
    acting = [verb for verb in verbs if verb.run is not None]
    lines = [f"## {room}", ""]
    if reading:
        lines += ["Rights to read: " + " · ".join(f"`{verb.name}` {verb.label}" for verb in reading), ""]
    if acting:
        lines += ["| verb | does | asks | record | then |", "|---|---|---|---|---|"]
        lines += [_line(verb) for verb in acting] + [""]
    return lines


def _line(verb: Verb) -> str:
    asks = [
        "the system alone" if verb.system_only else "grant",
        f"rule `{verb.rule.__name__}`" if verb.rule else "",
        f"step of `{verb.flow.name}`" if verb.flow else "",
    ]
    event = EVENTS.get(verb.name)
    then = "<br>".join(f"`{reaction.name.partition(':')[0]}`" for reaction in reactions_to(verb.name))
    cells = (
        f"`{verb.name}` {verb.label}",
        verb.summary,
        ", ".join(filter(None, asks)),
        f"{event.sentence}" if event else "",
        then,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.exit(page("./jw map", ROOT / "docs" / "map.md", draw, sys.argv[1:]))
