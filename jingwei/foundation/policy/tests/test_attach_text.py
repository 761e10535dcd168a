"""`clauses.attach_text`: the official text beside our summary."""

from __future__ import annotations

from hashlib import sha256

import pytest

from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.policy.actions import attach_text
from jingwei.foundation.policy.queries import followed_by, official_texts
from jingwei.kernel.errors import Invalid, NotAllowed
from tests.support.world import World

ID = "heilongjiang-2022-38"


def shown(world: World, account: str) -> dict[str, str]:
    return {clause: found.text for clause, found in official_texts(followed_by(world.actor(account))).items()}


def attach(world: World, account: str, owner: str, text: str, **more: str) -> None:
    attach_text(
        world.universities[owner],
        actor=world.actor(account),
        pack=ID,
        clause=more.pop("clause", "4.1a"),
        text=text,
        **more,
    )


def test_the_officer_attaches_a_text_and_all_of_the_university_read_it(world: World) -> None:
    digest = sha256(b"file").hexdigest()

    attach(world, "orgoffice", "home", " 甲。 ", source_digest=digest)

    assert shown(world, "student") == {"4.1a": "甲。"}
    assert shown(world, "outsider") == {}
    found = official_texts(followed_by(world.actor("branch")), "4.1a")["4.1a"]
    assert (found.owner, found.attached_by, found.source_digest) == ("北疆理工大学", "戚晓岚", digest)
    [last] = list(records_about(world.universities["home"]))[-1:]
    assert last.sentence() == "戚晓岚给条款 4.1a 附上了正式文本"
    assert last.values["text_digest"] == sha256("甲。".encode()).hexdigest()


def test_attached_again_the_newer_text_is_read(world: World) -> None:
    attach(world, "orgoffice", "home", "甲。")
    attach(world, "orgoffice", "home", "乙。")

    assert shown(world, "dean") == {"4.1a": "乙。"}


def test_what_the_authority_attached_reaches_every_university_and_goes_first(world: World) -> None:
    attach(world, "province", "authority", "省里的。")
    attach(world, "orgoffice", "home", "校里的。")

    assert shown(world, "dean") == {"4.1a": "省里的。"}
    assert shown(world, "outsider") == {"4.1a": "省里的。"}


@pytest.mark.parametrize("account", ["committee", "faculty", "branch", "student", "secadmin", "outsider"])
def test_nobody_else_attaches(world: World, account: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        attach(world, account, "home", "甲。")

    assert refused.value.code == "no-grant"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("clause", {"clause": "9.9"}),
        ("text", {"text": "  "}),
        ("text", {"text": "长" * 4001}),
        ("source_digest", {"source_digest": "abc"}),
    ],
)
def test_what_was_typed_wrong_is_named(world: World, field: str, values: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        attach(world, "orgoffice", "home", **({"text": "甲。"} | values))

    assert [e.field for e in refused.value.errors] == [field]
