"""Any order of any verbs by any actors: no gate is skipped, no record lost or doubled, the chain holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.matters import actions
from jingwei.foundation.matters.flow import MATTER
from jingwei.foundation.matters.models import Inspection, Matter
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import Refused
from tests.support import examples
from tests.support.matters import CALLED, DUE, OPENED, STATES, Story, opened, walk
from tests.support.world import World

ACTORS = ("branch", "head", "dean", "faculty", "committee", "orgoffice", "member", "teacher", "neighbour")
Act = Callable[[Story, Actor, int], Any]
Try = tuple[bool, int, str, int]


class NothingThere(Refused):
    """The story has no such part yet: nothing can be tried on it."""


def part(story: Story, kind: str, pick: int) -> Any:
    """One of the parts of the matter, by a number."""
    rows = list(getattr(story.matter, kind).order_by("pk"))
    if not rows:
        raise NothingThere("nothing", "nothing")
    return rows[pick % len(rows)]


def note(story: Story, actor: Actor, pick: int) -> Any:
    more: dict[str, Any] = {"kind": "outcome"} if pick % 3 == 0 else {}
    if pick % 4 == 0:
        more["milestone"] = part(story, "milestones", pick)
    if pick % 5 == 0:
        more["changed"] = "decision"
    return actions.note_deed(story.matter, actor=actor, text=f"第 {pick} 笔", **more)


ACTS: dict[str, Act] = {
    "set_points": lambda s, a, n: actions.set_points(
        s.matter, actor=a, combine=f"一{n}", effort=f"二{n}", contribute=f"三{n}"
    ),
    "amend": lambda s, a, n: actions.amend_matter(s.matter, actor=a, title=f"事项 {n}"),
    "add_goal": lambda s, a, n: actions.add_goal(
        s.matter, actor=a, text=f"目标 {n}", measure="面积", unit_word="亩", target=Decimal(n)
    ),
    "drop_goal": lambda s, a, n: actions.drop_goal(s.matter, actor=a, goal_id=part(s, "goals", n).pk),
    "add_milestone": lambda s, a, n: actions.add_milestone(
        s.matter,
        actor=a,
        title=f"节点 {n}",
        due=DUE,
        owner=("party", "unit", "both")[n % 3],
        weight=n % 100 + 1,
    ),
    "drop_milestone": lambda s, a, n: actions.drop_milestone(
        s.matter, actor=a, milestone_id=part(s, "milestones", n).pk
    ),
    "agree_plan": lambda s, a, n: actions.agree_plan(s.matter, actor=a),
    "agree_deployment": lambda s, a, n: actions.agree_deployment(s.matter, actor=a),
    "reopen_plan": lambda s, a, n: actions.reopen_plan(s.matter, actor=a, reason="再想想"),
    "assign_task": lambda s, a, n: actions.assign_task(
        s.matter, actor=a, title=f"活 {n}", due=DUE, post="组长"
    ),
    "return_task": lambda s, a, n: actions.return_task(part(s, "tasks", n), actor=a, reason="不在这里"),
    "hand_task": lambda s, a, n: actions.hand_task(
        part(s, "tasks", n), actor=a, person=s.world.people[("member", "teacher")[n % 2]]
    ),
    "finish_task": lambda s, a, n: actions.finish_task(part(s, "tasks", n), actor=a),
    "note": note,
    "amend_deed": lambda s, a, n: actions.amend_deed(part(s, "deeds", n), actor=a, text=f"改 {n}"),
    "withdraw_deed": lambda s, a, n: actions.withdraw_deed(part(s, "deeds", n), actor=a),
    "confirm": lambda s, a, n: actions.confirm_deed(part(s, "deeds", n), actor=a),
    "return": lambda s, a, n: actions.return_deed(part(s, "deeds", n), actor=a, reason="请补"),
    "accept_milestone": lambda s, a, n: actions.accept_milestone(part(s, "milestones", n), actor=a),
    "call_inspection": lambda s, a, n: actions.call_inspection(s.matter, actor=a),
    "inspect": lambda s, a, n: actions.inspect_matter(
        s.matter, actor=a, finding="看了", verdict=("passed", "corrections")[n % 2]
    ),
    "judge_goal": lambda s, a, n: actions.judge_goal(part(s, "goals", n), actor=a, figure=Decimal(n)),
    "raise_correction": lambda s, a, n: actions.raise_correction(
        s.matter, actor=a, what=f"偏差 {n}", clause="2.2", due=DUE, owner=("party", "unit")[n % 2]
    ),
    "close_correction": lambda s, a, n: actions.close_correction(
        part(s, "corrections", n), actor=a, deed=part(s, "deeds", n)
    ),
    "close": lambda s, a, n: actions.close_matter(s.matter, actor=a),
    "withdraw": lambda s, a, n: actions.withdraw_matter(s.matter, actor=a, reason="不办了"),
    "reckon_milestone": lambda s, a, n: actions.reckon_milestone(
        part(s, "milestones", n), actor=system("系统", "matters.reckon_milestone")
    ),
}
AT_HAND = ("branch", "head", "orgoffice", "member", "teacher", "dean")
PLAIN = st.tuples(st.just(False), st.integers(0, 99), st.sampled_from(AT_HAND), st.integers(1, 120))
WILD = st.tuples(st.just(True), st.integers(0, 99), st.sampled_from(ACTORS), st.integers(1, 120))
SCRIPT = st.lists(st.one_of(PLAIN, PLAIN, WILD), min_size=12, max_size=25)
"""Two acts in three are such as the stage allows; the third is anything by anybody."""


@pytest.mark.slow
@settings(
    max_examples=examples.of(20),
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(start=st.sampled_from(STATES), script=SCRIPT)
def test_no_order_of_verbs_breaks_anything(world: World, start: str, script: list[Try]) -> None:
    undone = transaction.atomic()
    undone.__enter__()
    try:
        with clock_at(OPENED):
            story = opened(world)
        with clock_at(CALLED):
            walk(story, start)
            play(story, script)
        assert list(broken_links()) == []
    finally:
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)


def play(story: Story, script: list[Try]) -> None:
    """Try every act in turn; each either does one thing and leaves one record, or does nothing and leaves none."""
    for wild, pick, account, number in script:
        before, state = Record.objects.count(), story.fresh().state
        fitting = [step for step in MATTER.open_steps(state) if step != "withdraw"]
        names = sorted(ACTS) if wild or not fitting else fitting
        name = names[pick % len(names)]
        with clock_at(date(2026, 7, 1) if name == "reckon_milestone" else CALLED):
            try:
                with transaction.atomic():
                    ACTS[name](story, story.actor(account), number)
                done = 1
            except Refused:
                done = 0
        after = story.fresh()
        assert Record.objects.count() - before == done, (name, account)
        assert done or after.state == state
        holds(after, state)


def holds(matter: Matter, before: str) -> None:
    """What must be true in every state, whatever led there."""
    if matter.state != before:
        assert any((s.source, s.target) == (before, matter.state) for s in MATTER.steps)
    agreed = sorted((a.stage, a.side) for a in matter.agreements.all())
    plan = [("planning", "party"), ("planning", "unit")]
    if matter.state in ("deploying", "implementing", "inspecting", "closed"):
        assert set(plan) <= set(agreed)
        assert sum(m.weight for m in matter.milestones.all()) == 100
        assert matter.goals.exists() and matter.combine and matter.clauses
    if matter.state in ("implementing", "inspecting", "closed"):
        assert len(agreed) == 4
        assert {task.side for task in matter.tasks.all()} == {"party", "unit"}
    if matter.state in ("inspecting", "closed"):
        assert not matter.milestones.exclude(state="accepted").exists()
        assert matter.deeds.filter(side="unit", kind="outcome", state="confirmed").exists()
    if matter.state == "closed":
        last = matter.inspections.last()
        assert last is not None and last.verdict == Inspection.Verdict.PASSED
        assert last.organisation_id not in (matter.party_id, matter.unit_id)
        assert not matter.goals.filter(reached=None).exists()
        assert not matter.corrections.filter(state="open").exists()
    for deed in matter.deeds.filter(state="confirmed"):
        assert deed.answered_by_id != deed.noted_by_id
