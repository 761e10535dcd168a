"""Real people ask for every verb at every kind of place, and get what the committed table says."""

from __future__ import annotations

import typing
from typing import Any

import pytest
from django.db.models import Model

from jingwei.foundation.organisations.models import Organisation
from jingwei.kernel.actions import VERBS, Verb, may
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.packs import registry
from tests.support.world import PEOPLE, World
from tools.permissions import WHERE, draw, held_where

PERSONAS = [account for account in PEOPLE if account not in ("province",)]
BESIDE = {
    "committee": "foreign_committee",
    "faculty_party": "other_faculty_party",
    "faculty": "other_faculty",
    "branch": "other_branch",
    "team": "other_team",
    "other_branch": "branch",
    "foreign_committee": "committee",
}
PARENT = {
    "committee": "authority",
    "faculty_party": "committee",
    "faculty": "university",
    "branch": "faculty_party",
    "team": "faculty",
    "other_branch": "other_faculty_party",
    "foreign_committee": "authority",
}
BELOW = {
    "committee": "faculty_party",
    "faculty_party": "branch",
    "faculty": "team",
    "foreign_committee": "foreign_branch",
}
COVERED = {
    "committee": "university",
    "faculty_party": "faculty",
    "branch": "team",
    "other_branch": "other_team",
    "foreign_committee": "foreign_university",
}


def places_of(world: World, account: str) -> dict[str, Organisation]:
    """Real organisations in every relation to the one of the account's post."""
    post = world.actor(account).post
    assert post is not None
    (own,) = [key for key, found in world.organisations.items() if found.pk == post.organisation_id]
    foreign = "branch" if account == "outsider" else "foreign_branch"
    keys = {"own": own, "above": PARENT[own], "beside": BESIDE[own], "foreign": foreign}
    keys |= {name: table[own] for name, table in (("below", BELOW), ("covered", COVERED)) if own in table}
    assert keys.keys() <= WHERE.keys()
    return {relation: world[key] for relation, key in keys.items()}


def subject_model(verb: Verb) -> type[Model] | None:
    """What a verb is about, from its signature."""
    if verb.run is None:
        return None
    body: Any = verb.run
    while hasattr(body, "__wrapped__"):
        body = body.__wrapped__
    hint = next(iter(typing.get_type_hints(body).values()))
    return hint if isinstance(hint, type) and issubclass(hint, Model) else None


@pytest.mark.parametrize("account", PERSONAS)
def test_what_is_held_is_what_the_table_says(world: World, account: str) -> None:
    actor = world.actor(account)
    assert actor.post is not None
    places = places_of(world, account)

    wrong = [
        (verb, relation)
        for verb in VERBS
        for relation, place in places.items()
        if actor.holds(verb, *place.grant_paths) != (relation in held_where(verb, actor.post.role))
    ]

    assert wrong == []


@pytest.mark.parametrize("account", PERSONAS)
def test_asking_for_a_verb_is_answered_as_the_table_says(world: World, account: str) -> None:
    actor = world.actor(account)
    assert actor.post is not None
    asked = 0
    for verb in VERBS.values():
        if subject_model(verb) is not Organisation:
            continue
        for relation, place in places_of(world, account).items():
            refusal = may(actor, verb.name, place)
            no_grant = isinstance(refusal, NotAllowed) and refusal.code == "no-grant"
            held = relation in held_where(verb.name, actor.post.role) and not verb.system_only
            assert no_grant is not held, (verb.name, relation)
            asked += 1

    assert asked > 30


def test_the_authority_sees_its_universities_and_changes_nothing_in_them(world: World) -> None:
    province = world.actor("province")

    held = {verb for verb in VERBS if province.holds(verb, *world["branch"].grant_paths)}
    assert {name for name in held if VERBS[name].run} <= {
        "packs.adopt",
        "packs.leave",
        "packs.decide",
        "clauses.attach_text",
        "matters.inspect",
        "matters.judge_goal",
        "matters.raise_correction",
        "matters.close_correction",
        "turn_readings.confirm",
        "accounts.change_password",
        "meetings.arrive",
        "meetings.ask_leave",
        "meetings.come_after_all",
        "meetings.entrust",
        "meetings.revoke",
        "meetings.sign_up",
        "meetings.give_up",
        "action_items.finish",
        "action_items.carry",
        "action_items.open_matter",
        "action_items.return",
        "amendments.ask",
        "notices.choose",
        "notices.open_calendar",
        "notices.close_calendar",
        "notices.subscribe",
        "notices.unsubscribe",
        "notices.set_robot",
        "notices.drop_robot",
        "notices.turn_on_app",
        "notices.turn_off_app",
    }
    assert "people.see" not in held


def test_every_role_names_verbs_that_exist() -> None:
    unknown = {
        (role.id, verb)
        for role in registry.roles()
        for verb in role.verbs
        if verb not in VERBS and not verb.endswith(".*")
    }

    assert unknown == set()


def test_every_verb_is_held_by_somebody_or_by_the_system_alone() -> None:
    held = {verb for role in registry.roles() for verb in role.verbs}

    assert {name for name, verb in VERBS.items() if name not in held and not verb.system_only} <= BUILDERS


BUILDERS = {"universities.admit", "organisations.found_top"}
"""Done once by the installation itself, by no post."""


def test_no_role_reaches_above_beside_or_abroad() -> None:
    everyone = set(registry.role("person").verbs)
    reached = {
        (role.id, verb, relation)
        for role in registry.roles()
        for verb in VERBS
        if verb not in everyone
        for relation in held_where(verb, role.id)
        if relation in ("above", "beside", "foreign")
    }

    assert reached == set()


def test_the_page_names_every_verb_and_role() -> None:
    page = draw()

    assert [name for name in VERBS if f"`{name}`" not in page] == []
    assert [role.id for role in registry.roles() if f"`{role.id}`" not in page] == []
