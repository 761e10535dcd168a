"""A second notice beside the first, without a line of code: its matter type, role, clauses, obligation and indicator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.matters.reactions import reckon_what_fell_due
from jingwei.foundation.organisations.actions import make_appointment
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.foundation.policy.actions import adopt_pack
from jingwei.foundation.policy.queries import all_followed, followed_by, standings_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotAllowed, NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.library import ROOT
from jingwei.mechanisms.clauses.queries import sheet_for
from jingwei.mechanisms.measures.actions import recompute
from jingwei.mechanisms.measures.queries import Fact, beside_of, degrees_of
from jingwei.mechanisms.measures.queries.spans import Span, month_count
from tests.support.matters import DUE, HELD, OPENED, Story, opened, walk
from tests.support.packs import SECOND_DOCUMENT, at_hand
from tests.support.world import World

LAB = "lab-safety-2026-7"


@pytest.fixture(autouse=True)
def both() -> Iterator[None]:
    """The invented notice lies beside the one that ships."""
    with at_hand(ROOT, SECOND_DOCUMENT):
        yield


def contact(world: World) -> Actor:
    """The member who holds the second notice's role at the branch."""
    with clock_at(OPENED):
        make_appointment(
            world["branch"],
            actor=world.actor("faculty"),
            person=world.people["member"],
            role="lab-safety-contact",
        )
        account = world.accounts["member"].pk
        post = next(p for p in posts_of(account) if p.role == "lab-safety-contact")
        found = actor_in_post(account, post.key)
    assert found is not None
    return found


def adopt(world: World) -> None:
    with clock_at(date(2026, 2, 1)):
        adopt_pack(world.universities["home"], actor=world.actor("committee"), pack=LAB)


def finished(world: World) -> Story:
    """A matter of the second notice, from plan to close."""
    with clock_at(OPENED):
        story = opened(world, type="lab-safety", clauses=("lab-1.1",), by=contact(world))
    with clock_at(HELD):
        walk(story, "closed")
    return story


def test_it_is_offered_only_where_it_is_followed(world: World) -> None:
    before = [each.pack for each in all_followed(world.actor("branch"))]
    with clock_at(OPENED), pytest.raises(Invalid) as refused:
        opened(world, type="lab-safety", clauses=())
    adopt(world)

    with clock_at(OPENED):
        after = [each.pack for each in all_followed(world.actor("branch"))]
        elsewhere = [each.pack for each in all_followed(world.actor("outsider"))]
    assert (before, after, elsewhere) == (
        ["heilongjiang-2022-38"],
        ["heilongjiang-2022-38", LAB],
        ["heilongjiang-2022-38"],
    )
    assert [each.field for each in refused.value.errors] == ["type"]
    with pytest.raises(NotFound):
        followed_by(world.actor("outsider"), pack=LAB)


def test_a_matter_goes_from_plan_to_close_with_its_own_type_and_role(world: World) -> None:
    adopt(world)

    story = finished(world)

    opened_by = Record.objects.get(verb="matters.open", subject_id=story.matter.pk)
    assert story.fresh().state == "closed"
    assert (story.matter.type_label, story.matter.clause_ids) == ("实验室安全整治", ("lab-1.1",))
    assert (opened_by.actor_name, opened_by.clauses) == ("喻清川", "|lab-1.1|")
    assert "安全联络员" in opened_by.post


def test_its_role_may_do_no_more_than_it_says(world: World) -> None:
    adopt(world)
    actor = contact(world)

    assert not actor.holds("matters.inspect", world["branch"].path)
    with pytest.raises(NotAllowed):
        adopt_pack(world.universities["home"], actor=actor, pack=LAB)


def test_its_clauses_and_obligations_stand_beside_those_of_the_first(world: World) -> None:
    adopt(world)
    finished(world)
    officer = world.actor("orgoffice")

    with clock_at(DUE):
        first, second = sheet_for(officer), sheet_for(officer, LAB)
        standing = standings_for(officer, second.followed, DUE)["lab-matter-yearly"]
        page = world.client("orgoffice").get(f"/clauses/?document={LAB}").content.decode()
        one = world.client("orgoffice").get("/clauses/lab-1.1/")
    states = {row.clause.id: row.state for row in second.rows}
    assert states == {"lab-1.1": "gap", "lab-1.2": "untouched"}
    assert (standing.met, [each.name for each in standing.owing]) == (1, ["俄语教师党支部"])
    assert [row.work.closed for row in second.rows] == [1, 0]
    assert "lab-1.1" not in {row.clause.id for row in first.rows}
    assert "北原教安〔2026〕7号" in page
    assert "条款 1.1" in page
    assert one.status_code == 200


def facts_beside(world: World, organisation: str, span: Span) -> dict[str, Fact]:
    return {fact.indicator.id: fact for _, facts in beside_of(world[organisation], span) for fact in facts}


def test_its_indicator_counts_its_matters_alone(world: World) -> None:
    adopt(world)
    finished(world)
    with clock_at(OPENED):
        other = opened(world)
    with clock_at(HELD):
        walk(other, "closed")
    with clock_at(DUE):
        reckon_what_fell_due.call()
        recompute([registry.indicator("hazards-removed-on-time")])
        span = Span(month_count(OPENED), month_count(DUE))
        degrees = {degree.term.id: degree for degree in degrees_of(world["committee"], span)}
        beside = facts_beside(world, "committee", span)
        elsewhere = facts_beside(world, "foreign_committee", span)

    fact = beside["hazards-removed-on-time"]
    assert (fact.indicator.degree, fact.now.counts.numerator, fact.now.counts.denominator) == (
        "strength",
        3,
        3,
    )
    assert degrees["strength"].headline.indicator.id == "set-by-others-kept"
    assert "hazards-removed-on-time" not in elsewhere


def test_the_page_of_a_new_matter_offers_its_type_and_clauses(world: World) -> None:
    adopt(world)

    with clock_at(OPENED):
        page = world.client("branch").get("/matters/new/").content.decode()
        documents = world.client("branch").get("/api/v1/documents").json()["items"]
        asked = world.client("branch").get("/api/v1/obligations", {"clause": "lab-1.1"}).json()["items"]

    assert "实验室安全整治" in page
    assert 'value="lab-1.1"' in page
    assert [(d["id"], d["followed"]) for d in documents][1] == (LAB, 1)
    assert [each["id"] for each in asked] == ["lab-matter-yearly"]


@pytest.mark.usefixtures("db")
def test_a_folder_is_all_that_it_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with at_hand(ROOT, tmp_path):
        call_command("pack", "load", str(SECOND_DOCUMENT / LAB))
        loaded = [each.id for each in registry.packs()]
        call_command("pack", "list")

    assert loaded == ["heilongjiang-2022-38", LAB]
    assert f"{LAB}\t1\tsha256:" in capsys.readouterr().out
