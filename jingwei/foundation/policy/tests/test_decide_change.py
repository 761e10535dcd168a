"""`packs.decide`: what becomes of each part that a new version changed, and how it is read from then on."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.policy.actions import adopt_pack, decide_change
from jingwei.foundation.policy.models import Adoption, Decision
from jingwei.foundation.policy.queries import changes_for, followed_by, undecided_for
from jingwei.kernel.errors import Invalid, NotAllowed
from tests.support.matters import opened
from tests.support.packs import SHIPPED
from tests.support.world import World

SINCE = date(2026, 9, 1)
pytestmark = pytest.mark.usefixtures("second")
QUEUE = [
    "clause:3.7",
    "clause:3.9",
    "clause:5.1a",
    "clause:5.1c",
    "clause:5.1e",
    "clause:6.6",
    "obligation:course-with-branch",
    "obligation:matters-inspected",
    "obligation:points-written",
]


@pytest.fixture(autouse=True)
def today():
    """The first day of the second version."""
    with clock_at(SINCE):
        yield


def adopt(world: World) -> Adoption:
    """The home university came in with the first version and adopts the second."""
    return adopt_pack(world.universities["home"], actor=world.actor("committee"), pack=SHIPPED)


def decide(world: World, adoption: Adoption, change: str, choice: str, *heirs: str) -> Decision:
    return decide_change(adoption, actor=world.actor("orgoffice"), change=change, choice=choice, heirs=heirs)


def read(world: World, cited: str) -> tuple[str, ...]:
    return followed_by(world.actor("branch")).counts_for(cited)


def test_nothing_is_asked_before_a_version_is_adopted(world: World) -> None:
    followed = followed_by(world.actor("branch"))

    assert (followed.edition.name, followed.newer) == (f"{SHIPPED}@1", 2)
    assert changes_for(world.actor("committee")) == ()


def test_an_adopted_version_opens_a_queue_that_each_decision_shortens(world: World) -> None:
    adoption = adopt(world)
    officer = world.actor("orgoffice")
    before = [each.change.key for each in undecided_for(officer)]

    decide(world, adoption, "clause:3.9", "follow")

    assert before == QUEUE
    assert [each.change.key for each in undecided_for(officer)] == [k for k in QUEUE if k != "clause:3.9"]
    assert changes_for(world.actor("outsider")) == ()


def test_a_decision_leaves_a_record_and_a_later_one_stands_beside_it(world: World) -> None:
    adoption = adopt(world)
    decide(world, adoption, "clause:3.7", "assign", "3.7a")

    decide(world, adoption, "clause:3.7", "assign", "3.7a", "3.7b")

    first, second = list(records_about(adoption))
    assert first.sentence() == f"戚晓岚定了 {SHIPPED}@2 里 条款 3.7 的变化：分派（3.7a）"
    assert (second.values["before"], second.values["heirs"], second.part) == (
        "assign",
        "（3.7a、3.7b）",
        "clause:3.7",
    )
    assert Decision.objects.count() == 2
    assert read(world, "3.7") == ("3.7a", "3.7b")


def test_old_citations_are_read_by_what_was_decided(world: World) -> None:
    adoption = adopt(world)
    undecided = {cited: read(world, cited) for cited in ("3.7", "5.1c", "5.1e", "6.6", "3.9")}

    decide(world, adoption, "clause:3.7", "assign", "3.7b")
    decide(world, adoption, "clause:5.1c", "keep")
    decide(world, adoption, "clause:5.1e", "retire")

    assert undecided == {"3.7": (), "5.1c": ("5.1a",), "5.1e": (), "6.6": ("3.12",), "3.9": ("3.9",)}
    assert (read(world, "3.7"), read(world, "5.1c"), read(world, "5.1e")) == (("3.7b",), ("5.1c",), ())
    followed = followed_by(world.actor("branch"))
    assert followed.cited_as("3.12") == ("3.12", "6.6")
    assert followed.edition.kept == frozenset({"5.1c"})
    assert list(followed.edition.clauses)[:2] == ["1.1", "1.2"]
    assert "5.1c" in followed.edition.clauses


def test_what_is_signed_is_not_touched(world: World) -> None:
    story = opened(world, clauses=("3.7", "5.1e"))
    before = list(records_about(story.matter).values_list("hash", flat=True))

    adoption = adopt(world)
    decide(world, adoption, "clause:3.7", "assign", "3.7a")
    decide(world, adoption, "clause:5.1e", "retire")

    assert Matter.objects.get(pk=story.matter.pk).clauses == "|3.7|5.1e|"
    assert list(records_about(story.matter).values_list("hash", flat=True)) == before


def test_a_kept_wording_and_a_kept_obligation_stand(world: World) -> None:
    adoption = adopt(world)
    decide(world, adoption, "clause:3.9", "keep")
    decide(world, adoption, "obligation:course-with-branch", "keep")

    edition = followed_by(world.actor("branch")).edition

    assert edition.clauses["3.9"].summary.zh == "支部要把一个单位的人拢在一起。"
    assert "course-with-branch" in edition.obligations


def test_what_asks_less_than_the_new_one_cannot_be_kept(world: World) -> None:
    adoption = adopt(world)

    with pytest.raises(NotAllowed, match="新的要求更严（次数），不能照旧") as refused:
        decide(world, adoption, "obligation:matters-inspected", "keep")

    assert (refused.value.code, refused.value.clause) == ("rule", "4.1a")


def test_a_new_number_binds_from_its_day_and_the_old_one_until_then(world: World) -> None:
    adopt(world)
    asked = {}
    for day in (date(2025, 6, 1), SINCE, date(2026, 12, 31), date(2027, 1, 1)):
        edition = followed_by(world.actor("branch"), on=day).edition
        count = edition.obligations["matters-inspected"].count
        asked[day] = (edition.about.version, count.at_least if count else 0)

    assert asked == {
        date(2025, 6, 1): (1, 1),
        SINCE: (2, 1),
        date(2026, 12, 31): (2, 1),
        date(2027, 1, 1): (2, 2),
    }


@pytest.mark.parametrize("account", ["faculty", "branch", "dean", "student", "secadmin", "outsider"])
def test_nobody_else_decides(world: World, account: str) -> None:
    adoption = adopt(world)

    with pytest.raises(NotAllowed) as refused:
        decide_change(adoption, actor=world.actor(account), change="clause:3.9", choice="follow")

    assert refused.value.code == "no-grant"


@pytest.mark.parametrize(
    ("field", "change", "choice", "heirs"),
    [
        ("change", "clause:9.9", "follow", ()),
        ("change", "clause:4.6", "follow", ()),
        ("choice", "clause:3.9", "retire", ()),
        ("choice", "clause:3.7", "follow", ()),
        ("choice", "clause:5.1e", "burn", ()),
        ("heirs", "clause:3.7", "assign", ()),
        ("heirs", "clause:3.7", "assign", ("3.9",)),
    ],
)
def test_what_was_chosen_wrong_is_named(
    world: World, field: str, change: str, choice: str, heirs: tuple[str, ...]
) -> None:
    adoption = adopt(world)

    with pytest.raises(Invalid) as refused:
        decide(world, adoption, change, choice, *heirs)

    assert [each.field for each in refused.value.errors] == [field]


def test_the_same_decision_twice_is_told(world: World) -> None:
    adoption = adopt(world)
    decide(world, adoption, "clause:3.9", "follow")

    with pytest.raises(Invalid, match="已经是这样定的"):
        decide(world, adoption, "clause:3.9", "follow")


def test_going_back_to_the_first_version_reads_its_clauses_again(world: World) -> None:
    adoption = adopt(world)
    decide(world, adoption, "clause:3.7", "assign", "3.7b")

    with clock_at(date(2026, 10, 1)):
        adopt_pack(world.universities["home"], actor=world.actor("committee"), pack=SHIPPED, version=1)
        followed = followed_by(world.actor("branch"))

        assert followed.edition.about.version == 1
        assert (followed.counts_for("3.7"), followed.counts_for("3.7a")) == (("3.7",), ("3.7",))


def test_over_the_api(world: World) -> None:
    client, address = world.client("committee"), f"/api/v1/documents/{SHIPPED}"
    client.post(f"{address}/adopt", {"since": str(SINCE)}, content_type="application/json")

    listed = client.get(f"{address}/changes", {"limit": 200}).json()["items"]
    body = {"change": "clause:3.7", "choice": "assign", "heirs": ["3.7a"]}
    done = client.post(f"{address}/decide", body, content_type="application/json")
    after = client.get(f"{address}/changes", {"limit": 1}).json()
    wrong = client.post(f"{address}/decide", {**body, "heirs": []}, content_type="application/json")
    refused = world.client("branch").post(f"{address}/decide", body, content_type="application/json")
    then = client.get("/api/v1/obligations/matters-inspected", {"on": "2027-02-01"}).json()

    assert [each["change"] for each in listed] == QUEUE
    assert listed[0]["heirs"].keys() == {"3.7a", "3.7b"}
    assert (done.status_code, [a["verb"] for a in done.json()["actions"]]) == (
        200,
        ["packs.adopt", "packs.leave", "packs.decide"],
    )
    assert (after["items"][0]["choice"], after["items"][0]["assigned"]) == ("assign", ["3.7a"])
    assert after["next"] == "clause:3.7@2"
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "heirs")
    assert (refused.status_code, refused.json()["code"]) == (403, "no-grant")
    assert then["effective_from"] == "2027-01-01"
    assert client.get("/api/v1/documents/none/changes").status_code == 404
