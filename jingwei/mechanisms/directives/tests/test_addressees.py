"""`directives.add`, `directives.leave_out`, `directives.unname`: whom a directive reaches, by kind, coverage and hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.organisations.actions import cover_unit, uncover_unit
from jingwei.foundation.organisations.models import Coverage
from jingwei.mechanisms.directives.actions import (
    add_addressee,
    issue_directive,
    leave_out_addressee,
    unname_addressee,
)
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.queries import addressees_of, reach_of, to_name
from jingwei.mechanisms.directives.tests.story import KINDS, NOON, PAPER, Story, drafted
from tests.support import examples
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

BEFORE = NOON.date() - timedelta(days=1)
VERBS: dict[str, Callable[..., Any]] = {
    "add": add_addressee,
    "leave-out": leave_out_addressee,
    "unname": unname_addressee,
}


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    """A draft."""
    with clock_at(NOON):
        yield drafted(world)


def reached(story: Story) -> dict[str, str | None]:
    """Whom it reaches, with the next one addressed above, by the names of the small world."""
    names = {each.pk: key for key, each in story.world.organisations.items()}
    found = addressees_of(story.actor("committee"), story.directive)
    return {
        names[each.organisation.pk]: None if each.above is None else names[found[each.above].organisation.pk]
        for each in found
    }


def with_covered(story: Story) -> None:
    """Let it reach what coverage joins as well."""
    story.directive.with_covered = True
    story.directive.save()


BY_KIND: dict[str, str | None] = {
    "faculty_party": None,
    "branch": "faculty_party",
    "other_faculty_party": None,
    "other_branch": "other_faculty_party",
}


def test_single_ones_are_added_and_left_out(story: Story) -> None:
    world, committee = story.world, story.actor("committee")
    add_addressee(story.directive, actor=committee, organisation=world["staff_branch"])
    add_addressee(story.directive, actor=committee, organisation=world["student_branch"])
    leave_out_addressee(story.directive, actor=committee, organisation=world["other_faculty_party"])
    named = reached(story)
    unname_addressee(story.directive, actor=committee, organisation=world["student_branch"])

    assert named == {
        "faculty_party": None,
        "branch": "faculty_party",
        "student_branch": "faculty_party",
        "staff_branch": None,
        "other_branch": None,
    }
    assert "student_branch" not in reached(story)
    told = [sentence for _record, sentence in sentences(list(records_about(story.directive)))]
    assert told[-4:] == [
        f"祁远山让《{PAPER['title']}》也发给党群机关党支部",
        f"祁远山让《{PAPER['title']}》也发给机械研究生第一党支部",
        f"祁远山让《{PAPER['title']}》不发给外国语学院党委",
        f"祁远山在《{PAPER['title']}》里不再单列机械研究生第一党支部",
    ]


def test_coverage_joins_units_to_who_covers_them(story: Story) -> None:
    with_covered(story)
    assert reached(story) == BY_KIND | {
        "faculty": "faculty_party",
        "team": "branch",
        "other_faculty": "other_faculty_party",
        "other_team": "other_branch",
    }


def test_of_several_that_cover_a_unit_the_lowest_stands_above_it(story: Story) -> None:
    with_covered(story)
    cover_unit(story.world["faculty_party"], actor=BUILDER, unit=story.world["team"])
    cover_unit(story.world["other_faculty_party"], actor=BUILDER, unit=story.world["team"])

    assert reached(story)["team"] == "branch"


def test_a_unit_added_stands_below_the_next_one_addressed_or_the_issuer(story: Story) -> None:
    world, committee = story.world, story.actor("committee")
    cover_unit(world["staff_branch"], actor=BUILDER, unit=world["office"])
    for unit in ("team", "office"):
        add_addressee(story.directive, actor=committee, organisation=world[unit])
    leave_out_addressee(story.directive, actor=committee, organisation=world["branch"])

    assert (reached(story)["team"], reached(story)["office"]) == ("faculty_party", None)


def test_coverage_is_that_of_the_day_of_issue(story: Story) -> None:
    with_covered(story)
    uncover_unit(story.world["branch"], actor=BUILDER, unit=story.world["team"], until=BEFORE)
    left = set(reached(story))
    issue_directive(story.directive, actor=story.actor("committee"))
    cover_unit(story.world["branch"], actor=BUILDER, unit=story.world["team"])

    assert "team" not in left
    assert not Receipt.objects.filter(organisation=story.world["team"]).exists()


def test_what_is_out_of_reach_is_refused(story: Story) -> None:
    world, committee = story.world, story.actor("committee")
    for key in ("committee", "foreign_branch", "foreign_faculty", "office"):
        with refused(422, "invalid", says="不在下面"):
            add_addressee(story.directive, actor=committee, organisation=world[key])
    with refused(422, "invalid", says="没有单列"):
        unname_addressee(story.directive, actor=committee, organisation=world["branch"])
    for account in ("faculty", "branch", "dean", "outsider"):
        for verb in VERBS.values():
            with refused(403, "no-grant"):
                verb(story.directive, actor=story.actor(account), organisation=world["branch"])
    issue_directive(story.directive, actor=committee)
    for verb in VERBS.values():
        with refused(409, "step-not-open"):
            verb(story.directive, actor=committee, organisation=world["branch"])


def test_before_it_is_issued_the_page_says_how_many_of_which_kind(story: Story) -> None:
    with_covered(story)
    add_addressee(story.directive, actor=story.actor("committee"), organisation=story.world["staff_branch"])
    page = story.world.client("committee").get(f"/directives/{story.directive.pk}/").content.decode()
    told = html.fromstring(page).xpath("string(//section[@id='reach']//p)")

    assert " ".join(told.split()) == (
        "院系党委 2 个、教师党支部 2 个、机关后勤党支部 1 个、学院 2 个、团队与课题组 2 个 一共 9 个"
    )


@pytest.mark.parametrize("more", [1, 3])
def test_whom_it_reaches_is_asked_in_as_many_questions(
    story: Story, more: int, django_assert_num_queries: Any
) -> None:
    with_covered(story)
    for key in ("staff_branch", "student_branch", "faculty")[:more]:
        add_addressee(story.directive, actor=story.actor("committee"), organisation=story.world[key])
    committee = story.actor("committee")
    with django_assert_num_queries(4):
        reach_of(committee, story.directive)


def test_by_page_one_is_named_by_some_of_its_name(story: Story) -> None:
    client, at = story.world.client("committee"), f"/directives/{story.directive.pk}/"
    form = client.get(f"{at}add/").content.decode()
    suggested = client.get(f"{at}add/?suggest=organisation&organisation=机关").content.decode()
    wrong = client.post(f"{at}add/", {"organisation": "没有这个支部"})
    sent = client.post(f"{at}add/", {"organisation": "党群机关党支部"})
    page = html.fromstring(client.get(at).content.decode())
    press = page.xpath("//section[@id='reach']//form[contains(@action, '/unname/')]")[0]
    gone = client.post(press.get("action"), {"organisation": press.xpath(".//input/@value")[-1]})

    assert "哪个组织" in form and "党群机关党支部" in suggested and "临江" not in suggested
    assert (wrong.status_code, sent.status_code, gone.status_code) == (422, 303, 303)
    assert "没有这个支部" in wrong.content.decode()
    assert reached(story) == BY_KIND


def test_over_the_api(story: Story) -> None:
    client, at = story.world.client("committee"), f"/api/v1/directives/{story.directive.pk}"

    def ask(verb: str, key: str) -> Any:
        body = {"organisation_id": story.world[key].pk}
        return client.post(f"{at}/{verb}", body, content_type="application/json")

    added, out = ask("add", "staff_branch"), ask("leave-out", "other_branch")
    again, unseen = ask("unname", "staff_branch"), ask("add", "foreign_branch")

    assert [(each["name"], each["is_out"]) for each in out.json()["named"]] == [
        ("党群机关党支部", False),
        ("俄语教师党支部", True),
    ]
    assert (added.status_code, len(again.json()["named"]), unseen.status_code) == (200, 1, 404)


UNITS = ("faculty", "team", "other_faculty", "other_team", "office")
PARTIES = ("faculty_party", "branch", "student_branch", "staff_branch", "other_branch")


@settings(max_examples=examples.of(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    links=st.sets(st.tuples(st.sampled_from(PARTIES), st.sampled_from(UNITS))),
    added=st.sets(st.sampled_from((*UNITS, *PARTIES))),
    left_out=st.sets(st.sampled_from((*UNITS, *PARTIES))),
    covered=st.booleans(),
)
def test_each_is_reached_once_below_one_that_comes_before_it(
    world: World, links: set[tuple[str, str]], added: set[str], left_out: set[str], covered: bool
) -> None:
    point = transaction.savepoint()
    with clock_at(NOON):
        story = drafted(world)
        actor, open_to = story.actor("committee"), to_name(story.actor("committee"), story.directive).rows
        present = {(each.party_id, each.unit_id) for each in Coverage.objects.filter(until=None)}
        for party, unit in links:
            if (world[party].pk, world[unit].pk) not in present:
                cover_unit(world[party], actor=BUILDER, unit=world[unit])
        story.directive.with_covered = covered
        story.directive.save()
        for verb, keys in ((add_addressee, added), (leave_out_addressee, left_out)):
            for key in keys:
                if open_to.filter(pk=world[key].pk).exists():
                    verb(story.directive, actor=actor, organisation=world[key])
        found = addressees_of(actor, story.directive)
        if found:
            issue_directive(story.directive, actor=actor)
    wanted = {key for key in world.organisations if key.endswith(("branch", "faculty_party"))}
    by_kind = {key for key in wanted if world[key].kind in KINDS and not key.startswith("foreign")}
    named = {key for key in added if key in PARTIES}
    parties = (by_kind | named) - left_out
    keys = {each.pk: key for key, each in world.organisations.items()}
    got = [keys[each.organisation.pk] for each in found]

    assert len(got) == len(set(got)) == Receipt.objects.filter(directive=story.directive).count()
    assert {key for key in got if world[key].tree == "party"} == parties
    assert all(each.above is None or each.above < place for place, each in enumerate(found))
    assert len({each.path for each in found}) == len(found)
    for each in found:
        if each.above is not None:
            assert each.path.startswith(found[each.above].path)
    transaction.savepoint_rollback(point)
