"""Every state × step × role: a verb is open to exactly whom pack and flow open it, and the answers differ."""

from __future__ import annotations

import pytest

from jingwei.foundation.matters.flow import MATTER
from jingwei.foundation.matters.rules import sides_of
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.errors import Refused
from jingwei.kernel.packs import registry
from tests.support.matters import STATES, story_at
from tests.support.world import PEOPLE, World

ON_THE_MATTER = tuple(
    verb
    for verb in VERBS.values()
    if verb.name.startswith("matters.") and verb.flow is MATTER and not verb.system_only
)
ACCOUNTS = ("committee", "orgoffice", "faculty", "dean", "head", "branch", "organizer", "member", "teacher")


def answer(refusal: Refused | None) -> str:
    return refusal.code if refusal else "open"


@pytest.mark.parametrize("state", STATES)
def test_grant_before_rule_before_step_before_gate(world: World, state: str) -> None:
    with story_at(world, state) as story:
        for account in ACCOUNTS:
            actor = story.actor(account)
            role = registry.role(actor.post.role if actor.post else "")
            for verb in ON_THE_MATTER:
                said = answer(may(actor, verb.name, story.matter))
                if verb.name not in role.verbs:
                    assert said == "no-grant", (account, verb.name)
                elif not MATTER.targets(state, verb.step):
                    assert said in ("step-not-open", "rule"), (account, verb.name)
                else:
                    assert said in ("open", "gate-shut", "rule"), (account, verb.name)
                assert said != "rule" or verb.rule is not None


def test_every_verb_of_the_room_stands_in_a_role_or_belongs_to_the_platform() -> None:
    held = {verb for role in registry.roles() for verb in role.verbs}
    ours = {verb for verb in VERBS.values() if verb.name.startswith("matters.")}

    assert {verb.name for verb in ours if not verb.system_only} == {
        verb for verb in held if verb.startswith("matters.")
    }
    assert {verb.step for verb in ours if verb.system_only} == {
        "reckon_milestone",
        "reckon_correction",
        "hand_over",
    }


def test_every_step_of_the_flow_is_a_verb() -> None:
    steps = {step.name for step in MATTER.steps}

    assert {f"matters.{step}" for step in steps} <= set(VERBS)


@pytest.mark.parametrize(
    ("account", "verb", "sides"),
    [
        ("branch", "matters.note", ("party",)),
        ("faculty", "matters.note", ("party",)),
        ("head", "matters.note", ("unit",)),
        ("dean", "matters.note", ("unit",)),
        ("member", "matters.note", ("party",)),
        ("teacher", "matters.note", ("unit",)),
        ("committee", "matters.see", ("party", "unit")),
        ("student", "matters.note", ()),
        ("neighbour", "matters.note", ()),
    ],
)
def test_a_side_is_where_the_grant_is(world: World, account: str, verb: str, sides: tuple[str, ...]) -> None:
    assert account in PEOPLE
    with story_at(world) as story:
        assert sides_of(story.actor(account), story.matter, verb) == sides
