"""After every verb that an indicator counts, the roll-up follows; each night, definitions that changed."""

from __future__ import annotations

from datetime import time
from typing import Any

from jingwei.adapters import queue
from jingwei.kernel.packs import registry
from jingwei.kernel.reactions import when
from jingwei.mechanisms.measures.actions import count_again, outdated, recompute
from jingwei.mechanisms.measures.queries.definitions import definitions
from jingwei.mechanisms.measures.queries.questions import counting, verbs_counted


def follow_many(records: Any) -> None:
    """After a bulk write, count anew what its verbs count in, in its university."""
    written = set(records.values_list("university_id", "verb").distinct())
    for university_id in {university_id for university_id, _verb in written}:
        indicators = {i.id: i for of, verb in written if of == university_id for i in counting(verb)}
        recompute(indicators.values(), university_id)


@when(*verbs_counted(registry.known_indicators()), many=follow_many)
def follow(record: Any) -> None:
    """Count the changed organisation and month again."""
    count_again(record)


@when("packs.adopt")
def follow_adoption(record: Any) -> None:
    """Count anew what the versions of a pack define differently: from which day which of them counts has changed."""
    recompute(tuple(i for i in registry.known_indicators() if len(definitions(i)) > 1))


@queue.every_day(time(3, 30))
@queue.task()
def follow_definitions() -> None:
    """Count anew what is defined otherwise than it was counted."""
    recompute(outdated())
