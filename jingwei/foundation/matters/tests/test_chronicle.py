"""A chronicle leaves the very rows and records that the verbs leave, told at the same moments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import PersonalValues, Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.matters import actions
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.foundation.matters.actions.chronicle.base import ORDER, TOLD
from jingwei.foundation.matters.models import Deed, Matter, Numbering
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import NotAllowed
from tests.support.world import World

START = datetime(2026, 3, 2, 9, 0, tzinfo=clock.ZONE)
DAY = timedelta(days=1)
KEYS = {"id", "matter", "milestone", "task", "goal", "closing_deed"}
CHANGING = {"id", "seq", "subject_id", "part", "hash", "prev_hash", "personal_digest", "request_id"}
POINTS = {"combine": "党员进攻关组", "effort": "先解决漏播", "contribute": "两个合作社用上"}
PLATFORM = system("系统", "matters.*")


class ByVerbs:
    """Tells by the verbs, one by one, with the clock at each moment."""

    def __init__(self, world: World) -> None:
        self.world = world

    def write(self) -> None:
        """Nothing left to write."""

    def _verb(self, verb: Callable[..., Any], subject: Any, at: datetime, **values: Any) -> Any:
        with clock_at(at):
            return verb(type(subject).objects.get(pk=subject.pk), **values)

    def open(self, *, at: datetime, party: Any, unit: Any, side: str = "party", **values: Any) -> Any:
        own, partner = (party, unit) if side == "party" else (unit, party)
        return self._verb(actions.open_matter, own, at, partner=partner, **values)

    def agree(self, matter: Any, *, at: datetime, side: str, actor: Actor) -> None:
        stage = Matter.objects.get(pk=matter.pk).state
        verb = actions.agree_plan if stage == "planning" else actions.agree_deployment
        self._verb(verb, matter, at, actor=actor, side=side)

    def call_inspection(self, matter: Any, *, at: datetime, actor: Actor) -> Any:
        self._verb(actions.call_inspection, matter, at, actor=actor)
        return matter

    def inspect(self, called: Any, *, at: datetime, actor: Actor, finding: str, passed: bool = True) -> None:
        verdict = "passed" if passed else "corrections"
        self._verb(actions.inspect_matter, called, at, actor=actor, finding=finding, verdict=verdict)

    def accept(self, milestone: Any, *, at: datetime, actor: Actor, sides: set[str]) -> None:
        self._verb(actions.accept_milestone, milestone, at, actor=actor)

    def note(self, matter: Any, *, at: datetime, kind: str = "deed", **values: Any) -> Any:
        return self._verb(actions.note_deed, matter, at, kind=kind, **values)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        verb = {
            "set_points": actions.set_points,
            "add_goal": actions.add_goal,
            "add_milestone": actions.add_milestone,
            "assign_task": actions.assign_task,
            "finish_task": actions.finish_task,
            "confirm": actions.confirm_deed,
            "send_back": actions.return_deed,
            "judge": actions.judge_goal,
            "raise_correction": actions.raise_correction,
            "close_correction": actions.close_correction,
            "close": actions.close_matter,
            "withdraw": actions.withdraw_matter,
            "reckon_milestone": actions.reckon_milestone,
            "reckon_correction": actions.reckon_correction,
        }[name]
        return lambda subject, *, at, **values: self._verb(verb, subject, at, **values)


def by_chronicle(world: World) -> Chronicle:
    home = world.universities["home"]
    return Chronicle(home, actor=system("系统", "matters.*", university_id=home.pk))


class Story:
    """The same life for both tellers: every method, every branch."""

    def __init__(self, world: World, tell: Any, *, label: bool) -> None:
        self.world, self.tell, self.label = world, tell, label
        self.at = START

    def later(self, days: float = 0, minutes: int = 10) -> datetime:
        self.at += days * DAY + timedelta(minutes=minutes)
        return self.at

    def day(self, days: int) -> Any:
        return (START + days * DAY).date()

    def planned(self, title: str, *, side: str = "party") -> Any:
        world, tell = self.world, self.tell
        secretary, head = world.actor("branch"), world.actor("head")
        matter = tell.open(
            actor=secretary if side == "party" else head,
            at=self.later(),
            party=world["branch"],
            unit=world["team"],
            type="general",
            title=title,
            starts=self.day(0),
            due=self.day(60),
            functions=("research", "service"),
            guarantees=("organisation",),
            orientations=("economy",),
            clauses=("2.3", "4.1a"),
            side=side,
        )
        tell.set_points(matter, actor=secretary, at=self.later(), **POINTS)
        self.goals = [self.goal(matter, "漏播率", baseline=Decimal("6.2"), target=Decimal(3))]
        self.milestones = [
            tell.add_milestone(
                matter,
                actor=secretary,
                at=self.later(),
                title=title,
                due=self.day(due),
                owner=owner,
                weight=weight,
            )
            for title, due, owner, weight in (
                ("一起立项", 20, "both", 30),
                ("岗位公示", 25, "party", 30),
                ("样机改好", 30, "unit", 40),
            )
        ]
        tell.agree(matter, actor=head, at=self.later(), side="unit")
        self.goals.append(self.goal(matter, "使用率", target=Decimal("80.50")))
        return matter

    def goal(self, matter: Any, text: str, **figures: Decimal) -> Any:
        head = self.world.actor("head")
        return self.tell.add_goal(
            matter, actor=head, at=self.later(), text=text, measure=text, unit_word="%", **figures
        )

    def under_way(self, title: str) -> Any:
        world, tell = self.world, self.tell
        secretary, head = world.actor("branch"), world.actor("head")
        matter = self.planned(title, side="unit")
        tell.agree(matter, actor=secretary, at=self.later(1), side="party")
        tell.agree(matter, actor=head, at=self.later(), side="unit")
        self.watch(matter)
        self.task = tell.assign_task(
            matter,
            actor=head,
            at=self.later(),
            title="标定",
            due=self.day(2),
            side="unit",
            person=world.people["teacher"],
            milestone=self.milestones[2],
        )
        tell.agree(matter, actor=secretary, at=self.later(), side="party")
        self.watch(matter)
        for actor, side in ((head, "unit"), (secretary, "party")):
            tell.agree(matter, actor=actor, at=self.later(), side=side)
        return matter

    def watch(self, matter: Any) -> None:
        self.tell.assign_task(
            matter,
            actor=self.world.actor("branch"),
            at=self.later(),
            title="值守",
            due=self.day(9),
            side="party",
            post="支委",
        )

    def worked(self, title: str) -> Any:
        world, tell = self.world, self.tell
        secretary, head, dean = world.actor("branch"), world.actor("head"), world.actor("dean")
        matter = self.under_way(title)
        if self.label:
            self.watch(matter)
        tell.finish_task(self.task, actor=world.actor("teacher"), at=self.later(3))
        changed = "" if self.label else "decision"
        first, second, third = self.milestones
        for side, noter, answerer, milestone, more in (
            ("party", "branch", head, first, {"changed": changed, "on": self.day(2)}),
            ("unit", "teacher", secretary, first, {"task": self.task}),
            ("party", "member", head, second, {}),
            ("unit", "head", secretary, second, {}),
            (
                "unit",
                "teacher",
                head,
                third,
                {"kind": "outcome", "goal": self.goals[0], "value": Decimal("2.80")},
            ),
        ):
            deed = tell.note(
                matter,
                actor=world.actor(noter),
                at=self.later(),
                text=f"{noter}记了{side}",
                side=side,
                milestone=milestone,
                **more,
            )
            if milestone is first and side == "unit":
                tell.send_back(deed, actor=answerer, at=self.later(), reason="少了数")
                deed = tell.note(
                    matter,
                    actor=world.actor(noter),
                    at=self.later(),
                    text="补一笔",
                    side=side,
                    milestone=first,
                )
            tell.confirm(deed, actor=answerer, at=self.later())
        tell.accept(first, actor=dean, at=self.later(2), sides={"party", "unit"})
        tell.accept(second, actor=secretary, at=self.later(), sides={"party", "unit"})
        tell.reckon_milestone(first, actor=PLATFORM, at=self.later(33))
        tell.accept(third, actor=head, at=self.later(18), sides={"unit"})
        tell.reckon_milestone(third, actor=PLATFORM, at=self.later(2))
        return matter

    def ended(self, title: str) -> None:
        world, tell = self.world, self.tell
        secretary, officer = world.actor("branch"), world.actor("orgoffice")
        matter = self.worked(title)
        called = tell.call_inspection(matter, actor=secretary, at=self.later())
        correction = tell.raise_correction(
            matter,
            actor=officer,
            at=self.later(),
            what="例会停了",
            clause="4.1b",
            due=(self.at + 2 * DAY).date(),
            owner="party",
        )
        tell.inspect(called, actor=officer, at=self.later(), finding="先改例会", passed=False)
        called = tell.call_inspection(matter, actor=secretary, at=self.later())
        deed = tell.note(
            matter,
            actor=secretary,
            at=self.later(),
            text="例会恢复",
            side="party",
            milestone=self.milestones[1],
        )
        tell.confirm(deed, actor=world.actor("head"), at=self.later())
        tell.reckon_correction(correction, actor=PLATFORM, at=self.later(4))
        tell.close_correction(correction, actor=officer, at=self.later(), deed=deed)
        tell.inspect(called, actor=officer, at=self.later(), finding="看过现场")
        for goal, figure in zip(self.goals, (Decimal("2.9"), Decimal(70)), strict=True):
            tell.judge(goal, actor=officer, at=self.later(), figure=figure)
        tell.close(matter, actor=secretary, at=self.later())


def whole_life(world: World, tell: Any) -> None:
    Story(world, tell, label=False).ended("春耕驻点")
    Story(world, tell, label=True).ended("只挂了牌")
    story = Story(world, tell, label=False)
    matter = story.planned("没有办成")
    tell.withdraw(matter, actor=world.actor("branch"), at=story.later(), reason="经费没有落实")


def left_by(
    world: World, teller: Callable[[World], Any], lives: Callable[[World, Any], None] = whole_life
) -> dict[str, Any]:
    """What one telling leaves behind, without ids; it is undone afterwards."""
    before = Record.objects.count()
    with transaction.atomic():
        tell = teller(world)
        lives(world, tell)
        tell.write()
        assert list(broken_links(world.universities["home"].pk)) == [], "the chain holds"
        left = {model.__name__: _rows(model) for model in (*ORDER, Numbering)}
        written = Record.objects.order_by("id").values()[before:]
        left["Record"] = sorted(
            ({k: v for k, v in row.items() if k not in CHANGING} | _part(row) for row in written),
            key=lambda row: (row["at"], row["verb"], row["subject_title"]),
        )
        left["Personal"] = sorted(PersonalValues.objects.values_list("values", flat=True))
        transaction.set_rollback(True)
    return left


def _part(row: dict[str, Any]) -> dict[str, Any]:
    """The part by its kind and the data without the ids in it, for ids differ."""
    data = {k: v for k, v in _loaded(row["data"]).items() if k != "deed_id"}
    return {"part": row["part"].partition(":")[0], "data": data}


def _loaded(text: str) -> dict[str, Any]:
    import json  # noqa: PLC0415

    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _rows(model: type[Model]) -> list[tuple[str, ...]]:
    """All columns of all rows as text, what they point at inside the matter by its words."""
    found = []
    for row in model._default_manager.order_by("pk"):
        fields = [f for f in model._meta.concrete_fields if f.name != "id"]
        found.append(tuple(str(getattr(row, f.name if f.name in KEYS else f.attname)) for f in fields))
    return sorted(found)


def test_a_chronicle_leaves_what_the_verbs_leave(world: World) -> None:
    by_verbs = left_by(world, ByVerbs)
    at_once = left_by(world, by_chronicle)

    assert at_once.keys() == by_verbs.keys()
    for name, rows in by_verbs.items():
        assert at_once[name] == rows, name


def test_every_verb_of_the_chronicle_is_told(world: World) -> None:
    assert {row["verb"] for row in left_by(world, by_chronicle)["Record"]} == set(TOLD)


@pytest.mark.parametrize("actor", [system("系统", "matters.open"), None])
def test_only_the_platform_holding_all_of_its_verbs_writes_a_chronicle(
    world: World, actor: Actor | None
) -> None:
    with pytest.raises(NotAllowed):
        Chronicle(world.universities["home"], actor=actor or world.actor("orgoffice"))


def test_nothing_is_there_before_it_is_written(world: World) -> None:
    chronicle = by_chronicle(world)
    whole_life(world, chronicle)

    assert not Matter.objects.exists()
    assert not Deed.objects.exists()
