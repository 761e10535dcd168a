"""Invented histories for the tests of what is owed: records of any verb, at any moment, of any branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.kernel.actor import system
from tests.support.world import World

MAKER = system("系统", "matters.*")


@dataclass(frozen=True)
class Deed:
    """One record to be."""

    verb: str
    at: datetime
    branch: str
    moved: bool = False


def happened(world: World, deeds: Sequence[Deed]) -> None:
    entries = []
    for number, deed in enumerate(deeds):
        event: Any = SimpleNamespace(verb=deed.verb, written=lambda _values: ("{}", "", ""))
        place = world[deed.branch].place
        if deed.moved:
            place = type(place)(place.university_id, place.party_id, place.party_path[:-4] + "0777")
        entries.append(Entry(event, MAKER, "matter", number, "事项", place, at=deed.at))
    record_many(entries)
