"""What follows a bulk write follows it once: thousands of records never become thousands of pieces of work."""

from __future__ import annotations

import pytest

from jingwei.foundation.matters.actions.chronicle.base import TOLD
from jingwei.kernel.reactions import REACTIONS, reactions_to

IN_BULK = (
    *TOLD,
    *("people.register", "people.amend", "memberships.begin", "organisations.found", "organisations.cover"),
    *("appointments.make", "meetings.record", "meetings.strike"),
)


@pytest.mark.parametrize("verb", IN_BULK)
def test_a_verb_that_is_written_in_bulk_is_followed_as_a_whole(verb: str) -> None:
    assert [each.name for each in reactions_to(verb) if each.run_many is None] == []


def test_there_are_such_reactions() -> None:
    assert {"matters.confirm", "matters.assign_task"} <= {each.verb for each in REACTIONS.values()}
