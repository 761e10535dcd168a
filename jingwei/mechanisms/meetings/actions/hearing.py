"""The verbs on an item at a meeting: heard, stepped aside from, voted on, postponed, taken out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items.actions import Settled, hold_occasion
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import Invalid
from jingwei.kernel.events import label_kept
from jingwei.kernel.packs import registry
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import events, rules
from jingwei.mechanisms.meetings.actions.agenda import end_item
from jingwei.mechanisms.meetings.actions.memory import LONGEST_REASON, hearing_moved, item_held
from jingwei.mechanisms.meetings.flow import DECLINED, HEARING, MEETING, PASSED, REFUSED, SETTLED
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Recusal, Seat
from jingwei.mechanisms.meetings.queries.limits import hours_late_at

LONGEST_RESOLUTION = 1000
MOST_VOTES = 10_000


@action(
    "hearings.begin",
    label=_l("开始议"),
    rule=rules.may_be_heard,
    flow=HEARING,
    within=MEETING,
    gate=rules.may_begin,
)
def begin_hearing(hearing: Hearing, *, actor: Actor) -> Hearing:
    """Begin to hear an item: one at a time, with enough there, and studied before where it has to be."""
    item = item_held(hearing, actor)
    is_exception = rules.unstudied(item, hearing.meeting.body) is not None
    event = events.HearingBegun(
        body=_body(hearing), item_id=item.pk, paper=item.paper, is_exception=is_exception
    )
    told: dict[str, Any] = {
        "heard_as": item.title,
        "heard_kind": item.kind_label,
        "paper": item.paper,
        "hours_late": hours_late_at(hearing),
    }
    return hearing_moved(hearing, actor, "begin", event, is_exception=is_exception, **told)


@action("hearings.recuse", label=_l("回避"), flow=HEARING, within=MEETING)
def step_aside(hearing: Hearing, *, actor: Actor, person: Person, reason: str) -> Hearing:
    """Note that somebody steps aside for this item: they leave its count."""
    reason = said("reason", reason, LONGEST_REASON)
    seat = hearing.meeting.seats.filter(person=person, has_vote=True, attends=Seat.Attends.PRESENT).first()
    if seat is None:
        raise Invalid.field("person", _("他没有表决权，或者没有到会，不用回避。"))
    _made, is_new = Recusal.objects.get_or_create(
        hearing=hearing,
        person=person,
        defaults={"reason": reason, "university_id": hearing.university_id},
    )
    if not is_new:
        raise Invalid.field("person", _("已经记了他回避。"))
    event = events.SteppedAside(person=person.name, reason=reason)
    return hearing_moved(hearing, actor, "recuse", event)


@action(
    "hearings.resolve",
    label=_l("表决"),
    rule=rules.may_be_heard,
    flow=HEARING,
    within=MEETING,
    gate=rules.enough_for,
)
def resolve_hearing(
    hearing: Hearing,
    *,
    actor: Actor,
    manner: str,
    yes: int,
    resolution: str,
    no: int = 0,
    abstained: int = 0,
    spoilt: int = 0,
    person: Person | None = None,
    due: date | None = None,
    review_on: date | None = None,
) -> Hearing:
    """Write down a vote as it was counted; whether it carries follows. What is decided goes into somebody's hands, with a day.

    On `review_on` the body looks at it again: it stands on the agenda of the first meeting from that day on.
    """
    item = item_held(hearing, actor)
    count = _counted(hearing, manner, yes=yes, no=no, abstained=abstained, spoilt=spoilt)
    outcome = PASSED if rules.is_carried(count, rules.deciding_of(hearing.meeting)) else REFUSED
    decides = item.bodies[-1] == registry.body(hearing.meeting.body).stands_for
    again = review_on if decides and outcome == PASSED else None
    if again and (fault := rules.may_be_looked_at(hearing.meeting, again)):
        raise Invalid.field("review_on", fault)
    resolution = said("resolution", resolution, LONGEST_RESOLUTION, keeps_lines=True)
    occasion = None
    if decides and outcome == PASSED:
        occasion = _into_hands(hearing, actor, resolution, person, due)
    event = events.HearingResolved(
        body=_body(hearing),
        item_id=item.pk,
        paper=hearing.paper,
        manner=manner,
        seats=count.seats,
        present=count.present,
        yes=yes,
        no=no,
        abstained=abstained,
        spoilt=spoilt,
        outcome=label_kept(HEARING.label(outcome)),
        is_exception=hearing.is_exception,
        review_on=str(again or ""),
    )
    values: dict[str, Any] = {
        "manner": manner,
        "seats": count.seats,
        "present": count.present,
        "by_proxy": count.by_proxy,
        "yes": yes,
        "no": no,
        "abstained": abstained,
        "spoilt": spoilt,
        "resolution": resolution,
        "occasion": occasion,
        "review_on": again,
    }
    hearing_moved(hearing, actor, "resolve", event, to=outcome, **values)
    if decides or outcome == REFUSED:
        _end(item, SETTLED if outcome == PASSED else DECLINED)
    return hearing


def _counted(hearing: Hearing, manner: str, **votes: int) -> rules.Count:
    """The vote beside those who have one here; Invalid where it does not add up."""
    if manner not in Hearing.Manner.values:
        raise Invalid.field("manner", _("请选举手还是票决。"))
    for name, value in votes.items():
        if not 0 <= value <= MOST_VOTES:
            raise Invalid.field(name, _("票数从 0 数起。"))
    count = rules.Count(*rules.count_base(hearing), **votes, by_proxy=rules.votes_by_proxy(hearing))
    if fault := rules.count_fault(count, by_ballot=manner == Hearing.Manner.BALLOT):
        raise Invalid.field("yes", fault)
    return count


def _into_hands(
    hearing: Hearing, actor: Actor, resolution: str, person: Person | None, due: date | None
) -> Any:
    """What was decided as an action item: no resolution without who and until when."""
    if person is None:
        raise Invalid.field("person", _("议决的事要落到人：请选谁来办。"))
    if due is None:
        raise Invalid.field("due", _("议决的事要有日子：什么时候办完？"))
    item = Settled(" ".join(resolution.split())[:80], person.pk, due)
    return hold_occasion(
        hearing.meeting.organisation,
        actor=actor,
        kind="decision",
        topic=hearing.title[:80],
        held_on=hearing.meeting.held_on,
        items=[item],
    )


def _end(item: AgendaItem, outcome: str) -> None:
    end_item(
        item, actor=system(_("系统"), "agenda_items.end", university_id=item.university_id), outcome=outcome
    )


@action("hearings.postpone", label=_l("缓议"), flow=HEARING, within=MEETING)
def postpone_hearing(hearing: Hearing, *, actor: Actor, reason: str) -> Hearing:
    """Leave it for the next meeting, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    event = events.HearingPostponed(item_id=hearing.item_id, reason=reason)
    return hearing_moved(hearing, actor, "postpone", event, reason=reason)


