"""The part of a chronicle that tells 同部署 and 同落实."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from jingwei.adapters import clock
from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.chronicle.base import Collected
from jingwei.foundation.matters.actions.memory import deed_tags, plain
from jingwei.foundation.matters.flow import ACCEPTED, CONFIRMED, DEPLOYING, DONE, RETURNED
from jingwei.foundation.matters.models import BOTH, SIDES, Deed, Goal, Matter, Milestone, Task
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual
from jingwei.kernel.posts import post_kept


class Working(Collected):
    """Tasks, notes and their answers, milestones accepted."""

    def assign_task(
        self,
        matter: Matter,
        *,
        actor: Actor,
        at: datetime,
        title: str,
        due: date,
        side: str,
        person: Person | None = None,
        post: str = "",
        milestone: Milestone | None = None,
    ) -> Task:
        """As `matters.assign_task`."""
        task: Task = self._add(
            Task(
                matter=matter,
                milestone=milestone,
                side=side,
                title=title,
                person=person,
                post=post,
                due=due,
            )
        )
        if matter.state == DEPLOYING:
            self._forget(matter, DEPLOYING)
        event = events.TaskAssigned(
            title=title,
            due=str(due),
            post=post,
            person=person.name if person else "",
            person_code=person.code if person else "",
        )
        self._remember(event, matter, actor, at, part=task, side=side)
        return task

    def finish_task(self, task: Task, *, actor: Actor, at: datetime) -> None:
        """As `matters.finish_task`."""
        task.state, task.done_on = DONE, at.astimezone(clock.ZONE).date()
        event = events.TaskFinished(title=task.title, due=str(task.due))
        result = punctual(task.done_on, task.due)
        self._remember(event, task.matter, actor, at, part=task, side=task.side, result=result)

    def note(
        self,
        matter: Matter,
        *,
        actor: Actor,
        at: datetime,
        text: str,
        side: str,
        kind: str = "deed",
        on: date | None = None,
        task: Task | None = None,
        milestone: Milestone | None = None,
        changed: str = "",
        goal: Goal | None = None,
        value: Decimal | None = None,
    ) -> Deed:
        """As `matters.note`, with nothing left to guess."""
        deed: Deed = self._add(
            Deed(
                matter=matter,
                milestone=milestone,
                task=task,
                side=side,
                kind=kind,
                text=text,
                on=on or at.astimezone(clock.ZONE).date(),
                changed=changed,
                goal=goal,
                value=value,
                benefits=rules.benefiting_side(side, kind),
                noted_by_id=actor.person_id,
                noted_name=actor.name,
                noted_post=post_kept(actor),
                noted_at=at,
            )
        )
        self.deeds.setdefault(matter.pk, []).append(deed)
        event = events.DeedNoted(
            text=text,
            on=str(deed.on),
            milestone=milestone.title if milestone else "",
            goal=goal.text if goal else "",
            value=plain(value),
        )
        self._remember(event, matter, actor, at, part=deed, side=side, tags=deed_tags(deed))
        return deed

    def confirm(self, deed: Deed, *, actor: Actor, at: datetime) -> None:
        """As `matters.confirm`."""
        self._answer(deed, actor, at, CONFIRMED)
        if deed.goal and deed.value is not None:
            deed.goal.current = deed.value
        event = events.DeedConfirmed(
            text=deed.text,
            on=str(deed.on),
            remark="",
            goal=deed.goal.text if deed.goal else "",
            value=plain(deed.value),
        )
        self._remember(
            event, deed.matter, actor, at, part=deed, side=deed.side, result="confirmed", tags=deed_tags(deed)
        )

    def send_back(self, deed: Deed, *, actor: Actor, at: datetime, reason: str) -> None:
        """As `matters.return`."""
        self._answer(deed, actor, at, RETURNED)
        deed.answer_reason = reason
        event = events.DeedReturned(text=deed.text, reason=reason)
        self._remember(
            event, deed.matter, actor, at, part=deed, side=deed.side, result="returned", tags=deed_tags(deed)
        )

    @staticmethod
    def _answer(deed: Deed, actor: Actor, at: datetime, state: str) -> None:
        deed.state, deed.version = state, deed.version + 1
        deed.answered_by_id, deed.answered_name = actor.person_id, actor.name
        deed.answered_post, deed.answered_at = post_kept(actor), at

    def accept(self, milestone: Milestone, *, actor: Actor, at: datetime, sides: set[str]) -> None:
        """As `matters.accept_milestone`; `sides` are those whose confirmed notes are bound to it."""
        milestone.state, milestone.accepted_on = ACCEPTED, at.astimezone(clock.ZONE).date()
        milestone.proved = BOTH if sides == set(SIDES) else milestone.side
        event = events.MilestoneAccepted(
            title=milestone.title, due=str(milestone.due), weight=milestone.weight
        )
        result = punctual(milestone.accepted_on, milestone.due)
        self._remember(
            event, milestone.matter, actor, at, part=milestone, side=milestone.proved, result=result
        )
