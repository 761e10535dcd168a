"""A matter of the small world, walked through the real verbs to the stage a test needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters import actions
from jingwei.foundation.matters.models import Deed, Goal, Matter, Milestone, Task
from jingwei.kernel.actor import Actor
from tests.support.world import World

OPENED, STARTS, DUE = date(2026, 3, 2), date(2026, 3, 2), date(2026, 6, 30)
NOTED, MET, CALLED, HELD = date(2026, 4, 10), date(2026, 4, 12), date(2026, 5, 20), date(2026, 5, 25)
DEVIATION: dict[str, Any] = {
    "what": "补三号地块数据",
    "clause": "4.1b",
    "due": date(2026, 6, 1),
    "owner": "unit",
}
STATES = ("planning", "deploying", "implementing", "inspecting", "closed", "withdrawn")


@dataclass
class Story:
    """A matter with its parts by short names, and who plays in it."""

    world: World
    matter: Matter
    goal: Goal | None = None
    milestones: dict[str, Milestone] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    deeds: dict[str, Deed] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, account: str) -> Actor:
        """The actor of an account, read once a story."""
        return self.actors.get(account) or self._met(account)

    def _met(self, account: str) -> Actor:
        self.actors[account] = self.world.actor(account)
        return self.actors[account]

    @property
    def secretary(self) -> Actor:
        """The branch secretary: carries the Party side."""
        return self.actor("branch")

    @property
    def head(self) -> Actor:
        """The head of the unit: carries the professional side."""
        return self.actor("head")

    @property
    def dean(self) -> Actor:
        """The dean: above the unit, answers for the professional side too."""
        return self.actor("dean")

    @property
    def inspector(self) -> Actor:
        """The organisation officer: owns neither strand."""
        return self.actor("orgoffice")

    def fresh(self) -> Matter:
        """The matter as it is now."""
        self.matter = Matter.objects.get(pk=self.matter.pk)
        return self.matter


@contextmanager
def story_at(
    world: World, state: str = "planning", *, today: date = CALLED, changed: str = "decision"
) -> Iterator[Story]:
    """A matter in `state`, the clock held at `today` for the rest of the block."""
    with clock_at(OPENED):
        story = opened(world)
    with clock_at(today):
        walk(story, state, changed=changed)
        yield story


def opened(
    world: World, *, type: str = "general", clauses: Sequence[str] = ("2.3", "4.1a"), by: Actor | None = None
) -> Story:
    """A matter of the branch and its team, just opened, with nothing planned yet; `by` plays the secretary."""
    secretary = by or world.actor("branch")
    matter = actions.open_matter(
        world["branch"],
        actor=secretary,
        partner=world["team"],
        type=type,
        title="春耕智能农机驻点服务",
        starts=STARTS,
        due=DUE,
        functions=("research", "service"),
        guarantees=("organisation",),
        orientations=("economy",),
        clauses=clauses,
    )
    return Story(world, matter, actors={"branch": secretary})


def walk(story: Story, state: str, *, changed: str = "decision") -> None:
    """Take an opened matter on to `state` by the verbs of both sides."""
    plan(story)
    if state == "withdrawn":
        actions.withdraw_matter(story.fresh(), actor=story.secretary, reason="经费没有落实")
        story.fresh()
        return
    for stage, advance in (
        ("planning", agree_plan),
        ("deploying", deploy),
        ("implementing", lambda s: implement(s, changed=changed)),
        ("inspecting", inspect),
    ):
        if state == stage:
            break
        advance(story)
        story.fresh()
    story.fresh()


def plan(story: Story) -> None:
    """Points, one goal, one milestone of each kind: everything that the plan needs, agreed by nobody yet."""
    secretary, head = story.secretary, story.head
    matter = actions.set_points(
        story.matter,
        actor=secretary,
        combine="党员突击队建在播种监测样机攻关组",
        effort="抓住春播窗口，解决低温下的漏播误报",
        contribute="漏播率降到 3% 以下，两个合作社用上",
    )
    story.goal = actions.add_goal(
        matter,
        actor=head,
        text="漏播率降到 3% 以下",
        measure="漏播率",
        unit_word="%",
        baseline=Decimal("6.2"),
        target=Decimal(3),
    )
    for key, owner, due, weight in (
        ("both", "both", date(2026, 4, 15), 40),
        ("party", "party", date(2026, 4, 30), 30),
        ("unit", "unit", date(2026, 5, 10), 30),
    ):
        titles = {"both": "一号地块试播", "party": "设岗定责公示", "unit": "三地块数据"}
        story.milestones[key] = actions.add_milestone(
            matter, actor=secretary, title=titles[key], due=due, owner=owner, weight=weight
        )


def agree_plan(story: Story) -> None:
    """Both sides agree to the plan."""
    actions.agree_plan(story.matter, actor=story.secretary)
    actions.agree_plan(story.matter, actor=story.head)


def deploy(story: Story) -> None:
    """One task a side, then both agree."""
    world, due = story.world, date(2026, 4, 20)
    story.tasks["party"] = actions.assign_task(
        story.matter, actor=story.secretary, title="组织突击队下田", due=due, person=world.people["member"]
    )
    story.tasks["unit"] = actions.assign_task(
        story.matter, actor=story.head, title="样机标定", due=due, person=world.people["teacher"]
    )
    actions.agree_deployment(story.matter, actor=story.secretary)
    actions.agree_deployment(story.matter, actor=story.head)


def implement(story: Story, *, changed: str = "decision") -> None:
    """Notes of both sides, confirmed; all milestones accepted; the inspection called."""
    member, teacher = story.actor("member"), story.actor("teacher")
    with clock_at(NOTED):
        for key, milestone in story.milestones.items():
            if key != "unit":
                story.deeds[f"party-{key}"] = actions.note_deed(
                    story.matter,
                    actor=member,
                    text="突击队分守五个监测点，当场改了走线方案",
                    milestone=milestone,
                    changed=changed,
                )
            if key != "party":
                story.deeds[f"unit-{key}"] = actions.note_deed(
                    story.matter,
                    actor=teacher,
                    text="台架试验三轮，完成标定",
                    kind="deed",
                    milestone=milestone,
                )
        story.deeds["outcome"] = actions.note_deed(
            story.matter,
            actor=teacher,
            text="低温漏播率降到 2.8%",
            goal=story.goal,
            value=Decimal("2.8"),
            milestone=story.milestones["unit"],
        )
    with clock_at(MET):
        for deed in story.deeds.values():
            answering = story.head if deed.benefits == "unit" else story.secretary
            actions.confirm_deed(deed, actor=answering)
        for milestone in story.milestones.values():
            actions.accept_milestone(milestone, actor=story.secretary)
    actions.call_inspection(story.matter, actor=story.secretary)


def inspect(story: Story) -> None:
    """An outsider inspects, judges the goal, and the matter is closed."""
    assert story.goal is not None
    actions.inspect_matter(story.matter, actor=story.inspector, finding="看了地块和数据", verdict="passed")
    actions.judge_goal(story.goal, actor=story.inspector, figure=Decimal("2.8"))
    actions.close_matter(story.matter, actor=story.secretary)
