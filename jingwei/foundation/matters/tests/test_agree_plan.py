"""`matters.agree_plan`: the first gate; a plan passes when both sides have agreed to it as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jingwei.foundation.matters.actions import add_milestone, agree_plan, drop_goal, drop_milestone
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.matters.rules import missing_for
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import Invalid
from tests.support.matters import DUE, Story, opened, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_one_side_keeps_it_and_the_other_lets_it_pass(world: World) -> None:
    with story_at(world) as story:
        first = agree_plan(story.matter, actor=story.secretary)

        assert (first.state, missing_for(first)) == ("planning", "业务侧还没有同意。")
        assert gist(last_record(story)) == ("matters.agree_plan", "", "party", "")
        assert last_record(story).values == {"complete": False}

        second = agree_plan(story.matter, actor=story.head)

        assert second.state == "deploying"
        assert gist(last_record(story)) == ("matters.agree_plan", "", "unit", "")
        assert last_record(story).values == {"complete": True}
        assert [a.post for a in second.agreements.all()] == [
            "智能农机教师党支部 党支部书记",
            "农机装备研究所 系与团队负责人",
        ]


Undo = Callable[[Story], object]


@pytest.mark.parametrize(
    ("undo", "says", "clause"),
    [
        (lambda s: _set(s, contribute=""), "贡献点", "2.3"),
        (lambda s: _set(s, clauses=""), "落实哪一条", "2.2"),
        (lambda s: _set(s, functions=""), "哪项职能", "1.2"),
        (lambda s: _set(s, guarantees=""), "哪种保证", "1.2"),
        (lambda s: drop_goal(s.matter, actor=s.head, goal_id=s.goal.pk), "还没有目标", "4.1b"),
        (lambda s: _drop(s, "party"), "还差 30", "4.1b"),
        (lambda s: _add(s, 5), "多了 5", "4.1b"),
        (lambda s: (_drop(s, "party"), _drop(s, "both")), "党建侧还没有节点", "4.1a"),
        (lambda s: (_drop(s, "unit"), _drop(s, "both")), "业务侧还没有节点", "4.1a"),
    ],
)
def test_the_gate_says_what_is_missing(world: World, undo: Undo, says: str, clause: str) -> None:
    with story_at(world) as story:
        undo(story)

        with refused(409, "gate-shut", clause=clause, says=says):
            agree_plan(story.fresh(), actor=story.secretary)
        assert says in (missing_for(story.matter) or "")
        assert says in str(may(story.secretary, "matters.agree_plan", story.matter))


def _set(story: Story, **columns: str) -> None:
    Matter.objects.filter(pk=story.matter.pk).update(**columns)


def _drop(story: Story, key: str) -> None:
    drop_milestone(story.matter, actor=story.head, milestone_id=story.milestones[key].pk)


def _add(story: Story, weight: int) -> None:
    add_milestone(story.matter, actor=story.head, title="多的", due=DUE, owner="both", weight=weight)


def test_nobody_agrees_twice_nor_for_both_sides_in_one_post(world: World) -> None:
    with story_at(world) as story:
        both = system("系统", "matters.agree_plan", university_id=story.matter.university_id)
        with pytest.raises(Invalid):
            agree_plan(story.matter, actor=both)
        agree_plan(story.matter, actor=both, side="party")

        with refused(403, "rule", clause="4.1a", says="替两侧"):
            agree_plan(story.matter, actor=both, side="unit")
        with refused(403, "rule", clause="4.1a", says="已经同意"):
            agree_plan(story.matter, actor=story.secretary)


def test_one_person_may_agree_for_both_sides_in_two_posts(world: World) -> None:
    """一肩挑 (6.4): the record shows both posts."""
    with story_at(world) as story:
        secretary, head = story.secretary, story.head
        on_one_shoulder = Actor(
            "person",
            secretary.name,
            secretary.university_id,
            secretary.person_id,
            secretary.account_id,
            head.post,
            grants=head.grants,
        )
        agree_plan(story.matter, actor=secretary)
        passed = agree_plan(story.matter, actor=on_one_shoulder)

        assert passed.state == "deploying"
        assert {a.person_id for a in passed.agreements.all()} == {secretary.person_id}
        assert len({a.post for a in passed.agreements.all()}) == 2


def test_it_is_refused(world: World) -> None:
    with story_at(world) as story:
        for account in ("member", "teacher", "organizer", "orgoffice", "neighbour", "outsider"):
            with refused(403, "no-grant"):
                agree_plan(story.matter, actor=story.actor(account))
        with refused(403, "no-grant"):
            agree_plan(story.matter, actor=story.secretary, side="unit")
    with story_at(world, "deploying") as story, refused(409, "step-not-open"):
        agree_plan(story.matter, actor=story.secretary)


def test_over_the_api_the_gate_is_a_409(world: World) -> None:
    empty = Story(world, opened(world).matter)
    with story_at(world) as story:
        shut = post(empty, "branch", f"matters/{empty.matter.pk}/agree-plan")
        passed = post(story, "dean", f"matters/{story.matter.pk}/agree-plan")

        assert (shut.status_code, shut.json()["code"], shut.json()["clause"]) == (409, "gate-shut", "2.3")
        assert passed.status_code == 200
        assert [a["side"] for a in passed.json()["agreements"]] == ["unit"]
