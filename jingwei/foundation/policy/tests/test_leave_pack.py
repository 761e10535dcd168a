"""`packs.leave`: from a day on a document is followed no more; what was done under it stays and reads as it did."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.matters.actions import withdraw_matter
from jingwei.foundation.policy.actions import adopt_pack, leave_pack
from jingwei.foundation.policy.models import Adoption
from jingwei.foundation.policy.queries import all_followed, undecided_for
from jingwei.kernel.packs.library import ROOT
from tests.support.matters import OPENED, opened
from tests.support.packs import SECOND_DOCUMENT, SHIPPED, at_hand, second_version, write_next
from tests.support.verbs import refused
from tests.support.world import World

LAB = "lab-safety-2026-7"
ADOPTED, TODAY, DAY = date(2026, 2, 2), date(2026, 3, 2), timedelta(days=1)


@pytest.fixture(autouse=True)
def both(world: World) -> Iterator[None]:
    """The university follows an invented notice beside the document it came in with."""
    with at_hand(ROOT, SECOND_DOCUMENT):
        with clock_at(ADOPTED):
            adopt_pack(world.universities["home"], actor=world.actor("committee"), pack=LAB)
        with clock_at(TODAY):
            yield


def leave(world: World, pack: str = LAB, *, by: str = "committee", since: date | None = None) -> Adoption:
    return leave_pack(world.universities["home"], actor=world.actor(by), pack=pack, since=since)


def followed(world: World, on: date = TODAY) -> list[str]:
    return [each.pack for each in all_followed(world.actor("branch"), on=on)]


def test_the_committee_secretary_leaves_it_and_it_is_recorded(world: World) -> None:
    leave(world)

    assert (followed(world, TODAY - DAY), followed(world)) == ([SHIPPED, LAB], [SHIPPED])
    last = records_about(world.universities["home"]).last()
    assert last is not None and last.verb == "packs.leave"
    assert last.sentence() == (f"祁远山决定从2026-03-02起不再采用政策包 {LAB}，到那天为止用的是第 1 版")


def test_the_authority_may_leave_what_it_may_adopt(world: World) -> None:
    assert leave(world, by="province").until == TODAY - DAY


@pytest.mark.parametrize("account", ["orgoffice", "faculty", "branch", "sysadmin", "outsider"])
def test_nobody_else_leaves_it(world: World, account: str) -> None:
    with refused(403, "no-grant"):
        leave(world, by=account)
    assert followed(world) == [SHIPPED, LAB]


def test_it_goes_on_until_the_day_and_nothing_new_begins_under_it_meanwhile(world: World) -> None:
    leave(world, since=TODAY + 30 * DAY)

    assert (followed(world, TODAY + 29 * DAY), followed(world, TODAY + 30 * DAY)) == (
        [SHIPPED, LAB],
        [SHIPPED],
    )
    with refused(422, "invalid"):
        opened(world, type="lab-safety", clauses=())
    assert opened(world, clauses=("lab-1.1",)).matter.clause_ids == ("lab-1.1",)
    with refused(422, "invalid", says="已经定了用到 2026-03-31 为止"):
        leave(world)


def test_a_matter_of_its_types_keeps_it_until_it_is_over(world: World) -> None:
    assert OPENED == TODAY
    story = opened(world, type="lab-safety", clauses=("lab-1.1",))
    with refused(403, "rule", says="还有 1 件按这份文件的类型开的融合事项没有办结", clause="4.1a"):
        leave(world)
    withdraw_matter(story.fresh(), actor=story.secretary, reason="经费没有落实")

    leave(world)

    matter = story.fresh()
    assert (matter.type_label, matter.clause_ids, matter.state) == (
        "实验室安全整治",
        ("lab-1.1",),
        "withdrawn",
    )
    page = world.client("branch").get(f"/matters/{matter.pk}/").content.decode()
    assert "/clauses/lab-1.1/" in page
    clause = world.client("branch").get("/clauses/lab-1.1/")
    assert clause.status_code == 200 and "用到 2026-03-01 为止" in clause.content.decode()


def test_one_document_stays_and_none_that_another_builds_on_goes(world: World) -> None:
    with refused(403, "rule", says="实验室安全"):
        leave(world, SHIPPED)
    leave(world)
    with refused(403, "rule", says="学校总要有一份文件在用"):
        leave(world, SHIPPED)
    assert followed(world) == [SHIPPED]


def test_it_is_told_what_is_not_followed_and_which_days_are_gone(world: World) -> None:
    with refused(422, "invalid", says="只能从今天或以后的一天起"):
        leave(world, since=TODAY - DAY)
    with refused(422, "invalid", says="没有采用"):
        leave(world, "no-such")
    leave(world)
    with refused(403, "rule"):
        leave(world, SHIPPED)


def test_it_can_be_adopted_again_also_before_the_day(world: World) -> None:
    home, secretary = world.universities["home"], world.actor("committee")
    leave(world, since=TODAY + 30 * DAY)
    adopt_pack(home, actor=secretary, pack=LAB)
    assert followed(world, TODAY + 60 * DAY) == [SHIPPED, LAB]

    leave(world)
    with clock_at(TODAY + 10 * DAY):
        adopt_pack(home, actor=secretary, pack=LAB)
        assert followed(world, TODAY + 10 * DAY) == [SHIPPED, LAB]
    assert followed(world, TODAY + 5 * DAY) == [SHIPPED]


def test_what_was_not_decided_waits_for_nobody_any_more(world: World, tmp_path: Any) -> None:
    with at_hand(write_next(tmp_path, second_version()).parent):
        home, secretary = world.universities["home"], world.actor("committee")
        adopt_pack(home, actor=secretary, pack=SHIPPED, version=1)
        adopt_pack(home, actor=secretary, pack=SHIPPED)
        waiting = len(undecided_for(secretary))
        # The invented notice, which builds on it, is not at hand here and stays followed.
        leave(world, SHIPPED)

        assert (waiting > 0, undecided_for(secretary)) == (True, ())


def test_what_a_university_came_in_with_can_be_left_without_a_decision_before(world: World) -> None:
    # The invented notice, which builds on it, is not at hand here and stays followed.
    with at_hand(ROOT):
        leave(world, SHIPPED, since=TODAY + DAY)

        assert [followed(world, TODAY + n * DAY) for n in (-90, 0, 1)] == [[SHIPPED], [SHIPPED, LAB], [LAB]]


def test_the_page_offers_it_and_says_why_not(world: World) -> None:
    client = world.client("committee")
    page = client.get("/clauses/changes/").content.decode()
    assert page.count('action="/clauses/leave/"') == 1
    assert "请先不再采用那一份" in page
    assert "在用的文件" not in world.client("branch").get("/clauses/changes/").content.decode()
    assert world.client("branch").post("/clauses/leave/", {"pack": LAB}).status_code == 403

    early = client.post("/clauses/leave/", {"pack": LAB, "since": "2026-01-01"})
    assert (early.status_code, "只能从今天或以后的一天起" in early.content.decode()) == (422, True)
    assert client.post("/clauses/leave/", {"pack": SHIPPED}).status_code == 403
    done = client.post("/clauses/leave/", {"pack": LAB}, follow=True)

    assert done.redirect_chain == [("/clauses/changes/", 303)]
    assert "这份文件用到 2026-03-01 为止。" in done.content.decode()
    assert followed(world) == [SHIPPED]


def test_a_machine_leaves_it(world: World) -> None:
    client, url = world.client("committee"), f"/api/v1/documents/{LAB}"

    def send(pack: str, **body: str) -> Any:
        return client.post(f"/api/v1/documents/{pack}/leave", body, content_type="application/json")

    offered = {each["verb"]: each.get("code") for each in client.get(url).json()["actions"]}
    assert offered == {"packs.adopt": None, "packs.leave": None}
    assert (send(SHIPPED).status_code, send("none").status_code) == (403, 404)
    assert send(LAB, since="2026-03-10").json()["until"] == "2026-03-09"
    assert send(LAB).status_code == 422
    assert world.client("branch").post(f"{url}/leave", {}, content_type="application/json").status_code == 403


def test_the_command_leaves_it(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("pack", "leave", LAB, "--university", "U-0001", "--since", "2026-03-10")

    assert capsys.readouterr().out == f"U-0001 {LAB}@1 … 2026-03-09\n"
