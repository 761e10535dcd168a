"""Decides how a matter told by hand comes to the day on which its own story begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.foundation.matters.rules import ANSWER
from jingwei.kernel.actor import Actor
from jingwei.shell.demo.people import Crowd, Someone


@dataclass(frozen=True)
class Plan:
    """What both sides agree on; days are counted from today."""

    title: str
    type: str
    points: tuple[str, str, str]
    goals: Sequence[tuple[str, str, str, str, str]]
    milestones: Sequence[tuple[str, int, str, int]]
    tasks: Sequence[tuple[str, int, str, str]] = ()
    opened: int = -60
    due: int = 48
    functions: tuple[str, ...] = ("research", "service")
    guarantees: tuple[str, ...] = ("organisation",)
    orientations: tuple[str, ...] = ("economy", "people")
    clauses: tuple[str, ...] = ("4.1a", "2.3", "3.10a")


class Script:
    """One matter between two places, and the hands that work on it."""

    def __init__(self, crowd: Crowd, chronicle: Chronicle, platform: Actor, party: str, unit: str) -> None:
        self.crowd, self.chronicle, self.platform = crowd, chronicle, platform
        self.keys = {"party": party, "unit": unit}
        self.posts = {side: crowd.acts_for[key] for side, key in self.keys.items()}

    def at(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """A moment so many days from today, never later than now."""
        moment = datetime.combine(self.day(days), time(hour, minute), clock.ZONE)
        return min(moment, clock.now())

    def day(self, days: int) -> date:
        """The day so many days from today."""
        return self.crowd.today + timedelta(days=days)

    def hand(self, name: str, side: str) -> Actor:
        """Somebody who belongs to a side, by name."""
        role = "member" if side == "party" else "teacher"
        return self.crowd.acting(self.crowd.invited[name], role, self.keys[side])

    def teacher(self, side: str) -> Actor:
        """Somebody who belongs to a side and leads nothing there."""
        key, leader = self.keys[side], self.posts[side].person_id
        someone = next(s for s in self.crowd.by_place[key] if s.id != leader and not s.account)
        return self.crowd.acting(someone, "member" if side == "party" else "teacher", key)

    def planned(self, plan: Plan, *, by: str = "party") -> None:
        """Open and plan, agreed by nobody yet."""
        chronicle, places, start = self.chronicle, self.crowd.campus.organisations, plan.opened
        self.matter = chronicle.open(
            actor=self.posts[by],
            at=self.at(start, 9),
            party=places[self.keys["party"]],
            unit=places[self.keys["unit"]],
            type=plan.type,
            title=plan.title,
            starts=self.day(start + 2),
            due=self.day(plan.due),
            functions=plan.functions,
            guarantees=plan.guarantees,
            orientations=plan.orientations,
            clauses=plan.clauses,
            side=by,
        )
        combine, effort, contribute = plan.points
        chronicle.set_points(
            self.matter,
            actor=self.posts["party"],
            at=self.at(start, 10),
            combine=combine,
            effort=effort,
            contribute=contribute,
        )
        self.goals = [
            chronicle.add_goal(
                self.matter,
                actor=self.posts["unit"],
                at=self.at(start, 11, 5 * n),
                text=text,
                measure=measure,
                unit_word=unit_word,
                baseline=Decimal(baseline),
                target=Decimal(target),
            )
            for n, (text, measure, unit_word, baseline, target) in enumerate(plan.goals)
        ]
        self.milestones: dict[str, Any] = {
            title: chronicle.add_milestone(
                self.matter,
                actor=self.posts[by],
                at=self.at(start, 14, 3 * n),
                title=title,
                due=self.day(due),
                owner=owner,
                weight=weight,
            )
            for n, (title, due, owner, weight) in enumerate(plan.milestones)
        }

    def under_way(self, plan: Plan) -> None:
        """Plan and deploy, agreed by both: the work has begun eight days after the opening."""
        self.planned(plan)
        start = plan.opened
        for side, hour in (("party", 15), ("unit", 16)):
            self.agree(side, start + 3, hour)
        self.tasks: dict[str, Any] = {}
        for n, (title, due, side, whom) in enumerate(plan.tasks):
            someone: Someone | None = self.crowd.invited.get(whom)
            self.tasks[title] = self.chronicle.assign_task(
                self.matter,
                actor=self.posts[side],
                at=self.at(start + 6, 9, 7 * n),
                title=title,
                due=self.day(due),
                side=side,
                person=someone.as_person if someone else None,
                post="" if someone else whom,
            )
        for side, hour in (("unit", 10), ("party", 11)):
            self.agree(side, start + 8, hour)

    def finished(self, task: str, days: int) -> None:
        """The post of the side says that a task is done."""
        done = self.tasks[task]
        self.chronicle.finish_task(done, actor=self.posts[done.side], at=self.at(days, 16))

    def agree(self, side: str, days: int, hour: int) -> None:
        """Let a side agree to what is at hand."""
        self.chronicle.agree(self.matter, actor=self.posts[side], at=self.at(days, hour), side=side)

    def note(self, side: str, days: int, text: str, milestone: str, by: str = "", **more: Any) -> Any:
        """A note of a side, by its post or by somebody who belongs to it."""
        return self.chronicle.note(
            self.matter,
            actor=self.hand(by, side) if by else self.posts[side],
            at=self.at(days, 17, 10),
            text=text,
            side=side,
            milestone=self.milestones[milestone],
            **more,
        )

    def confirmed(self, deed: Any, days: int) -> None:
        """The side that benefits confirms."""
        self.chronicle.confirm(deed, actor=self.posts[deed.benefits], at=self.at(days, 18))

    def returned(self, deed: Any, days: int, reason: str) -> None:
        """The side that benefits asks for more."""
        self.chronicle.send_back(deed, actor=self.posts[deed.benefits], at=self.at(days, 18), reason=reason)

    def accepted(self, milestone: str, days: int, sides: set[str], by: str = "party") -> None:
        """A milestone is met."""
        self.chronicle.accept(
            self.milestones[milestone], actor=self.posts[by], at=self.at(days, 18, 30), sides=sides
        )

    def reckon(self) -> None:
        """Count every milestone whose date passed two weeks ago, as the nights did."""
        for milestone in self.milestones.values():
            night = datetime.combine(milestone.due + ANSWER + timedelta(days=1), time(0, 30), clock.ZONE)
            if night <= clock.now():
                self.chronicle.reckon_milestone(milestone, actor=self.platform, at=night)
