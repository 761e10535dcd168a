"""Meetings that come in by the bulk door are what the verb would have left, but for the names."""

from __future__ import annotations

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.mechanisms.meetings.actions import Held, record_many_meetings
from jingwei.mechanisms.meetings.models import Meeting
from jingwei.mechanisms.meetings.tests.test_record_meeting import CAME, TODAY, TOPIC, recorded, there
from tests.support.world import World

CHAIN = {"id", "seq", "hash", "prev_hash", "subject_id", "at", "at_us", "request_id"}


def told(pk: int) -> dict[str, object]:
    """What the ledger holds of a meeting, but for its place in the chain."""
    record = Record.objects.get(verb="meetings.record", subject_id=pk)
    values = {name: value for name, value in vars(record).items() if not name.startswith("_")}
    return {name: value for name, value in values.items() if name not in CHAIN}


def test_the_bulk_door_leaves_what_the_verb_leaves(world: World) -> None:
    with clock_at(TODAY):
        one = recorded(world, "assembly", present=there(world, "branch", "member", "head"))
        branch, actor = world["branch"], world.actor("branch")
        held = Held(branch, "assembly", TODAY, TOPIC, CAME, 5, 3, True, actor, clock.now())
        assert record_many_meetings(branch.university_id, [held]) == 1
    two = Meeting.objects.exclude(pk=one.pk).get()

    rows = [{k: v for k, v in vars(m).items() if k not in ("id", "_state")} for m in (one, two)]
    assert rows[0] == rows[1]
    assert told(one.pk) == told(two.pk)
    assert list(broken_links()) == []
