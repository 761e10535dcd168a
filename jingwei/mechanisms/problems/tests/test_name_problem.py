"""`problems.name`: of what one sees or what covers it, in one sentence, with a day ahead."""

from __future__ import annotations

from datetime import date

from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.queries import open_at, problems_for
from jingwei.mechanisms.problems.tests.story import DUE, TEXT, Story, last, sentence
from tests.support.verbs import refused


def test_the_school_names_one_of_a_branch(story: Story) -> None:
    problem = story.named()

    assert (problem.state, problem.organisation, problem.named_at) == (
        "open",
        story.world["branch"],
        story.world["faculty_party"],
    )
    assert sentence(problem) == (
        f"机械工程学院党委（孟青禾）给{story.world['branch'].name}提出一个问题，2026-06-30 前解决：{TEXT}"
    )
    assert last(problem).clauses == "|1.4|"
    assert [whom for _words, whom in story.told("problems.name")] == [{"branch"}]


def test_the_dean_names_one_of_who_covers_the_school(story: Story) -> None:
    problem = story.named("dean", "faculty", "faculty_party", unit=story.world["faculty"])

    assert problem.grant_paths == (
        story.world["faculty_party"].path,
        story.world["faculty"].path,
    )
    assert list(problems_for(story.actor("faculty"))) == [problem]
    assert open_at(story.actor("dean"), story.world["faculty"]) == [problem]


def test_what_is_not_said_rightly(story: Story) -> None:
    with refused(422, "invalid"):
        story.named(text="  ")
    with refused(422, "invalid", says="从哪里来"):
        story.named(source="rumour")
    with refused(422, "invalid", says="早于今天"):
        story.named(due=date(2026, 4, 9))
    with refused(422, "invalid", says="五年"):
        story.named(due=date(2036, 4, 9))
    with refused(422, "invalid", says="覆盖自己单位"):
        story.named("branch", "branch", "other_branch")
    with refused(422, "invalid", says="业务单位"):
        story.named("branch", "branch", "branch", unit=story.world["university"])
    assert Problem.objects.count() == 0


def test_who_may_not(story: Story) -> None:
    for account in ("province", "member", "teacher", "student", "outsider", "sysadmin"):
        with refused(403, "no-grant"):
            story.named(account)
    with refused(403, "no-grant"):
        story.named("neighbour", "branch")


def test_who_sees_it(story: Story) -> None:
    problem = story.named()

    seen = {
        account
        for account in (
            "committee",
            "orgoffice",
            "faculty",
            "organizer",
            "branch",
            "dean",
            "head",
            "neighbour",
            "outsider",
        )
        if problems_for(story.actor(account)).exists()
    }
    assert seen == {"committee", "orgoffice", "faculty", "organizer", "branch"}
    assert story.get("neighbour", f"/problems/{problem.pk}/").status_code == 404


def test_by_page_and_api(story: Story) -> None:
    branch = story.world["branch"]
    typed = {"text": TEXT, "source": "voices", "due": DUE.isoformat()}
    asked = story.get("faculty", "/problems/new/")
    wrong = story.post("faculty", "/problems/new/", **typed, party="")
    done = story.post("faculty", "/problems/new/", **typed, party=f"{branch.name}　{branch.code}")
    by_api = story.api(
        "faculty", "problems", organisation_id=story.world["faculty_party"].pk, party_id=branch.pk, **typed
    )
    not_seen = story.api(
        "branch", "problems", organisation_id=branch.pk, party_id=story.world["other_branch"].pk, **typed
    )

    assert (asked.status_code, wrong.status_code, done.status_code) == (200, 422, 303)
    assert TEXT in wrong.content.decode()
    assert (by_api.status_code, by_api.json()["state"]) == (200, "open")
    assert not_seen.status_code == 404
    assert Problem.objects.count() == 2
    assert story.get("member", "/problems/new/").status_code == 403
