"""The steps a nomination has gone, on which side and on which day: for the row of stages and for the braid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from jingwei.mechanisms.committees.flow import (
    CARRIED,
    DEFEATED,
    ELIGIBLE,
    ENDED,
    INELIGIBLE,
    NOMINATED,
    ON_THE_WAY,
    SEATED,
)
from jingwei.mechanisms.committees.models import CommitteeSeat
from jingwei.ui.braid import BraidPoint


@dataclass(frozen=True)
class Stage:
    """One step: `party` and `unit` are done, doing or todo; `day` and `by` tell when and who took it."""

    title: str
    party: str
    unit: str
    day: date | None = None
    by: str = ""
    told: str = ""
    is_current: bool = False
    is_lost: bool = False
    is_off: bool = False
    """Whether the nomination ended before it."""


def stages_of(seat: CommitteeSeat) -> list[Stage]:
    """Nomination, eligibility, the vote, the term: those taken, and the one that is next, or none that is not reached."""
    went_on = seat.state in (*ON_THE_WAY, SEATED, ENDED)
    return [replace(each, is_off=not (went_on or each.day or each.is_lost)) for each in _stages(seat)]


def _stages(seat: CommitteeSeat) -> list[Stage]:
    found = _unit(seat, seat.found_on, NOMINATED)
    voted = _unit(seat, seat.voted_on, ELIGIBLE)
    is_seated = seat.state in (SEATED, ENDED)
    counted = ""
    if seat.voted_on:
        counted = _("应到 {entitled}、实到 {present}，赞成 {yes}、反对 {no}、弃权 {abstained}").format(
            entitled=seat.entitled, present=seat.present, yes=seat.yes, no=seat.no, abstained=seat.abstained
        )
    return [
        Stage(_("提名"), "done", "todo", seat.nominated_on, seat.party.name, seat.grounds),
        Stage(
            _("查资格"),
            "todo",
            found,
            seat.found_on,
            "",
            seat.finding,
            is_current=seat.state == NOMINATED,
            is_lost=seat.state == INELIGIBLE,
        ),
        Stage(
            _("委员会表决"),
            "todo",
            voted,
            seat.voted_on,
            "",
            counted,
            is_current=seat.state == ELIGIBLE,
            is_lost=seat.state == DEFEATED,
        ),
        Stage(
            _("任期"),
            "done" if is_seated else "todo",
            "done" if is_seated else _unit(seat, None, CARRIED),
            seat.since,
            is_current=seat.state == CARRIED,
        ),
    ]


def _unit(seat: CommitteeSeat, day: date | None, at: str) -> str:
    return "done" if day else "doing" if seat.state == at else "todo"


def points_of(seat: CommitteeSeat) -> list[BraidPoint]:
    """The same for the braid, up to the day on which the term begins; none where all was on one day."""
    points = [BraidPoint(seat.nominated_on, _("提名"), "party", done=True)]
    if seat.found_on:
        points.append(BraidPoint(seat.found_on, _("查资格"), "unit", done=True))
    if seat.voted_on:
        points.append(BraidPoint(seat.voted_on, _("委员会表决"), "unit", done=True))
    if seat.since:
        points.append(BraidPoint(seat.since, _("任期开始"), "both", done=True))
    return points if len({each.date for each in points}) > 1 else []
