"""`packs.adopt`: which version a university follows, and that a published version never changes."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.policy.actions import adopt_pack
from jingwei.foundation.policy.models import Adoption, PackVersion
from jingwei.foundation.policy.queries import followed_by
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.pack import Pack
from tests.support.world import World

ID = "heilongjiang-2022-38"


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch):
    """Put another content or another number into the folder of packs."""

    def lay(version: int, summary: str | None = None) -> Pack:
        pack = registry.pack(ID)
        content = pack.content
        if summary:
            content = content.replace(pack.clauses["4.1a"].summary.zh, summary)
        changed = dataclasses.replace(
            pack,
            about=pack.about.model_copy(update={"version": version}),
            content=content,
            fingerprint=f"sha256:{hash(content) % 16**12:064x}" if summary else pack.fingerprint,
        )
        monkeypatch.setattr(registry, "pack", lambda identifier: changed)
        monkeypatch.setattr(registry, "packs", lambda: (changed,))
        return changed

    return lay


def test_a_university_follows_the_pack_of_its_admission_until_it_decides(world: World) -> None:
    followed = followed_by(world.actor("student"))

    assert (followed.edition.name, followed.since, followed.newer) == (f"{ID}@1", None, 1)


def test_the_committee_secretary_adopts_and_it_is_recorded(world: World) -> None:
    home, secretary = world.universities["home"], world.actor("committee")

    with clock_at(date(2026, 3, 2)):
        adopt_pack(home, actor=secretary, pack=ID)
        followed = followed_by(world.actor("student"))

    assert (followed.edition.name, followed.since, followed.newer) == (f"{ID}@1", date(2026, 3, 2), 0)
    assert PackVersion.objects.get().content == registry.pack(ID).content
    [last] = list(records_about(home))[-1:]
    assert last.verb == "packs.adopt"
    assert last.sentence() == f"祁远山决定从2026-03-02起采用政策包 {ID} 第 1 版"


@pytest.mark.parametrize("account", ["orgoffice", "faculty", "branch", "sysadmin", "outsider"])
def test_nobody_else_adopts(world: World, account: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        adopt_pack(world.universities["home"], actor=world.actor(account), pack=ID)

    assert refused.value.code == "no-grant"
    assert not Adoption.objects.exists()


def test_changed_content_under_the_same_number_is_refused(world: World, at_hand) -> None:
    home, secretary = world.universities["home"], world.actor("committee")
    adopt_pack(home, actor=secretary, pack=ID)
    at_hand(1, "换掉的概述。")

    with pytest.raises(NotAllowed, match="内容变了，版本号没有变") as refused:
        adopt_pack(world.universities["foreign"], actor=world.actor("outsider"), pack=ID)

    assert refused.value.code == "rule"


def test_a_new_version_waits_until_it_is_adopted_and_the_old_one_is_read_as_it_was(
    world: World, at_hand
) -> None:
    home, secretary = world.universities["home"], world.actor("committee")
    before = registry.pack(ID).clauses["4.1a"].summary.zh
    with clock_at(date(2026, 3, 2)):
        adopt_pack(home, actor=secretary, pack=ID)
    at_hand(2, "第二版的概述。")

    with clock_at(date(2026, 5, 1)):
        waiting = followed_by(secretary)
        adopt_pack(home, actor=secretary, pack=ID, since=date(2026, 5, 4))
        today = followed_by(secretary)
    with clock_at(date(2026, 5, 4)):
        later = followed_by(secretary)

    assert (waiting.edition.name, waiting.newer) == (f"{ID}@1", 2)
    assert waiting.edition.clauses["4.1a"].summary.zh == before
    assert today.edition.name == f"{ID}@1"
    assert later.edition.name == f"{ID}@2"
    assert list(Adoption.objects.order_by("pk").values_list("since", "until")) == [
        (date(2026, 3, 2), date(2026, 5, 3)),
        (date(2026, 5, 4), None),
    ]


def test_adopting_twice_or_backwards_is_told_apart(world: World, at_hand) -> None:
    home, secretary = world.universities["home"], world.actor("committee")
    with clock_at(date(2026, 3, 2)):
        adopt_pack(home, actor=secretary, pack=ID)
        with pytest.raises(Invalid, match="已经在用这一版") as same:
            adopt_pack(home, actor=secretary, pack=ID)
        at_hand(2, "第二版的概述。")
        with pytest.raises(Invalid) as early:
            adopt_pack(home, actor=secretary, pack=ID, since=date(2026, 3, 1))

    assert [e.field for e in same.value.errors] == ["pack"]
    assert [e.field for e in early.value.errors] == ["since"]


def test_an_unknown_pack_is_named(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        adopt_pack(world.universities["home"], actor=world.actor("committee"), pack="no-such")

    assert [e.field for e in refused.value.errors] == ["pack"]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE policy_packversion SET content = '{}'", "DELETE FROM policy_packversion"],
)
def test_raw_sql_cannot_change_a_kept_version(world: World, statement: str) -> None:
    adopt_pack(world.universities["home"], actor=world.actor("committee"), pack=ID)

    with (
        pytest.raises(DatabaseError, match="immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert PackVersion.objects.get().content == registry.pack(ID).content


def test_nothing_comes_into_the_place_of_a_kept_version(world: World) -> None:
    adopt_pack(world.universities["home"], actor=world.actor("committee"), pack=ID)
    statement = {
        "sqlite": "INSERT OR REPLACE INTO policy_packversion SELECT * FROM policy_packversion",
        "postgresql": "INSERT INTO policy_packversion SELECT * FROM policy_packversion WHERE true"
        " ON CONFLICT (id) DO UPDATE SET content = '{}'",
    }[connection.vendor]

    with (
        pytest.raises(DatabaseError, match="immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_kept_content_is_all_of_the_pack(world: World) -> None:
    held = json.loads(registry.pack(ID).content)

    assert set(held["clause"]) == set(registry.pack(ID).clauses)
    assert set(held["obligation"]) == set(registry.pack(ID).obligations)


def test_the_api_shows_the_document_and_adopts_it(world: World) -> None:
    client = world.client("committee")

    listed = client.get("/api/v1/documents").json()
    before = client.get(f"/api/v1/documents/{ID}").json()
    after = client.post(
        f"/api/v1/documents/{ID}/adopt", {"since": "2026-03-02"}, content_type="application/json"
    )
    again = client.post(f"/api/v1/documents/{ID}/adopt", {}, content_type="application/json")

    assert [(d["id"], d["number"], d["since"]) for d in listed["items"]] == [
        (ID, "黑教工委〔2022〕38号", None)
    ]
    assert [a["verb"] for a in before["actions"]] == ["packs.adopt", "packs.leave"]
    assert (after.status_code, after.json()["followed"], after.json()["since"]) == (200, 1, "2026-03-02")
    assert again.status_code == 422
    assert world.client("branch").get(f"/api/v1/documents/{ID}").json()["actions"] == []
    assert client.get("/api/v1/documents/none").status_code == 404
