"""Whatever becomes of posts meanwhile: a notice reaches those whom it concerns and who may see it, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.matters.queries import matters_for
from jingwei.foundation.organisations.models import Appointment, Membership
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.notices.models import Notice
from tests.support import examples
from tests.support.matters import CALLED, deploy, story_at
from tests.support.world import World

PLAYERS = ("branch", "head", "member", "teacher", "faculty", "dean")


class Undone(Exception):
    """Ends an example; nothing of it stays."""


def sees(world: World, account: str, matter_id: int) -> bool:
    """Whether the matter is in the list of the account in any of its posts."""
    pk = world.accounts[account].pk
    actors = filter(None, (actor_in_post(pk, post.key) for post in posts_of(pk)))
    return any(matters_for(actor).filter(pk=matter_id).exists() for actor in actors)


@pytest.mark.slow
@settings(max_examples=examples.of(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sets(st.sampled_from(PLAYERS)), closed=st.sets(st.sampled_from(PLAYERS)))
def test_only_those_whom_it_concerns_and_who_may_see_it_are_told(
    world: World, gone: set[str], closed: set[str]
) -> None:
    with pytest.raises(Undone), transaction.atomic(), story_at(world, "deploying") as story:
        drain()
        deploy(story)
        for account in gone:
            for model in (Membership, Appointment):
                model.objects.filter(person=world.people[account]).update(until=CALLED - timedelta(days=1))
        for account in closed:
            world.accounts[account].__class__.objects.filter(pk=world.accounts[account].pk).update(
                is_active=False
            )
        expected = set()
        for record in Record.objects.filter(subject_type="matter", subject_id=story.matter.pk):
            for telling in TELLINGS.get(record.verb, ()) if record.at.date() == CALLED else ():
                for account in PLAYERS:
                    person = world.people[account].pk
                    concerned = person in telling.whom(record) and person != record.actor_id
                    if concerned and account not in closed and sees(world, account, story.matter.pk):
                        expected.add((account, record.verb))
        before = set(Notice.objects.values_list("pk", flat=True))
        drain()
        told = Notice.objects.exclude(pk__in=before).select_related("record")
        names = {world.accounts[account].pk: account for account in world.accounts}
        fresh = {"matters.assign_task", "matters.agree_deployment"}

        assert {(names[n.account_id], n.record.verb) for n in told} == {
            (account, verb) for account, verb in expected if verb in fresh and (account, verb) not in STALE
        }
        raise Undone


STALE: set[tuple[str, str]] = {("head", "matters.agree_deployment")}
"""The head agreed second, which settles what the first agreement had told."""
