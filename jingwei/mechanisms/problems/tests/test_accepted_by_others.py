"""Who says that a problem is solved: there is always somebody, they are told, and it is never its owner."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jingwei.foundation.ledger.models import Record
from jingwei.kernel.errors import Refused
from jingwei.mechanisms.problems import actions
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.queries import waiting_for
from jingwei.mechanisms.problems.tests.story import CHANGED, DUE, MATTER, NAMED, Story, story_of
from tests.support import examples
from tests.support.verbs import refused
from tests.support.world import World

WHY = "还没有排在一起"
OWNERS, ABOVE = ("branch",), ("faculty", "committee")
VERBS = {"open_matter": actions.open_matter_from_problem} | {
    step: getattr(actions, f"{step}_problem")
    for step in ("report", "close", "return", "reopen", "withdraw", "merge")
}


def test_nobody_names_in_the_name_of_another(story: Story) -> None:
    with refused(403, "rule", clause="1.4", says="自己所在的组织"):
        story.named("faculty", "branch", "faculty_party")
    assert Problem.objects.count() == 0


def test_the_topmost_names_none_of_itself(story: Story) -> None:
    with refused(422, "invalid", says="由别的组织提出"):
        story.named("committee", "committee", "committee")
    with refused(422, "invalid", says="由别的组织提出"):
        story.named("committee", "committee", "committee", unit=story.world["university"])
    story.named("committee", "committee", "faculty_party")
    assert Problem.objects.count() == 1


def test_the_level_above_is_told_of_what_its_owner_named(story: Story) -> None:
    own = actions.report_problem(
        story.named("branch", "branch"), actor=story.actor("branch"), text=CHANGED, shown_by=NAMED
    )

    assert [whom for _words, whom in story.told("problems.report")] == [{"faculty", "organizer"}]
    seen = [(each.subject_id, each.verb) for each in waiting_for(story.actor("faculty"))]
    assert seen == [(own.pk, "problems.close")]
    assert waiting_for(story.actor("branch")) == []
    assert waiting_for(story.actor("committee")) == []
    assert waiting_for(story.actor("neighbour")) == []


def test_two_do_not_go_into_each_other(story: Story) -> None:
    one, other = story.named(), story.named()
    actions.merge_problem(one, actor=story.actor("faculty"), into_id=other.pk)
    with refused(422, "invalid", says="还没解决"):
        actions.merge_problem(other, actor=story.actor("faculty"), into_id=one.pk)


def _tried(story: Story, step: str, account: str, problem: Problem, other: Problem) -> None:
    actor = story.actor(account)
    values: dict[str, Any] = {
        "close": {},
        "open_matter": MATTER | {"partner": story.world["team"]},
        "report": {"text": CHANGED, "shown_by": NAMED},
        "return": {"reason": WHY},
        "reopen": {"reason": WHY, "due": DUE},
        "withdraw": {"reason": WHY},
        "merge": {"into_id": other.pk},
    }
    with suppress(Refused):
        VERBS[step](problem, actor=actor, **values[step])


@settings(max_examples=examples.of(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    by=st.sampled_from(("branch", "faculty")),
    steps=st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from((*OWNERS, *ABOVE))), max_size=8),
)
@example(
    by="branch",
    steps=[("open_matter", "branch"), ("report", "branch"), ("close", "branch"), ("close", "faculty")],
)
@example(by="faculty", steps=[("report", "branch"), ("close", "faculty"), ("reopen", "committee")])
def test_no_order_of_verbs_closes_one_by_its_owner(
    world: World, by: str, steps: list[tuple[str, str]]
) -> None:
    at = {"branch": "branch", "faculty": "faculty_party"}[by]
    with story_of(world) as story:
        problem, other = story.named(by, at), story.named()
        begun = Record.objects.latest("seq").seq
        for step, account in steps:
            _tried(story, step, account, problem, other)
        problem.refresh_from_db()
        closings = Record.objects.filter(verb="problems.close", subject_id=problem.pk, seq__gt=begun)
        closers = set(closings.values_list("actor_name", flat=True))

    assert story.actor("branch").name not in closers
    assert (problem.state == "closed") <= bool(closers)
    assert (problem.ended_on is None) == (problem.state in ("open", "carried", "reported"))
