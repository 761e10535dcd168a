"""How what stands on an organisation goes over to the one that takes its place: each higher room tells its own part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Text


class Follow(Protocol):
    """Let what stands on `old` stand on `new`, in the transaction under way, each with its record."""

    def __call__(self, old: Any, new: Any, *, actor: Actor) -> None: ...


@dataclass(frozen=True)
class Following:
    """What follows an organisation: `label` names it, `count` says how much there is now."""

    label: Text
    count: Callable[[Any], int]
    follow: Follow


FOLLOWING: list[Following] = []


def follows(what: Following) -> None:
    """Declare what follows an organisation into the one that takes its place."""
    FOLLOWING.append(what)
