"""`matters.amend`: title, dates and tags change while planning, the title alone afterwards."""

from __future__ import annotations

from datetime import date

from jingwei.foundation.matters.actions import agree_plan, amend_matter
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_it_keeps_old_and_new_and_forgets_who_agreed(world: World) -> None:
    with story_at(world) as story:
        agree_plan(story.matter, actor=story.secretary)
        amended = amend_matter(
            story.matter, actor=story.head, title="秋收驻点服务", due=date(2026, 7, 31), clauses=("2.3",)
        )

        record = last_record(story)
        assert gist(record) == ("matters.amend", "", "", "")
        assert record.values["old"] == {
            "title": "春耕智能农机驻点服务",
            "due": "2026-06-30",
            "clauses": "|2.3|4.1a|",
        }
        assert record.values["new"]["clauses"] == "|2.3|"
        assert record.clauses == "|2.3|"
        assert amended.clause_ids == ("2.3",)
        assert not amended.agreements.exists()


def test_after_the_plan_the_title_alone(world: World) -> None:
    with story_at(world, "deploying") as story:
        assert amend_matter(story.matter, actor=story.head, title="秋收").title == "秋收"
        with refused(409, "step-not-open", clause="4.1a"):
            amend_matter(story.matter, actor=story.head, due=date(2026, 7, 1))


def test_it_is_refused(world: World) -> None:
    with story_at(world) as story:
        for account in ("member", "organizer", "neighbour"):
            with refused(403, "no-grant"):
                amend_matter(story.matter, actor=story.actor(account), title="别的")
        for wrong in ({"title": ""}, {"due": date(2025, 1, 1)}, {"functions": ("x",)}, {}):
            with refused(422, "invalid"):
                amend_matter(story.matter, actor=story.head, **wrong)
    with story_at(world, "closed") as story, refused(409, "step-not-open"):
        amend_matter(story.matter, actor=story.head, title="别的")


def test_over_the_api_with_the_version_that_was_read(world: World) -> None:
    with story_at(world) as story:
        path, seen = f"matters/{story.matter.pk}/amend", str(story.fresh().version)

        first = post(story, "branch", path, {"title": "秋收"}, **{"If-Match": f'"{seen}"'})
        second = post(story, "head", path, {"title": "冬储"}, **{"If-Match": f'"{seen}"'})

        assert (first.status_code, second.status_code) == (200, 409)
        assert second.json()["code"] == "edited-meanwhile"
        assert story.fresh().title == "秋收"
