"""`problems.give_back`: when its matter is withdrawn, a problem is to be solved otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jingwei.adapters import worker
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.matters.actions import withdraw_matter
from jingwei.foundation.matters.models import Matter
from jingwei.mechanisms.problems import actions
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.reactions import give_many_back
from jingwei.mechanisms.problems.rules import missing_of, proof_of
from jingwei.mechanisms.problems.tests.story import CHANGED, NAMED, TEXT, Story, matter_closed, sentence
from tests.support.verbs import refused

WHY = "两边商量后不办了"


Withdraws = Callable[[Problem], Problem]


@pytest.fixture
def withdraws(story: Story, django_capture_on_commit_callbacks: Any) -> Withdraws:
    """Withdraw the matter of a problem, and let the queue do what comes after."""

    def withdraw(problem: Problem) -> Problem:
        matter: Any = problem.matter
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_matter(matter, actor=story.actor("branch"), reason=WHY)
        worker.drain()
        problem.refresh_from_db()
        return problem

    return withdraw


def test_a_matter_withdrawn_gives_its_problem_back(story: Story, withdraws: Withdraws) -> None:
    problem = withdraws(story.carried())

    assert (problem.state, problem.matter) == ("open", None)
    assert missing_of(problem) == "还没有转成事项；不转的话，申请销号时要写明哪份记录或文件看得出来。"
    assert sentence(problem) == f"事项《{TEXT}》撤回了，问题“{TEXT}”要另外办"
    assert story.told("problems.give_back") == [(f"事项《{TEXT}》撤回了，问题“{TEXT}”要另外办。", {"branch"})]
    give_many_back(Record.objects.filter(verb="matters.withdraw"))
    assert Record.objects.filter(verb="problems.give_back").count() == 1


def test_one_reported_on_another_record_stays_reported(story: Story, withdraws: Withdraws) -> None:
    reported = actions.report_problem(
        story.carried(), actor=story.actor("branch"), text=CHANGED, shown_by=NAMED
    )
    problem = withdraws(reported)

    assert (problem.state, problem.matter, problem.shown_by) == ("reported", None, NAMED)


def test_what_a_withdrawn_matter_showed_is_not_found_solved(story: Story) -> None:
    """Not even before the queue has given it back."""
    problem = story.carried()
    matter: Any = problem.matter
    matter_closed(matter)
    matter.refresh_from_db()
    reported = actions.report_problem(problem, actor=story.actor("branch"), text=CHANGED)
    Matter.objects.filter(pk=matter.pk).update(state="withdrawn")

    with refused(409, "gate-shut", clause="1.4", says="凭据已经没有了"):
        actions.close_problem(reported, actor=story.actor("faculty"))
    page = story.get("faculty", f"/problems/{problem.pk}/").content.decode()
    assert "凭据已经没有了" in page and f"/problems/{problem.pk}/close/" not in page
    given_back = actions.return_problem(
        Problem.objects.get(pk=problem.pk), actor=story.actor("faculty"), reason=WHY
    )
    assert given_back.state == "carried"


def test_a_withdrawn_matter_shows_nothing(story: Story) -> None:
    problem = story.carried()
    matter: Any = problem.matter
    matter_closed(matter)
    matter.refresh_from_db()
    assert proof_of(problem) == "转成的事项检查过、办结了"
    matter.state = "withdrawn"
    assert proof_of(problem) == ""


def test_nobody_gives_one_back_by_hand(story: Story) -> None:
    problem = story.carried()
    for account in ("branch", "faculty", "committee"):
        with refused(403, "no-grant"):
            actions.give_problem_back(problem, actor=story.actor(account))
