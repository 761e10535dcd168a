"""`committees.hand_over`: a committee goes with its unit, a nomination with the Party organisation that made it."""

from __future__ import annotations

from jingwei.foundation.organisations.actions import make_appointment, merge_organisations
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.mechanisms.committees import actions
from jingwei.mechanisms.committees.tests.story import NAME, Story, fresh, last, sentence
from tests.support.verbs import refused
from tests.support.world import BUILDER


def merged(story: Story, old: str, new: str) -> None:
    merge_organisations(story.world[new], actor=story.actor("orgoffice"), others=[story.world[old].pk])


def test_it_goes_with_its_unit(story: Story) -> None:
    seat = story.seated()

    merged(story, "faculty", "other_faculty")

    found = fresh(story.committee)
    assert (found.organisation.name, found.name, found.state) == ("外国语学院", NAME, "standing")
    assert sentence(found) == f"{NAME}从机械工程学院转到外国语学院"
    assert (fresh(seat).state, last(found).verb) == ("seated", "committees.hand_over")


def test_where_the_other_has_one_of_that_name_it_is_told_apart(story: Story) -> None:
    world = story.world
    make_appointment(world["other_faculty"], actor=BUILDER, person=world.people["neighbour"], role="dean")
    keys = [each.key for each in posts_of(world.accounts["neighbour"].pk)]
    dean = actor_in_post(
        world.accounts["neighbour"].pk, next(each for each in keys if each != world.posts["neighbour"])
    )
    assert dean is not None
    actions.found_committee(world["other_faculty"], actor=dean, kind="degree-committee", name=NAME)

    merged(story, "faculty", "other_faculty")

    assert fresh(story.committee).name == f"{NAME}（机械工程学院）"


def test_a_nomination_goes_with_who_made_it(story: Story) -> None:
    """Whoever is nominated for a post there has it in the new one."""
    seat, done = story.nominated("branch"), story.seated("faculty", by="committee")

    merged(story, "faculty_party", "other_faculty_party")

    assert (fresh(seat).party.name, fresh(done).party.name) == (
        "外国语学院党委",
        story.world["committee"].name,
    )
    assert sentence(fresh(story.committee)) == f"{NAME}从机械工程学院党委转到外国语学院党委"


def test_it_is_the_platform_s_alone(story: Story) -> None:
    old, to = story.world["faculty"], story.world["other_faculty"]
    for account in ("dean", "faculty", "orgoffice", "committee", "sysadmin"):
        with refused(403, "no-grant"):
            actions.hand_over_committee(story.committee, actor=story.actor(account), old=old, to=to)
