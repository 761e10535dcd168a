"""Reactions: what else happens after a verb, by verb name, after commit, once, from the durable queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Handler = Callable[[Any], None]


@dataclass(frozen=True)
class Reaction:
    """`run` takes the record; it must be idempotent, since a queue may deliver twice.

    `run_many`, where there is one, takes all records of a bulk write at once instead.
    """

    name: str
    verb: str
    run: Handler
    run_many: Handler | None = None


REACTIONS: dict[str, Reaction] = {}
_by_verb: dict[str, list[Reaction]] = {}


def when(*verbs: str, many: Handler | None = None) -> Callable[[Handler], Handler]:
    """Run the function after commit of each named verb, with the record it left.

    After a bulk write `many` is run once with all the records it is about, in place of one run a record.
    """

    def declare(run: Handler) -> Handler:
        for verb in verbs:
            name = f"{run.__module__}.{run.__name__}:{verb}"
            if name in REACTIONS:
                raise RuntimeError(f"reaction declared twice: {name}")
            REACTIONS[name] = Reaction(name, verb, run, many)
            _by_verb.setdefault(verb, []).append(REACTIONS[name])
        return run

    return declare


def reactions_to(verb: str) -> tuple[Reaction, ...]:
    """The reactions to a verb, in order of declaration."""
    return tuple(_by_verb.get(verb, ()))
