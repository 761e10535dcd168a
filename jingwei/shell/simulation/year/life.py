"""Tells one matter of a year to a chronicle, step by step in order of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.foundation.matters.rules import ANSWER
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actor import Actor
from jingwei.shell.simulation.year.deeds import DAYS, PARTY, SIDES, UNIT, Matter, Note, other

AGREED = 2
"""Days from the beginning of a matter until both sides have agreed to plan and deployment."""
TARGET = Decimal(10)
LAST_YEARS = ("组织学习了有关文件", "开展了主题活动", "按要求推进了工作", "做了动员部署", "取得了较好成效")


@dataclass(frozen=True)
class Hands:
    """Who acts: somebody on either side, somebody who inspects, the platform."""

    sides: dict[str, Actor]
    inspector: Actor
    platform: Actor


@dataclass(frozen=True)
class Calendar:
    """The days of a year from its first."""

    first: date

    def day(self, number: int) -> date:
        """The day itself."""
        return self.first + timedelta(days=number)

    def moment(self, number: int, minutes: int = 0) -> datetime:
        """So many minutes after nine on a day."""
        return datetime.combine(self.day(number), time(9), clock.ZONE) + timedelta(minutes=minutes)


def accepted(told: Matter, step: int) -> tuple[int, set[str]] | None:
    """The day a milestone is accepted, and the sides that proved it; None where its owner's side did not."""
    reached = told.steps[step].reached
    proofs = [
        note
        for note in told.notes
        if note.step == step and note.written and note.confirmed and note.answered is not None
    ]
    sides = {note.side for note in proofs}
    if reached is None or told.steps[step].owner not in sides:
        return None
    return max(reached, *(note.answered for note in proofs if note.answered is not None)), sides