@action("hearings.take_out", label=_l("移出议程"), flow=HEARING, within=MEETING)
def take_out_hearing(hearing: Hearing, *, actor: Actor, reason: str) -> Hearing:
    """Take it off the agenda before the meeting, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    event = events.HearingTakenOut(item_id=hearing.item_id, reason=reason)
    return hearing_moved(hearing, actor, "take_out", event, reason=reason)


@action("hearings.move_up", label=_l("上移"), flow=HEARING, within=MEETING, gate=rules.is_not_first)
def move_up_hearing(hearing: Hearing, *, actor: Actor) -> Hearing:
    """Let it come one place earlier on an agenda that has not gone out."""
    rows = list(rules.listed_at(hearing.meeting))
    at = next(index for index, each in enumerate(rows) if each.pk == hearing.pk)
    rows[at - 1].version += 1
    rows[at - 1 : at + 1] = [hearing, rows[at - 1]]
    for position, each in enumerate(rows, 1):
        each.position = position
    Hearing.objects.bulk_update(rows, ["position", "version"])
    return hearing_moved(
        hearing, actor, "move_up", events.HearingMovedUp(item_id=hearing.item_id, position=at)
    )


def _body(hearing: Hearing) -> str:
    return registry.body(hearing.meeting.body).label.zh
