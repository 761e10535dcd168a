"""Who sees which matters, what the list shows and costs, and what one whole matter tells."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jingwei.foundation.matters import queries
from jingwei.foundation.matters.actions import confirm_deed, note_deed, return_deed
from jingwei.foundation.matters.queries import MATTERS, Whole, guess_for, matters_for, waiting_for, whole
from jingwei.kernel.actions import may
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.listing import take
from tests.support.matters import Story, opened, story_at
from tests.support.world import PEOPLE, World

SEE_IT = "province committee orgoffice faculty dean head branch organizer member teacher student".split()


def test_it_is_seen_from_both_strands_and_above_and_by_nobody_else(world: World) -> None:
    with story_at(world) as story:
        seeing = [who for who in PEOPLE if matters_for(story.actor(who)).exists()]

        assert sorted(seeing) == sorted(SEE_IT)


@pytest.mark.parametrize("account", ["neighbour", "outsider", "auditor"])
def test_what_is_not_seen_is_not_there_nor_any_part_of_it(world: World, account: str) -> None:
    with story_at(world, "implementing") as story:
        assert story.goal is not None
        parts = (
            (queries.matter_for, story.matter),
            (queries.goal_for, story.goal),
            (queries.milestone_for, story.milestones["both"]),
            (queries.task_for, story.tasks["party"]),
        )
        for find, part in parts:
            assert find(story.secretary, part.pk).pk == part.pk
            with pytest.raises(NotFound):
                find(story.actor(account), part.pk)


def listed(story: Story, account: str = "orgoffice", **asked: str) -> list[str]:
    return [row["number"] for row in take(MATTERS, story.actor(account), asked).items]


def test_the_list_costs_two_questions_and_draws_the_loom(world: World) -> None:
    with story_at(world, "closed") as story:
        opened(world)
        for account in ("orgoffice", "branch", "member"):
            with CaptureQueriesContext(connection) as asked:
                rows = take(MATTERS, story.actor(account), {}).items
            assert len(asked) == 2
        assert [row["number"] for row in rows] == ["RH-2026-0002", "RH-2026-0001"]
        assert (rows[1]["milestones"], rows[1]["rows"], rows[1]["state"]) == ("3/3", "bpw", "closed")
        assert (rows[0]["milestones"], rows[0]["rows"]) == ("0/0", "")


def test_the_filters_narrow_it(world: World) -> None:
    with story_at(world, "closed", changed="") as story:
        for asked, found in (
            ({"q": "春耕"}, 1),
            ({"q": "rh-2026-0001"}, 1),
            ({"q": "秋收"}, 0),
            ({"state": "closed"}, 1),
            ({"state": "planning"}, 0),
            ({"type": "general"}, 1),
            ({"function": "research"}, 1),
            ({"function": "teaching"}, 0),
            ({"guarantee": "organisation"}, 1),
            ({"organisation": str(world["faculty_party"].pk)}, 1),
            ({"organisation": str(world["faculty"].pk)}, 1),
            ({"organisation": str(world["other_faculty"].pk)}, 0),
            ({"reading": "label"}, 1),
            ({"reading": "real"}, 0),
            ({"one_sided": "any"}, 0),
        ):
            assert len(listed(story, **asked)) == found, asked
        for wrong in ({"state": "x"}, {"type": "x"}, {"function": "x"}, {"one_sided": "x"}, {"reading": "x"}):
            with pytest.raises(Invalid):
                listed(story, **wrong)
        with pytest.raises(NotFound):
            listed(story, organisation=str(world["foreign_branch"].pk))


def test_two_sides_apart_are_found(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = note_deed(story.matter, actor=story.actor("member"), text="守夜")
        assert listed(story, one_sided="party") == []
        confirm_deed(deed, actor=story.head)

        assert listed(story, one_sided="party") == listed(story, one_sided="any") == ["RH-2026-0001"]
        assert listed(story, one_sided="unit") == []


def test_a_label_is_told_to_owners_and_inspectors_before_the_end_and_to_all_after_it(world: World) -> None:
    with story_at(world, "inspecting", changed="") as story:
        told = {who for who in SEE_IT if whole(story.actor(who), story.fresh()).reading}
        assert told == set(SEE_IT) - {"student"}
    with story_at(world, "closed", changed="") as story:
        assert all(whole(story.actor(who), story.fresh()).reading for who in SEE_IT)
        assert listed(story, "student", reading="label") == [story.matter.number]


def knots(told: Whole) -> list[tuple[str, str]]:
    return [(knot.party, knot.unit) for knot in told.knots]


def test_one_matter_is_told_whole_in_seven_questions(world: World) -> None:
    with story_at(world, "inspecting") as story:
        matter, secretary = story.fresh(), story.secretary
        with CaptureQueriesContext(connection) as asked:
            told = whole(secretary, matter)
            for step in ("agree_plan", "call_inspection", "close", "inspect", "withdraw"):
                may(secretary, f"matters.{step}", matter)
            for milestone in told.milestones:
                may(secretary, "matters.accept_milestone", milestone)

        assert len(asked) == 7
        assert knots(told) == [("done", "done")] * 3 + [("doing", "doing")]
        assert (told.rows, told.sides, told.missing) == ("bpw", ("party",), "检查还没有通过。")
        assert told.next_step == "等两边都不沾的人来检查。"
        assert [point.title for point in told.points if point.side == "both"] == [
            "同谋划",
            "同部署",
            "一号地块试播",
        ]


def test_the_knots_follow_the_stages(world: World) -> None:
    todo, doing, done = ("todo", "todo"), ("doing", "doing"), ("done", "done")
    for state, expected, says in (
        ("planning", [doing, todo, todo, todo], "两侧都还没有同意。"),
        ("deploying", [done, doing, todo, todo], "党建侧还没有分到人的任务。"),
        ("implementing", [done, done, doing, todo], "还有 3 个节点没有认可，下一个是“一号地块试播”。"),
        ("closed", [done, done, done, done], "5月20日 办结。"),
        ("withdrawn", [todo, todo, todo, todo], "5月20日 撤回。"),
    ):
        with story_at(world, state) as story:
            told = whole(story.secretary, story.fresh())
            assert (knots(told), told.next_step) == (expected, says), state


def test_a_sentence_is_guessed_to_the_matter_it_is_most_like(world: World) -> None:
    with story_at(world, "implementing") as story, story_at(world, "implementing") as other:
        type(other.matter).objects.filter(pk=other.matter.pk).update(title="夜灯答疑")

        first = guess_for(story.actor("member"), "晚上八点夜灯答疑，来了 12 人")[0]
        second = guess_for(story.actor("teacher"), "三地块数据都测完了")[0]

        assert (first.matter, first.side) == (other.matter, "party")
        assert second.side == "unit" and second.milestone is not None
        assert second.milestone.title == "三地块数据"
        assert guess_for(story.actor("neighbour"), "夜灯答疑") == []
        assert guess_for(story.actor("orgoffice"), "夜灯答疑") == []
    with story_at(world, "closed") as story:
        assert story.matter not in [guess.matter for guess in guess_for(story.actor("member"), "春耕")]


def waits(story: Story, account: str) -> list[tuple[str, str]]:
    return [(item.verb.partition(".")[2], str(item.due or "")) for item in waiting_for(story.actor(account))]


def test_the_desk_says_what_each_post_does_next(world: World) -> None:
    with story_at(world) as story:
        assert waits(story, "branch") == [("agree_plan", "2026-03-02")]
        assert waits(story, "faculty") == waits(story, "member") == []
    with story_at(world, "implementing", today=date(2026, 4, 10)) as story:
        deed = note_deed(
            story.matter,
            actor=story.actor("member"),
            text="守夜",
            milestone=story.milestones["party"],
        )
        assert ("confirm", "") in waits(story, "head")
        assert ("confirm", "") not in waits(story, "branch")
        returned = return_deed(deed, actor=story.head, reason="守了什么")
        assert ("amend_deed", "") in waits(story, "member")
        type(returned).objects.filter(pk=deed.pk).update(state="confirmed")
        assert ("accept_milestone", "2026-04-30") in waits(story, "branch")
        assert ("finish_task", "2026-04-20") in waits(story, "member")
    with story_at(world, "inspecting") as story:
        assert ("inspect", "2026-06-30") in waits(story, "orgoffice")
        assert ("inspect", "2026-06-30") not in waits(story, "organizer")


def test_the_desk_costs_at_most_five_questions(world: World) -> None:
    with story_at(world, "inspecting") as story:
        for account in ("branch", "head", "member", "orgoffice", "committee"):
            actor = story.actor(account)
            with CaptureQueriesContext(connection) as asked:
                waiting_for(actor)
            assert len(asked) <= 5