class Life:
    """One matter while it is told."""

    def __init__(
        self,
        chronicle: Chronicle,
        hands: Hands,
        calendar: Calendar,
        told: Matter,
        party: Organisation,
        unit: Organisation,
    ) -> None:
        self.chronicle, self.hands, self.calendar, self.told = chronicle, hands, calendar, told
        self.party, self.unit = party, unit
        self.steps: list[tuple[int, Callable[[datetime], None]]] = []
        self.milestones: list[Any] = []
        self.goals: list[Any] = []
        self.matter: Any = None
        self.called: Any = None

    def tell(self) -> None:
        """Tell all of it that lies within the year, and before it was withdrawn."""
        self._plan()
        end = DAYS - 1 if self.told.withdrawn is None else min(self.told.withdrawn, DAYS - 1)
        ordered = sorted(self.steps, key=lambda step: step[0])
        for number, (day, step) in enumerate(ordered):
            if day <= end:
                step(self.calendar.moment(day, number))
        if self.told.withdrawn == end:
            at = self.calendar.moment(end, len(ordered))
            self.chronicle.withdraw(self.matter, actor=self.hands.sides[PARTY], at=at, reason="条件变了")

    def _then(self, day: int, step: Callable[[datetime], None]) -> None:
        self.steps.append((day, step))

    def _plan(self) -> None:
        told, agreed = self.told, self.told.begins + AGREED
        self._then(told.begins, self._begin)
        self._then(agreed, self._agree)
        for number, step in enumerate(told.steps):
            for task in step.tasks:
                self._plan_task(number, task.due, task.done)
        for note in told.notes:
            if note.written:
                self._plan_note(note)
        for number, step in enumerate(told.steps):
            if (proved := accepted(told, number)) is not None:
                self._then(proved[0], partial(self._accept, number=number, sides=proved[1]))
            self._then(step.due + ANSWER.days + 1, partial(self._reckon, number=number))
        self._plan_end()

    def _begin(self, at: datetime) -> None:
        chronicle, told, actor, day = self.chronicle, self.told, self.hands.sides[PARTY], self.calendar.day
        self.matter = chronicle.open(
            actor=actor,
            at=at,
            party=self.party,
            unit=self.unit,
            type="general",
            title=f"{self.unit.name}的事",
            starts=day(told.begins),
            due=day(told.due),
            functions=told.functions,
            guarantees=("organisation",),
            is_far=told.with_friend,
        )
        for _goal in told.goals:
            goal = chronicle.add_goal(
                self.matter, actor=actor, at=at, text="办成", measure="件数", unit_word="件", target=TARGET
            )
            self.goals.append(goal)
        for number, step in enumerate(told.steps, 1):
            milestone = chronicle.add_milestone(
                self.matter,
                actor=actor,
                at=at,
                title=f"第 {number} 步",
                due=day(step.due),
                owner=step.owner,
                weight=100 // len(told.steps),
            )
            self.milestones.append(milestone)

    def _agree(self, at: datetime) -> None:
        for _stage in ("plan", "deployment"):
            for side in SIDES:
                self.chronicle.agree(self.matter, actor=self.hands.sides[side], at=at, side=side)

    def _plan_task(self, number: int, due: int, done: int | None) -> None:
        owner = self.told.steps[number].owner
        actor = self.hands.sides[owner]
        made: list[Any] = []

        def assign(at: datetime) -> None:
            task = self.chronicle.assign_task(
                self.matter,
                actor=actor,
                at=at,
                title="做",
                due=self.calendar.day(due),
                side=owner,
                post="经办",
                milestone=self.milestones[number],
            )
            made.append(task)

        def finish(at: datetime) -> None:
            self.chronicle.finish_task(made[0], actor=actor, at=at)

        self._then(self.told.begins + AGREED, assign)
        if done is not None:
            self._then(max(done, self.told.begins + AGREED), finish)

    def _plan_note(self, note: Note) -> None:
        chronicle, sides = self.chronicle, self.hands.sides
        made: list[Any] = []

        def tell(at: datetime) -> None:
            deed = chronicle.note(
                self.matter,
                actor=sides[note.side],
                at=at,
                text=LAST_YEARS[note.text % len(LAST_YEARS)] if note.text < 0 else f"第 {note.text} 件",
                side=note.side,
                kind=note.kind,
                on=self.calendar.day(note.on),
                changed=note.changed,
                milestone=self.milestones[note.step] if note.step is not None else None,
            )
            made.append(deed)

        def answer(at: datetime) -> None:
            actor = sides[other(note.side)]
            if note.confirmed:
                chronicle.confirm(made[0], actor=actor, at=at)
            else:
                chronicle.send_back(made[0], actor=actor, at=at, reason="请说明白")

        noted = max(note.noted, self.told.begins + AGREED)
        self._then(noted, tell)
        if note.answered is not None:
            self._then(max(note.answered, noted), answer)

    def _accept(self, at: datetime, *, number: int, sides: set[str]) -> None:
        milestone = self.milestones[number]
        owner = self.told.steps[number].owner
        self.chronicle.accept(milestone, actor=self.hands.sides[other(owner)], at=at, sides=sides)

    def _reckon(self, at: datetime, *, number: int) -> None:
        self.chronicle.reckon_milestone(self.milestones[number], actor=self.hands.platform, at=at)

    def _plan_end(self) -> None:
        told = self.told
        if told.inspected is None:
            return
        self._then(told.inspected, partial(self._inspect, judged=told.correction is None))
        if (correction := told.correction) is not None:
            self._plan_correction(correction.raised, correction.due, correction.closed)
            if correction.closed is not None:
                self._then(correction.closed, partial(self._inspect, judged=True))
        if told.closed is not None:
            self._then(
                told.closed, lambda at: self.chronicle.close(self.matter, actor=self.hands.inspector, at=at)
            )

    def _inspect(self, at: datetime, *, judged: bool) -> None:
        """Inspect, and judge the goals where it is the last time."""
        chronicle, actor = self.chronicle, self.hands.inspector
        called = chronicle.call_inspection(self.matter, actor=actor, at=at)
        chronicle.inspect(called, actor=actor, at=at, finding="看过了", passed=judged)
        for goal, told in zip(self.goals, self.told.goals, strict=True):
            if judged:
                chronicle.judge(goal, actor=actor, at=at, figure=TARGET if told.reached else TARGET / 2)

    def _plan_correction(self, raised: int, due: int, closed: int | None) -> None:
        chronicle, actor = self.chronicle, self.hands.inspector
        made: list[Any] = []

        def raise_it(at: datetime) -> None:
            correction = chronicle.raise_correction(
                self.matter,
                actor=actor,
                at=at,
                what="改过来",
                clause="2.2",
                due=self.calendar.day(due),
                owner=UNIT,
            )
            made.append(correction)

        def close(at: datetime) -> None:
            hands = self.hands.sides
            deed = chronicle.note(self.matter, actor=hands[UNIT], at=at, text="改过来了", side=UNIT)
            chronicle.confirm(deed, actor=hands[PARTY], at=at)
            chronicle.close_correction(made[0], actor=actor, at=at, deed=deed)

        self._then(raised, raise_it)
        if closed is not None:
            self._then(closed, close)
        self._then(due + 1, lambda at: chronicle.reckon_correction(made[0], actor=self.hands.platform, at=at))
