"""`problems.open_matter`, `problems.carry`, `problems.report`: by whose it is, on what shows it."""

from __future__ import annotations

from typing import Any

from jingwei.mechanisms.problems import actions
from jingwei.mechanisms.problems.rules import missing_of, proof_of
from jingwei.mechanisms.problems.tests.story import (
    CHANGED,
    MATTER,
    NAMED,
    TEXT,
    Story,
    matter_closed,
    sentence,
)
from tests.support.verbs import refused


def _matter(problem: Any) -> Any:
    assert problem.matter is not None
    return problem.matter


def test_it_becomes_a_matter_in_one_step(story: Story) -> None:
    problem = story.carried()

    assert (problem.state, _matter(problem).title) == ("carried", TEXT)
    assert sentence(problem) == f"沈砚秋把问题“{TEXT}”转成了事项《{TEXT}》"


def test_a_matter_under_way_carries_it(story: Story) -> None:
    matter = _matter(story.carried())
    other = actions.carry_problem(story.named(), actor=story.actor("branch"), matter_id=matter.pk)

    assert (other.state, other.matter) == ("carried", matter)
    matter_closed(matter)
    named = story.named()
    with refused(422, "invalid"):
        actions.carry_problem(named, actor=story.actor("branch"), matter_id=matter.pk)


def test_only_whose_it_is_works_on_it(story: Story) -> None:
    problem = story.named()

    with refused(403, "rule", clause="1.4", says="负责这个问题的组织"):
        actions.report_problem(problem, actor=story.actor("faculty"), text=CHANGED, shown_by=NAMED)
    for account in ("organizer", "member", "neighbour"):
        with refused(403, "no-grant"):
            actions.report_problem(problem, actor=story.actor(account), text=CHANGED, shown_by=NAMED)


def test_it_is_reported_on_what_shows_it(story: Story) -> None:
    problem = story.named()
    branch = story.actor("branch")
    with refused(422, "invalid", says="哪份记录或文件"):
        actions.report_problem(problem, actor=branch, text=CHANGED)
    done = actions.report_problem(problem, actor=branch, text=CHANGED, shown_by=NAMED)

    assert (done.state, done.shown_by) == ("reported", NAMED)
    assert sentence(done) == f"沈砚秋申请销号“{TEXT}”：{CHANGED}（凭据：{NAMED}）"
    assert [whom for _words, whom in story.told("problems.report")] == [{"faculty", "organizer"}]
    with refused(409, "step-not-open"):
        actions.report_problem(done, actor=branch, text=CHANGED, shown_by=NAMED)


def test_a_matter_shows_it_once_it_is_confirmed_or_closed(story: Story) -> None:
    problem = story.carried()
    assert (proof_of(problem), "还没有对方认可的结果" in missing_of(problem)) == ("", True)
    with refused(422, "invalid", says="对方认可"):
        actions.report_problem(problem, actor=story.actor("branch"), text=CHANGED)

    matter_closed(_matter(problem))
    _matter(problem).refresh_from_db()
    assert missing_of(problem) == ""
    assert actions.report_problem(problem, actor=story.actor("branch"), text=CHANGED).state == "reported"


def test_by_page_and_api(story: Story) -> None:
    problem, other = story.named(), story.named()
    at = f"/problems/{problem.pk}/"
    asked = story.get("branch", f"{at}open-matter/")
    typed = {key: value for key, value in MATTER.items() if key != "orientations"}
    team = story.world["team"]
    done = story.post("branch", f"{at}open-matter/", **typed, partner=f"{team.name}　{team.code}")
    wrong = story.post("branch", f"/problems/{other.pk}/report/", text=CHANGED)
    by_api = story.api("branch", f"problems/{other.pk}/report", text=CHANGED, shown_by=NAMED)

    assert (asked.status_code, TEXT in asked.content.decode(), done.status_code) == (200, True, 303)
    assert (wrong.status_code, CHANGED in wrong.content.decode()) == (422, True)
    assert (by_api.status_code, by_api.json()["state"]) == (200, "reported")
    page = story.get("branch", at).content.decode()
    assert "转成的事项还没有对方认可的结果" in page
    assert story.get("faculty", f"{at}open-matter/").status_code == 403
