"""Any order of any verbs by any posts: nobody is ever seated without nomination, eligibility and a carried vote (3.3c)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links, records_about
from jingwei.foundation.organisations.actions import make_appointment
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.kernel.actor import Actor, Grant
from jingwei.kernel.errors import Refused
from jingwei.mechanisms.committees import actions
from jingwei.mechanisms.committees.flow import COMMITTEE_SEAT
from jingwei.mechanisms.committees.models import CommitteeSeat
from jingwei.mechanisms.committees.tests.story import Story, committee_of, fresh
from tests.support import examples
from tests.support.world import BUILDER, World

ACCOUNTS = ("dean", "faculty", "committee", "branch", "head", "orgoffice", "organizer", "neighbour")
NOMINEES = ("branch", "faculty", "dean", "member")
STEPS: dict[str, Callable[..., Any]] = {
    "find_eligible": lambda seat, actor, n: actions.find_eligible(seat, actor=actor, finding="查了"),
    "find_ineligible": lambda seat, actor, n: actions.find_ineligible(seat, actor=actor, finding="查了"),
    "vote": lambda seat, actor, n: actions.vote_on_nominee(seat, actor=actor, present=n % 10, yes=n % 10),
    "seat": lambda seat, actor, n: actions.seat_nominee(seat, actor=actor),
    "decline": lambda seat, actor, n: actions.decline_seat(seat, actor=actor, reason="不走了"),
    "withdraw": lambda seat, actor, n: actions.withdraw_nomination(seat, actor=actor, reason="不提了"),
    "end": lambda seat, actor, n: actions.end_seat(seat, actor=actor, reason="调走了"),
}
TRY = st.tuples(
    st.sampled_from(["nominate", "nominate", *STEPS, "seat", "seat"]),
    st.sampled_from(["dean", "dean", *ACCOUNTS]),
    st.booleans(),
    st.integers(0, 19),
)


@pytest.mark.slow
@settings(
    max_examples=examples.of(25),
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(script=st.lists(TRY, min_size=15, max_size=40))
def test_nobody_is_seated_without_all_the_steps(world: World, script: list[Any]) -> None:
    undone = transaction.atomic()
    undone.__enter__()
    try:
        with committee_of(world) as story:
            play(story, script)
        assert list(broken_links()) == []
    finally:
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)


def play(story: Story, script: list[Any]) -> None:
    """Try every act, some by posts that a careless pack gave every verb; each leaves one record, or nothing at all."""
    both = _somebody_on_both_sides(story)
    for step, account, careless, number in script:
        actor = both if account == "neighbour" else story.actor(account)
        if careless:
            actor = _holding_everything(actor)
        seats = list(CommitteeSeat.objects.order_by("pk"))
        before, states = Record.objects.count(), {each.pk: each.state for each in seats}
        try:
            with transaction.atomic():
                if step == "nominate":
                    person = story.world.people[NOMINEES[number % len(NOMINEES)]]
                    actions.nominate(fresh(story.committee), actor=actor, person=person, grounds="合适")
                elif seats:
                    STEPS[step](seats[number % len(seats)], actor, number)
            done = 1 if step == "nominate" or seats else 0
        except Refused:
            done = 0
        assert Record.objects.count() - before == done, (step, account)
        for seat in CommitteeSeat.objects.all():
            holds(seat, states.get(seat.pk))


def holds(seat: CommitteeSeat, before: str | None) -> None:
    """What must be true of a seat, whatever led there."""
    if before is None:
        assert seat.state == "nominated"
    elif before != seat.state:
        assert any((each.source, each.target) == (before, seat.state) for each in COMMITTEE_SEAT.steps)
    if seat.state not in ("seated", "ended"):
        return
    records = [each for each in records_about(seat) if each.result or each.verb.endswith("nominate")]
    told = [(each.verb.partition(".")[2], each.result) for each in records]
    assert told[:4] == [
        ("nominate", ""),
        ("find_eligible", "eligible"),
        ("vote", "carried"),
        ("seat", "seated"),
    ]
    others = {seat.found_by_id, seat.vote_by_id, seat.seated_by_id}
    assert seat.nominated_by_id not in others and seat.person_id not in {*others, seat.nominated_by_id}
    assert seat.yes is not None and seat.entitled is not None and seat.yes * 2 > seat.entitled


def _holding_everything(actor: Actor) -> Actor:
    assert actor.post is not None
    verbs = frozenset(("committees.*", "committee_seats.*"))
    return Actor(**{**vars(actor), "grants": (Grant(verbs, ("",)),)})


def _somebody_on_both_sides(story: Story) -> Actor:
    """The secretary of the School, acting as its dean by another post."""
    world = story.world
    make_appointment(world["team"], actor=BUILDER, person=world.people["faculty"], role="unit-head")
    account = world.accounts["faculty"].pk
    found = [actor_in_post(account, post.key) for post in posts_of(account) if post.role == "unit-head"]
    assert found and found[0] is not None
    return found[0]
