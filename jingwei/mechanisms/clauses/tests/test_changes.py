"""What a new version changes: the plan, old beside new with what it touches, one press each, the desk."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.foundation.policy.actions import adopt_pack, decide_change
from jingwei.foundation.policy.models import Adoption, Decision
from jingwei.kernel.actor import system
from jingwei.kernel.place import Place
from jingwei.mechanisms.clauses.queries import sheet_for, turns_for, waiting_for
from jingwei.mechanisms.clauses.tests.test_clauses import Happened, matter
from tests.support.packs import SECOND_DOCUMENT, SHIPPED, at_hand
from tests.support.world import World

SINCE = date(2026, 9, 1)
pytestmark = pytest.mark.usefixtures("second")


@pytest.fixture(autouse=True)
def today():
    """The first day of the second version."""
    with clock_at(SINCE):
        yield


def adopt(world: World) -> Adoption:
    return adopt_pack(world.universities["home"], actor=world.actor("committee"), pack=SHIPPED)


def test_the_plan_stands_there_before_anything_is_adopted(world: World) -> None:
    matter(world, 1, "3.7", "open")

    page = world.client("committee").get("/clauses/changes/").content.decode()
    reader = world.client("branch").get("/clauses/changes/").content.decode()

    assert "第 2 版已经备好，现在用第 1 版" in page
    assert "会改 10 处" in page
    assert "采用第 2 版" in page
    assert "在办 1 件，今年办结 0 件" in page
    assert "至少 1 次 → 至少 2 次" in page
    assert "采用第 2 版" not in reader
    assert "先照旧" not in page


def test_a_document_at_hand_that_is_not_followed_is_offered(world: World, second_root: Path) -> None:
    client = world.client("committee")
    with at_hand(second_root, SECOND_DOCUMENT):
        offered = client.get("/clauses/changes/").content.decode()
        done = client.post("/clauses/adopt/", {"pack": "lab-safety-2026-7"})
        after = client.get("/clauses/changes/").content.decode()

    assert "关于党建引领实验室安全的通知" in offered
    assert "采用这份文件" not in after
    assert (done.status_code, done.headers["Location"]) == (303, "/clauses/")


def test_adopting_from_a_day_opens_the_queue(world: World) -> None:
    client = world.client("committee")

    done = client.post("/clauses/adopt/", {"pack": SHIPPED, "since": "2026-10-01"})
    page = client.get("/clauses/").content.decode()
    early = client.post("/clauses/adopt/", {"pack": SHIPPED, "since": "soon"})

    assert (done.status_code, done.headers["Location"]) == (303, "/clauses/changes/")
    assert "2026-10-01 起用第 2 版" in page
    assert "有 9 处政策变化还没有定怎么办" in page
    assert early.status_code == 422
    assert Adoption.objects.get().former == 1


def test_old_stands_beside_new_with_what_it_touches_and_the_presses(world: World) -> None:
    matter(world, 1, "3.7", "open", "confirm")
    matter(world, 2, "3.7 6.6", "open", "close")
    adopt(world)

    page = world.client("orgoffice").get("/clauses/changes/").content.decode()
    branch = world.client("branch").get("/clauses/changes/").content.decode()

    assert "还有 9 处没有定" in page
    assert page.count("<article") == 9
    assert "志愿服务主题党日要听服务对象怎么说" in page
    assert "在办 1 件，今年办结 1 件" in page
    assert "0 / 6 个组织做到" in page
    assert page.count('value="keep"') == 8
    assert "新的要求更严（次数），不能照旧" in page
    assert 'name="choice"' not in branch


def test_one_press_decides_and_the_fragment_comes_back(world: World) -> None:
    matter(world, 1, "3.7", "open")
    adoption = adopt(world)
    client, url = world.client("orgoffice"), f"/clauses/changes/{adoption.pk}/clause:3.7/"

    missing = client.post(url, {"choice": "assign"}, headers={"HX-Request": "true"})
    done = client.post(url, {"choice": "assign", "heirs": ["3.7b"]}, headers={"HX-Request": "true"})
    plain = client.post(f"/clauses/changes/{adoption.pk}/clause:3.9/", {"choice": "follow"})
    decided = client.get("/clauses/changes/?show=decided").content.decode()

    assert (missing.status_code, "请选它分到哪一款" in missing.content.decode()) == (422, True)
    assert (done.status_code, done.content.decode().count("<article")) == (200, 1)
    assert "分派" in done.content.decode()
    assert "<html" not in done.content.decode()
    assert (plain.status_code, plain.headers["Location"]) == (303, "/clauses/changes/")
    assert decided.count("<article") == 2
    assert Decision.objects.count() == 2
    rows = {row.clause.id: row.work.in_hand for row in sheet_for(world.actor("orgoffice")).rows}
    assert (rows["3.7a"], rows["3.7b"]) == (0, 1)


def test_who_may_not_decide_is_turned_away(world: World) -> None:
    adoption = adopt(world)
    url = f"/clauses/changes/{adoption.pk}/clause:3.9/"

    assert world.client("branch").post(url, {"choice": "follow"}).status_code == 403
    assert world.client("outsider").post(url, {"choice": "follow"}).status_code == 404
    refused = f"/clauses/changes/{adoption.pk}/obligation:matters-inspected/"
    assert world.client("orgoffice").post(refused, {"choice": "keep"}).status_code == 403


def test_the_desk_of_who_decides_says_how_many(world: World) -> None:
    adoption = adopt(world)

    (item,) = waiting_for(world.actor("committee"))
    desk = world.client("orgoffice").get("/").content.decode()

    assert (item.title, item.why, item.minutes) == (
        "黑教工委〔2022〕38号",
        "第 2 版改了 9 处，还没有定怎么办",
        9,
    )
    assert (item.verb, item.subject_id, item.url) == ("packs.decide", adoption.pk, "/clauses/changes/")
    assert "第 2 版改了 9 处，还没有定怎么办" in desk
    assert waiting_for(world.actor("branch")) == []


def test_an_older_clause_leads_on_to_its_heir(world: World) -> None:
    adoption = adopt(world)
    client = world.client("branch")

    assert client.get("/clauses/6.6/").headers["Location"] == "/clauses/3.12/"
    assert client.get("/clauses/5.1e/").headers["Location"] == "/clauses/changes/#clause:5.1e"
    decide_change(adoption, actor=world.actor("committee"), change="clause:5.1e", choice="keep")
    assert "一卡一课三重温" in client.get("/clauses/5.1e/").content.decode()
    assert client.get("/clauses/9.9/").status_code == 404


def test_a_text_belongs_to_the_words_it_was_attached_to(world: World) -> None:
    client = world.client("orgoffice")
    for clause in ("3.9", "4.1a"):
        client.post(f"/clauses/{clause}/text/", {"text": f"{clause} 的正式文本。"})
    adopt(world)

    page = client.get("/clauses/").content.decode()

    assert "4.1a 的正式文本。" in page
    assert "3.9 的正式文本。" not in page


def many_matters(world: World, count: int) -> None:
    """Matters that cite clauses in all combinations of a few, as their records tell them."""
    place, cited = world["branch"], ("3.7", "3.9", "5.1a", "5.1c", "5.1e", "6.6", "4.1a")
    at = datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)
    where = Place(place.university_id, place.pk, place.path)
    event = Happened()
    object.__setattr__(event, "verb", "matters.open")
    by = system("系统")
    record_many(
        Entry(event, by, "matter", n, f"事项{n}", where, at, clauses=(cited[n % 7], cited[n % 5]))
        for n in range(count)
    )


def test_ten_thousand_matters_cost_as_many_questions_as_ten(world: World) -> None:
    officer = world.actor("orgoffice")
    many_matters(world, 10)
    adopt(world)
    Adoption.objects.all().delete()
    with CaptureQueriesContext(connection) as few:
        adopt(world)
        turns_for(officer)
    Adoption.objects.all().delete()
    many_matters(world, 10_000)
    with CaptureQueriesContext(connection) as many:
        adopt(world)
        turns = turns_for(officer)
    asked = {turn.change.key: turn.touched.work.in_hand for turn in turns}

    assert len(many) == len(few)
    assert asked["clause:3.7"] > 3000
    assert sum(asked.values()) > 10_000
