"""The verbs of the Party side: nominate for a seat, take the nomination back."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.committees import events
from jingwei.mechanisms.committees.actions.memory import LONGEST_SENTENCE, moved
from jingwei.mechanisms.committees.flow import COMMITTEE, COMMITTEE_SEAT, ON_THE_WAY
from jingwei.mechanisms.committees.models import Committee, CommitteeSeat
from jingwei.mechanisms.committees.queries.seeing import post_to_nominate
from jingwei.mechanisms.committees.rules import CLAUSE, by_who_nominated, is_seated_long, on_the_party_side


@action("committee_seats.nominate", label=_l("提名委员"), rule=on_the_party_side, flow=COMMITTEE)
def nominate(committee: Committee, *, actor: Actor, person: Person, grounds: str) -> CommitteeSeat:
    """Nominate a secretary of the Party organisation that covers the unit, with one sentence why."""
    assert actor.post and actor.post.organisation_id and actor.person_id
    post = post_to_nominate(committee, actor, person)
    if post is None:
        raise Invalid.field("person", _("只能提名这里或者下面党组织的现任书记、副书记。"))
    if committee.taken.filter(person=person, state__in=ON_THE_WAY).exists():
        raise Invalid.field("person", _("已经提名了，还没有走完。"))
    if is_seated_long(committee, person.pk):
        raise Invalid.field("person", _("已经是这个委员会的委员。"))
    seat = CommitteeSeat.objects.create(
        university=committee.university,
        committee=committee,
        person=person,
        role=post.role,
        post_at=post.organisation,
        party_id=actor.post.organisation_id,
        grounds=said("grounds", grounds, LONGEST_SENTENCE),
        nominated_on=clock.today(),
        nominated_by_id=actor.person_id,
    )
    told = events.Nominated(
        person=person.name, grounds=seat.grounds, party=seat.party.name, post=seat.post_label
    )
    record(told, actor=actor, subject=seat, tags=(f"kind:{committee.kind}",), clauses=(CLAUSE,))
    return seat


@action(
    "committee_seats.withdraw",
    label=_l("撤回提名"),
    rule=by_who_nominated,
    flow=COMMITTEE_SEAT,
    within=COMMITTEE,
)
def withdraw_nomination(seat: CommitteeSeat, *, actor: Actor, reason: str) -> CommitteeSeat:
    """Take a nomination back before its term begins, with one sentence why."""
    reason = said("reason", reason, LONGEST_SENTENCE)
    told = events.NominationWithdrawn(person=seat.person.name, reason=reason, party=seat.party.name)
    return moved(seat, actor, told, reason=reason, ended_on=clock.today())
