"""What rooms hold about a person beside the register: each says how much, what for and how long; «my data» tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jingwei.kernel.errors import Text


@dataclass(frozen=True)
class AlsoHeld:
    """`count` says how much there is about a person, by id; `kept` how long, in words."""

    label: Text
    count: Callable[[int], int]
    purpose: Text
    kept: Callable[[], str]


ALSO_HELD: list[AlsoHeld] = []


def also_held(what: AlsoHeld) -> None:
    """Declare something that is held about people."""
    ALSO_HELD.append(what)
