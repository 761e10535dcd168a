"""The verbs of the committee's side: check the facts, write the vote down, begin the term, or go no further."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.committees import events
from jingwei.mechanisms.committees.actions.memory import LONGEST_SENTENCE, moved
from jingwei.mechanisms.committees.flow import CARRIED, COMMITTEE, COMMITTEE_SEAT, DEFEATED, SEATED
from jingwei.mechanisms.committees.models import CommitteeSeat
from jingwei.mechanisms.committees.rules import (
    Count,
    all_musts_hold,
    by_others,
    count_fault,
    facts_of,
    has_room,
    on_the_unit_side,
)

LATEST = 366
"""A term begins within so many days of the vote."""


@action(
    "committee_seats.find_eligible",
    label=_l("符合资格"),
    rule=by_others,
    flow=COMMITTEE_SEAT,
    within=COMMITTEE,
    gate=all_musts_hold,
)
def find_eligible(seat: CommitteeSeat, *, actor: Actor, finding: str) -> CommitteeSeat:
    """Find that the person may be put to the vote, on facts that the platform knows, with one sentence."""
    return _found(seat, actor, finding, events.FoundEligible, result="eligible")


@action(
    "committee_seats.find_ineligible",
    label=_l("不符合资格"),
    rule=by_others,
    flow=COMMITTEE_SEAT,
    within=COMMITTEE,
)
def find_ineligible(seat: CommitteeSeat, *, actor: Actor, finding: str) -> CommitteeSeat:
    """Find that the person may not be put to the vote, with one sentence why."""
    return _found(seat, actor, finding, events.FoundIneligible, result="ineligible")


@action(
    "committee_seats.vote",
    label=_l("记表决结果"),
    rule=by_others,
    flow=COMMITTEE_SEAT,
    within=COMMITTEE,
    gate=all_musts_hold,
)
def vote_on_nominee(
    seat: CommitteeSeat,
    *,
    actor: Actor,
    present: int,
    yes: int,
    no: int = 0,
    abstained: int = 0,
    voted_on: date | None = None,
) -> CommitteeSeat:
    """Write down the committee's own vote; more than half of all its members in favour carries it."""
    count = Count(seat.committee.seats, present, yes, no, abstained)
    _require_sound(count)
    day = voted_on or clock.today()
    if seat.found_on and not seat.found_on <= day <= clock.today():
        raise Invalid.field("voted_on", _("表决在查了资格以后，也不会在今天以后。"))
    told = events.VotedOn(person=seat.person.name, held_on=day.isoformat(), **vars(count))
    to = CARRIED if count.is_carried else DEFEATED
    seat.ended_on = None if count.is_carried else clock.today()
    return moved(seat, actor, told, to=to, result=to, voted_on=day, vote_by_id=actor.person_id, **vars(count))


@action(
    "committee_seats.seat",
    label=_l("定任期入席"),
    rule=by_others,
    flow=COMMITTEE_SEAT,
    within=COMMITTEE,
    gate=all_musts_hold,
)
def seat_nominee(
    seat: CommitteeSeat, *, actor: Actor, since: date | None = None, until: date | None = None
) -> CommitteeSeat:
    """Begin the term of somebody whom the committee has voted for; its end follows from the length of a term."""
    begin = since or clock.today()
    _require_beginning(seat, begin)
    longest = _years_on(begin, seat.committee.years)
    end = until or longest
    _require_term(seat, begin, end, longest)
    told = events.Seated(person=seat.person.name, since=begin.isoformat(), until=end.isoformat())
    return moved(seat, actor, told, result="seated", since=begin, until=end, seated_by_id=actor.person_id)


@action(
    "committee_seats.decline",
    label=_l("终止提名"),
    rule=on_the_unit_side,
    flow=COMMITTEE_SEAT,
    within=COMMITTEE,
)
def decline_seat(seat: CommitteeSeat, *, actor: Actor, reason: str) -> CommitteeSeat:
    """Let a nomination end before the vote or before the term, with one sentence why."""
    reason = said("reason", reason, LONGEST_SENTENCE)
    told = events.SeatDeclined(person=seat.person.name, reason=reason)
    return moved(seat, actor, told, reason=reason, ended_on=clock.today())


def _found(
    seat: CommitteeSeat,
    actor: Actor,
    finding: str,
    event: type[events.FoundEligible | events.FoundIneligible],
    *,
    result: str,
) -> CommitteeSeat:
    finding = said("finding", finding, LONGEST_SENTENCE)
    facts = "|".join(fact.key for fact in facts_of(seat) if fact.holds)
    told = event(person=seat.person.name, finding=finding, facts=facts)
    seat.ended_on = None if result == "eligible" else clock.today()
    return moved(
        seat,
        actor,
        told,
        result=result,
        finding=finding,
        held=f"|{facts}|",
        found_on=clock.today(),
        found_by_id=actor.person_id,
    )


def _require_sound(count: Count) -> None:
    for field, value in vars(count).items():
        if value < 0:
            raise Invalid.field(field, _("不能小于零。"))
    if fault := count_fault(count):
        raise Invalid.field(*fault)


def _require_beginning(seat: CommitteeSeat, begin: date) -> None:
    assert seat.voted_on is not None
    if not seat.voted_on <= begin <= seat.voted_on + LATEST * DAY:
        raise Invalid.field("since", _("任期从表决那天到一年以内开始。"))


def _require_term(seat: CommitteeSeat, begin: date, end: date, longest: date) -> None:
    if end < begin:
        raise Invalid.field("until", _("任期不能在开始以前就到。"))
    if end > longest:
        told = _("任期最长 {years} 年，到 {day}。")
        raise Invalid.field("until", told.format(years=seat.committee.years, day=longest.isoformat()))
    before = seat.committee.taken.filter(state=SEATED, person=seat.person_id, until__gte=begin)
    if before.exists():
        raise Invalid.field("since", _("上一个任期还没有满，从它满了的第二天开始。"))
    if not has_room(seat.committee, begin):
        raise Invalid.field("since", _("那天没有空席。"))


def _years_on(day: date, years: int) -> date:
    """The last day of a term of so many years; one that begins on 29 February ends on the 28th."""
    try:
        return day.replace(year=day.year + years) - DAY
    except ValueError:
        return day.replace(year=day.year + years, day=28)
