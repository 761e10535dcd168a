"""The part of a chronicle that tells 同谋划."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from jingwei.adapters import clock
from jingwei.foundation.matters import events
from jingwei.foundation.matters.actions.chronicle.base import Collected
from jingwei.foundation.matters.actions.memory import plain
from jingwei.foundation.matters.flow import DEPLOYING, IMPLEMENTING, PLANNING
from jingwei.foundation.matters.models import SIDES, Agreement, Goal, Matter, Milestone, barred
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actor import Actor
from jingwei.kernel.posts import post_kept


class Planning(Collected):
    """Opening, points, goals, milestones, agreements."""

    def open(
        self,
        *,
        actor: Actor,
        at: datetime,
        party: Organisation,
        unit: Organisation,
        type: str,
        title: str,
        starts: date,
        due: date,
        functions: tuple[str, ...] = (),
        guarantees: tuple[str, ...] = (),
        orientations: tuple[str, ...] = (),
        clauses: tuple[str, ...] = (),
        side: str = "party",
        is_far: bool = False,
    ) -> Matter:
        """As `matters.open`; whether the unit is another School's is for the teller to know."""
        day = at.astimezone(clock.ZONE).date()
        self.numbers[day.year] = self.numbers.get(day.year, 0) + 1
        matter: Matter = self._add(
            Matter(
                university=self.university,
                number=f"RH-{day.year}-{self.numbers[day.year]:04d}",
                type=type,
                title=title,
                party=party,
                unit=unit,
                opened_on=day,
                starts=starts,
                due=due,
                touched_at=at,
                functions=barred(functions),
                guarantees=barred(guarantees),
                orientations=barred(orientations),
                clauses=barred(clauses),
                is_far=is_far,
            )
        )
        event = events.MatterOpened(
            number=matter.number,
            title=title,
            type=type,
            party=party.name,
            unit=unit.name,
            starts=str(starts),
            due=str(due),
        )
        self._remember(event, matter, actor, at, side=side)
        return matter

    def set_points(
        self, matter: Matter, *, actor: Actor, at: datetime, combine: str, effort: str, contribute: str
    ) -> None:
        """As `matters.set_points`, written once."""
        matter.combine, matter.effort, matter.contribute = combine, effort, contribute
        matter.version += 1
        self._forget(matter, PLANNING)
        event = events.PointsSet(combine=combine, effort=effort, contribute=contribute)
        self._remember(event, matter, actor, at, clauses=("2.3",))

    def add_goal(
        self,
        matter: Matter,
        *,
        actor: Actor,
        at: datetime,
        text: str,
        measure: str,
        unit_word: str,
        target: Decimal,
        baseline: Decimal | None = None,
    ) -> Goal:
        """As `matters.add_goal`."""
        goal: Goal = self._add(
            Goal(
                matter=matter,
                text=text,
                measure=measure,
                unit_word=unit_word,
                baseline=baseline,
                target=target,
                current=baseline,
            )
        )
        self.goals.setdefault(matter.pk, []).append(goal)
        self._forget(matter, PLANNING)
        event = events.GoalAdded(
            text=text, measure=measure, unit_word=unit_word, baseline=plain(baseline), target=plain(target)
        )
        self._remember(event, matter, actor, at, part=goal)
        return goal

    def add_milestone(
        self, matter: Matter, *, actor: Actor, at: datetime, title: str, due: date, owner: str, weight: int
    ) -> Milestone:
        """As `matters.add_milestone`."""
        milestone: Milestone = self._add(
            Milestone(matter=matter, title=title, due=due, side=owner, weight=weight)
        )
        self.milestones.setdefault(matter.pk, []).append(milestone)
        self._forget(matter, PLANNING)
        event = events.MilestoneAdded(title=title, due=str(due), owner=owner, weight=weight)
        self._remember(event, matter, actor, at, part=milestone)
        return milestone

    def agree(self, matter: Matter, *, actor: Actor, at: datetime, side: str) -> None:
        """As `matters.agree_plan` while planning, as `matters.agree_deployment` while deploying."""
        stage = matter.state
        agreed = self.agreed.setdefault((matter.pk, stage), [])
        agreed.append(
            self._add(
                Agreement(
                    matter=matter,
                    stage=stage,
                    side=side,
                    person_id=actor.person_id,
                    name=actor.name,
                    post_key=actor.post.key if actor.post else "",
                    post=post_kept(actor),
                    at=at,
                )
            )
        )
        complete = len(agreed) == len(SIDES)
        if complete and stage == PLANNING:
            matter.state, matter.agreed_on = DEPLOYING, at.astimezone(clock.ZONE).date()
            for goal in self.goals.get(matter.pk, ()):
                goal.is_agreed = True
            for milestone in self.milestones.get(matter.pk, ()):
                milestone.agreed_on = milestone.agreed_on or matter.agreed_on
        elif complete:
            matter.state = IMPLEMENTING
        matter.version += 1
        event = events.PlanAgreed if stage == PLANNING else events.DeploymentAgreed
        self._remember(event(complete=complete), matter, actor, at, side=side)
