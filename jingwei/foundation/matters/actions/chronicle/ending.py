"""The part of a chronicle that tells 同检查 and the end, and what the platform counts by itself."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from jingwei.adapters import clock
from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.chronicle.base import Collected
from jingwei.foundation.matters.actions.memory import plain
from jingwei.foundation.matters.flow import CLOSED, IMPLEMENTING, INSPECTING, WITHDRAWN
from jingwei.foundation.matters.models import Correction, Deed, Goal, Inspection, Matter, Milestone
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual
from jingwei.kernel.posts import post_kept


def _day(at: datetime) -> date:
    return at.astimezone(clock.ZONE).date()


class Ending(Collected):
    """Inspections, goals judged, corrections, closing, reckoning."""

    def call_inspection(self, matter: Matter, *, actor: Actor, at: datetime) -> Inspection:
        """As `matters.call_inspection`."""
        called: Inspection = self._add(Inspection(matter=matter, called_on=_day(at), called_name=actor.name))
        matter.state, matter.version = INSPECTING, matter.version + 1
        self._remember(events.InspectionCalled(), matter, actor, at)
        return called

    def inspect(
        self, called: Inspection, *, actor: Actor, at: datetime, finding: str, passed: bool = True
    ) -> None:
        """As `matters.inspect`, the inspector seeing what the records say."""
        matter = called.matter
        proposed = rules.reads_as_label(self.deeds.get(matter.pk, ()))
        called.verdict = (Inspection.Verdict.PASSED if passed else Inspection.Verdict.CORRECTIONS).value
        called.finding, called.label_only = finding, proposed is not None
        called.held_on = _day(at)
        called.inspector_id, called.inspector_name = actor.person_id, actor.name
        called.inspector_post = post_kept(actor)
        called.organisation_id = actor.post.organisation_id if actor.post else None
        matter.reading = (Matter.Reading.LABEL if proposed else Matter.Reading.REAL).value
        matter.state, matter.version = INSPECTING if passed else IMPLEMENTING, matter.version + 1
        event = events.MatterInspected(
            finding=finding,
            verdict=called.verdict,
            proposed=str(proposed.message) if proposed else "",
            label_reason="",
        )
        self._remember(event, matter, actor, at, result=matter.reading, clauses=("4.0",))

    def judge(self, goal: Goal, *, actor: Actor, at: datetime, figure: Decimal) -> None:
        """As `matters.judge_goal`, by the figure."""
        goal.current, goal.reached = figure, goal.reached_by(figure)
        event = events.GoalJudged(
            text=goal.text,
            figure=plain(figure),
            target=plain(goal.target),
            unit_word=goal.unit_word,
            reason="",
        )
        result = "reached" if goal.reached else "missed"
        tags = (f"reading:{goal.matter.reading}",)
        self._remember(event, goal.matter, actor, at, part=goal, result=result, tags=tags)

    def raise_correction(
        self, matter: Matter, *, actor: Actor, at: datetime, what: str, clause: str, due: date, owner: str
    ) -> Correction:
        """As `matters.raise_correction`."""
        correction: Correction = self._add(
            Correction(
                matter=matter,
                what=what,
                clause=clause,
                due=due,
                side=owner,
                raised_on=_day(at),
                raised_name=actor.name,
            )
        )
        event = events.CorrectionRaised(what=what, due=str(due))
        self._remember(event, matter, actor, at, part=correction, side=owner, clauses=("2.2", clause))
        return correction

    def close_correction(self, correction: Correction, *, actor: Actor, at: datetime, deed: Deed) -> None:
        """As `matters.close_correction`."""
        correction.state, correction.closed_on, correction.closing_deed = CLOSED, _day(at), deed
        event = events.CorrectionClosed(
            what=correction.what, due=str(correction.due), deed=deed.text, deed_id=deed.pk
        )
        result = punctual(correction.closed_on, correction.due)
        clauses = ("2.2", correction.clause)
        self._remember(
            event,
            correction.matter,
            actor,
            at,
            part=correction,
            side=correction.side,
            result=result,
            clauses=clauses,
        )

    def close(self, matter: Matter, *, actor: Actor, at: datetime) -> None:
        """As `matters.close`."""
        matter.state, matter.ended_on, matter.version = CLOSED, _day(at), matter.version + 1
        self._remember(events.MatterClosed(), matter, actor, at, result=matter.reading)

    def withdraw(self, matter: Matter, *, actor: Actor, at: datetime, reason: str) -> None:
        """As `matters.withdraw`."""
        matter.state, matter.ended_on, matter.version = WITHDRAWN, _day(at), matter.version + 1
        self._remember(events.MatterWithdrawn(reason=reason), matter, actor, at)

    def reckon_milestone(self, milestone: Milestone, *, actor: Actor, at: datetime) -> None:
        """As `matters.reckon_milestone`, which the platform itself writes."""
        milestone.reckoned = True
        event = events.MilestoneReckoned(title=milestone.title, due=str(milestone.due))
        matter, side = milestone.matter, milestone.side
        result, tags = rules.reckoned_as(milestone, self.deeds.get(matter.pk, ()))
        self._remember(event, matter, actor, at, part=milestone, side=side, result=result, tags=tags)

    def reckon_correction(self, correction: Correction, *, actor: Actor, at: datetime) -> None:
        """As `matters.reckon_correction`, which the platform itself writes."""
        correction.reckoned = True
        event = events.CorrectionReckoned(what=correction.what, due=str(correction.due))
        result = punctual(correction.closed_on, correction.due)
        self._remember(
            event,
            correction.matter,
            actor,
            at,
            part=correction,
            side=correction.side,
            result=result,
            clauses=("2.2",),
        )
