"""Prints who may do what where: role × verb × relation, computed by the very grants that the platform gives."""

from __future__ import annotations

import sys
from itertools import groupby

from jingwei.kernel.actions import VERBS, Verb
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from tools.environment import ROOT
from tools.wiring import page

# Paths of an invented tree: where the post is, and where else something may lie.
WHERE = {
    "own": "000100010001",
    "below": "0001000100010001",
    "covered": "0009000100010002",
    "above": "00010001",
    "beside": "000100010002",
    "foreign": "00010002",
}
MARKS = {
    (): "·",
    ("own", "below"): "●",
    ("own", "below", "covered"): "◐",
    tuple(WHERE): "○",
}
OPENING = """# Who may do what

Made by `python -m tools.permissions --write`; checked by `./jw check`, and walked with real people and real objects by
`tests/security/test_permission_matrix.py`. What is not granted here is refused (403); what a rule of the policy or the state
of a matter refuses besides is told where the act is offered.

`●` at the own organisation and all below it · `◐` there, and in the professional units that these Party organisations cover ·
`○` everywhere (only what concerns oneself, or what all may read) · `·` not at all. Nobody holds anything above or beside the
own organisation, or at another university.
"""


def held_where(verb: str, role: str) -> tuple[str, ...]:
    """The relations to the own organisation at which somebody in the role holds the verb."""
    from jingwei.foundation.organisations.queries import grants_of  # noqa: PLC0415 - needs the rooms loaded

    grants = grants_of(role, WHERE["own"], (WHERE["covered"],), whole=False)
    actor = Actor("person", "", grants=grants)
    return tuple(relation for relation, path in WHERE.items() if actor.holds(verb, path))


def draw() -> str:
    """The page: the roles, then one table a room."""
    verbs = groupby(
        sorted(VERBS.values(), key=lambda verb: verb.name), lambda verb: verb.name.partition(".")[0]
    )
    return "\n".join(
        [OPENING, *_roles(), *("\n".join(_table(room, list(members))) for room, members in verbs)]
    )


def _roles() -> list[str]:
    lines = ["## The roles", "", "| role | | given at | given by |", "|---|---|---|---|"]
    for role in registry.roles():
        kinds = ", ".join(str(registry.kind(kind).label.zh) for kind in role.kinds) or role.tree
        given = ", ".join(role.appointed_by) or f"comes by itself: {role.implicit}"
        lines.append(f"| `{role.id}` | {role.label.zh} | {kinds} | {given} |")
    return [*lines, ""]


def _table(room: str, verbs: list[Verb]) -> list[str]:
    names = [role.id for role in registry.roles()]
    lines = [f"## {room}", "", f"| verb | {' | '.join(names)} |", f"|---{'|:-:' * len(names)}|"]
    for verb in verbs:
        title = f"`{verb.name}` {verb.label}"
        if verb.system_only:
            title += " (the system alone)"
        lines.append(f"| {title} | {' | '.join(_mark(verb, name) for name in names)} |")
    return [*lines, ""]


def _mark(verb: Verb, role: str) -> str:
    held = () if verb.system_only else held_where(verb.name, role)
    return MARKS.get(held) or " ".join(held)


if __name__ == "__main__":
    sys.exit(page("python -m tools.permissions", ROOT / "docs" / "permissions.md", draw, sys.argv[1:]))
