"""Whose step is next among the nominations of the post in use; asked when the line on the desk is looked at, not before."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Text
from jingwei.mechanisms.committees.flow import CARRIED, ELIGIBLE, NOMINATED, ON_THE_WAY, SEATED
from jingwei.mechanisms.committees.models import CommitteeSeat
from jingwei.mechanisms.committees.queries.seeing import NOMINATE, seats_for
from jingwei.mechanisms.committees.rules import SOON
from jingwei.ui.days import day

FIND = "committee_seats.find_eligible"
MOST = 12


@dataclass(frozen=True)
class Line:
    """A seat with what is next, and whether the reader has to do it."""

    seat: CommitteeSeat
    why: str
    act: Text = ""


def lines_for(actor: Actor) -> list[Line]:
    """What the post in use has to do about seats, then what it waits for, then the terms that end soon; one question."""
    post = actor.post
    if post is None or post.organisation_id is None:
        return []
    finds, nominates = actor.holds(FIND, post.path), actor.holds(NOMINATE, post.path)
    if not (finds or nominates):
        return []
    side = under("committee__organisation__path" if finds else "party__path", [post.path])
    rows = seats_for(actor).filter(side)
    soon = rows.filter(state=SEATED, until__lte=clock.today() + SOON)
    found = list((rows.filter(state__in=ON_THE_WAY) | soon).order_by("pk")[:MOST])
    lines = [_told(each, actor, does=finds) for each in found]
    return sorted(lines, key=lambda line: (not line.act, line.seat.state == SEATED, line.seat.pk))


def _told(seat: CommitteeSeat, actor: Actor, *, does: bool) -> Line:
    if seat.state == SEATED:
        assert seat.until is not None
        return Line(seat, _("任期到 {day}").format(day=day(seat.until)))
    why, act = {
        NOMINATED: (_("提名了，等查资格"), _("去查资格")),
        ELIGIBLE: (_("符合资格，等委员会表决"), _("去记表决")),
        CARRIED: (_("表决通过，等定任期"), _("去定任期")),
    }[seat.state]
    is_other = actor.person_id not in (seat.nominated_by_id, seat.person_id)
    return Line(seat, why, act if does and is_other else "")
