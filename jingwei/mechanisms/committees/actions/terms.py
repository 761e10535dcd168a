"""The verbs at the end of a term: told ahead, given up early, over on its day."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.actions import Reason, action
from jingwei.kernel.actor import Actor
from jingwei.kernel.said import said
from jingwei.mechanisms.committees import events
from jingwei.mechanisms.committees.actions.memory import LONGEST_SENTENCE, moved
from jingwei.mechanisms.committees.flow import COMMITTEE_SEAT
from jingwei.mechanisms.committees.models import CommitteeSeat
from jingwei.mechanisms.committees.rules import SOON, on_the_unit_side


def is_over(seat: CommitteeSeat) -> Reason | None:
    """A term ends by itself only once its last day has passed."""
    if seat.until is not None and seat.until < clock.today():
        return None
    return Reason(_l("任期还没有满。"))


def is_told_once(seat: CommitteeSeat) -> Reason | None:
    """The end of a term is told when it is near, and once."""
    if seat.until is None or seat.until > clock.today() + SOON:
        return Reason(_l("离任期满还早。"))
    return Reason(_l("已经提醒过了。")) if seat.foretold_on else None


@action("committee_seats.end", label=_l("提前卸任"), rule=on_the_unit_side, flow=COMMITTEE_SEAT)
def end_seat(seat: CommitteeSeat, *, actor: Actor, reason: str) -> CommitteeSeat:
    """Let somebody give up a seat before the term ends, with one sentence why.

    Today is the last day; of a term that has not begun there is none.
    """
    assert seat.until is not None
    reason, today = said("reason", reason, LONGEST_SENTENCE), clock.today()
    last = min(seat.until, today)
    told = events.SeatEnded(person=seat.person.name, reason=reason, until=last.isoformat())
    return moved(seat, actor, told, result="early", reason=reason, until=last, ended_on=today)


@action(
    "committee_seats.foretell",
    label=_l("提醒任期将满"),
    flow=COMMITTEE_SEAT,
    gate=is_told_once,
    system_only=True,
)
def foretell_end(seat: CommitteeSeat, *, actor: Actor) -> CommitteeSeat:
    """Tell once that a term ends within six months."""
    assert seat.until is not None
    told = events.EndForetold(person=seat.person.name, until=seat.until.isoformat())
    return moved(seat, actor, told, foretold_on=clock.today())


@action("committee_seats.expire", label=_l("任期满"), flow=COMMITTEE_SEAT, gate=is_over, system_only=True)
def expire_seat(seat: CommitteeSeat, *, actor: Actor) -> CommitteeSeat:
    """End a term whose last day has passed."""
    assert seat.until is not None
    told = events.SeatExpired(person=seat.person.name, until=seat.until.isoformat())
    return moved(seat, actor, told, result="full", ended_on=clock.today())
