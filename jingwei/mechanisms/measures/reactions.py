"""After every verb that an indicator counts, the roll-up follows; each night, definitions that changed."""

from __future__ import annotations

from datetime import time
from typing import Any

from jingwei.adapters import queue
from jingwei.kernel.packs import registry
from jingwei.kernel.reactions import when
from jingwei.mechanisms.measures.actions import (
    count_again,
    fall_behind,
    make_all_ready,
    make_ready_again,
    outdated,
    recompute,
)
from jingwei.mechanisms.measures.queries.definitions import definitions
from jingwei.mechanisms.measures.queries.questions import counting, verbs_counted

TREES_CHANGE = (
    "organisations.found_top",
    "organisations.found",
    "organisations.move",
    "organisations.end",
    "organisations.merge",
    "organisations.split",
    "organisations.withdraw",
    "organisations.take_effect",
    "organisations.cover",
    "organisations.uncover",
)
"""After these others stand where figures are counted, though no record counts otherwise."""


def follow_many(records: Any) -> None:
    """After a bulk write, count anew what its verbs count in, in its university."""
    written = set(records.values_list("university_id", "verb").distinct())
    for university_id in {university_id for university_id, _verb in written}:
        indicators = {i.id: i for of, verb in written if of == university_id for i in counting(verb)}
        recompute(indicators.values(), university_id)
        make_ready_again(university_id)


def follow_trees_of_many(records: Any) -> None:
    """After a bulk write, the same once for each university."""
    for university_id in set(records.values_list("university_id", flat=True)):
        fall_behind(university_id)
        make_ready_again(university_id)


@when(*TREES_CHANGE, many=follow_trees_of_many)
def follow_trees(record: Any) -> None:
    """What stands ready of the university was counted in the tree of before."""
    fall_behind(record.university_id)
    make_ready_again(record.university_id)


@when(*verbs_counted(registry.known_indicators()), many=follow_many)
def follow(record: Any) -> None:
    """Count the changed organisation and month again, and make ready what the university's pages open with."""
    count_again(record)
    make_ready_again(record.university_id)


@when("packs.adopt")
def follow_adoption(record: Any) -> None:
    """Count anew what the versions of a pack define differently: from which day which of them counts has changed."""
    recompute(tuple(i for i in registry.known_indicators() if len(definitions(i)) > 1))


@queue.every_day(time(3, 30))
@queue.task()
def follow_definitions() -> None:
    """Count anew what is defined otherwise than it was counted; and make all ready for the day."""
    recompute(outdated())
    make_all_ready()
