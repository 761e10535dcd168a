"""`problems.close`, `return`, `reopen`, `withdraw`, `merge`: never by its owner alone."""

from __future__ import annotations

from datetime import date

from lxml import html

from jingwei.foundation.organisations.models import Organisation
from jingwei.kernel.actions import may
from jingwei.kernel.succession import FOLLOWING
from jingwei.mechanisms.problems import actions
from jingwei.mechanisms.problems.queries import waiting_for
from jingwei.mechanisms.problems.tests.story import CHANGED, DUE, NAMED, TEXT, Story, last, sentence
from tests.support.verbs import refused

WHY = "课表还是分开排的"


def test_who_named_it_accepts(story: Story) -> None:
    problem = story.closed()

    assert (problem.state, problem.ended_on) == ("closed", date(2026, 4, 10))
    assert sentence(problem) == f"孟青禾认可了，“{TEXT}”销号"
    assert "shown:named" in last(problem).tags
    assert [whom for _words, whom in story.told("problems.close")] == [{"branch"}]


def test_its_owner_never_does(story: Story) -> None:
    problem = story.reported()
    with refused(403, "rule", clause="1.4", says="不能自己销号"):
        actions.close_problem(problem, actor=story.actor("branch"))

    own = actions.report_problem(
        story.named("branch", "branch"), actor=story.actor("branch"), text=CHANGED, shown_by=NAMED
    )
    with refused(403, "rule", says="不能自己销号"):
        actions.close_problem(own, actor=story.actor("branch"))
    assert actions.close_problem(own, actor=story.actor("committee")).state == "closed"


def test_who_may_not(story: Story) -> None:
    problem = story.reported()
    for account in ("member", "neighbour", "head", "outsider"):
        with refused(403, "no-grant"):
            actions.close_problem(problem, actor=story.actor(account))
    named = story.named()
    with refused(409, "step-not-open"):
        actions.close_problem(named, actor=story.actor("faculty"))


def test_it_is_returned_and_reported_again(story: Story) -> None:
    problem = actions.return_problem(story.reported(), actor=story.actor("faculty"), reason=WHY)

    assert (problem.state, problem.reason, problem.shown_by) == ("open", WHY, "")
    assert [whom for _words, whom in story.told("problems.return")] == [{"branch"}]
    other = story.reported()
    with refused(422, "invalid"):
        actions.return_problem(other, actor=story.actor("faculty"), reason=" ")
    again = actions.report_problem(problem, actor=story.actor("branch"), text=CHANGED, shown_by=NAMED)
    assert (again.state, again.reason) == ("reported", "")


def test_one_carried_by_a_matter_goes_back_to_it(story: Story) -> None:
    problem = actions.report_problem(
        story.carried(), actor=story.actor("branch"), text=CHANGED, shown_by=NAMED
    )
    back = actions.return_problem(problem, actor=story.actor("faculty"), reason=WHY)

    assert (back.state, back.matter is None) == ("carried", False)


def test_it_is_opened_again(story: Story) -> None:
    problem = actions.reopen_problem(
        story.closed(), actor=story.actor("faculty"), reason=WHY, due=date(2026, 9, 1)
    )

    assert (problem.state, problem.due, problem.ended_on, problem.outcome) == (
        "open",
        date(2026, 9, 1),
        None,
        "",
    )
    other = story.closed()
    with refused(403, "rule"):
        actions.reopen_problem(other, actor=story.actor("branch"), reason=WHY, due=DUE)


def test_who_named_it_takes_it_back(story: Story) -> None:
    named = story.named()
    with refused(403, "rule", says="提出这个问题的组织"):
        actions.withdraw_problem(named, actor=story.actor("branch"), reason=WHY)
    problem = actions.withdraw_problem(named, actor=story.actor("faculty"), reason=WHY)

    assert (problem.state, problem.reason) == ("withdrawn", WHY)
    assert may(story.actor("branch"), "problems.report", problem) is not None


def test_it_goes_into_another(story: Story) -> None:
    one, other = story.named(), story.named()
    elsewhere = story.named("faculty", "faculty_party", "faculty_party")
    with refused(422, "invalid", says="同一个组织"):
        actions.merge_problem(one, actor=story.actor("faculty"), into_id=elsewhere.pk)
    with refused(422, "invalid"):
        actions.merge_problem(one, actor=story.actor("faculty"), into_id=one.pk)
    merged = actions.merge_problem(one, actor=story.actor("faculty"), into_id=other.pk)

    assert (merged.state, merged.into) == ("merged", other)


def test_what_waits(story: Story) -> None:
    reported, named = story.reported(), story.named()

    def seen(account: str) -> list[tuple[int, str, str, bool]]:
        return [(w.subject_id, w.verb, str(w.why), w.answer) for w in waiting_for(story.actor(account))]

    why = f"{story.world['branch'].name}申请销号，等你们认可。"
    assert seen("faculty") == [(reported.pk, "problems.close", why, True)]
    named_by = f"{story.world['faculty_party'].name}提的，还没有开始办。"
    assert seen("branch") == [(named.pk, "problems.report", named_by, False)]
    assert seen("student") == []
    row = html.fromstring(story.get("branch", "/").content).xpath(f"//a[@href='/problems/{named.pk}/']")
    assert row


def test_it_goes_with_its_organisation(story: Story) -> None:
    problem = story.named()
    following = next(each for each in FOLLOWING if str(each.label) == "没有解决的问题")
    other: Organisation = story.world["other_branch"]
    following.follow(story.world["branch"], other, actor=story.actor("orgoffice"))
    problem.refresh_from_db()

    assert problem.organisation == other


def test_by_page_and_api(story: Story) -> None:
    problem, other = story.reported(), story.reported()
    page = story.get("faculty", f"/problems/{problem.pk}/").content.decode()
    done = story.post("faculty", f"/problems/{problem.pk}/close/")
    by_api = story.api("faculty", f"problems/{other.pk}/return", reason=WHY)
    refusal = story.api("branch", f"problems/{story.reported().pk}/close")
    register = story.get("faculty", "/problems/?state=closed").content.decode()

    assert "认可销号" in page
    assert done.status_code == 303
    assert (by_api.status_code, by_api.json()["reason"]) == (200, WHY)
    assert (refusal.status_code, refusal.json()["code"]) == (403, "rule")
    assert TEXT in register
    assert story.get("faculty", "/problems/?format=xlsx").status_code == 200
