"""Clauses with their state: the page, one clause, the sheet, the API, and what each reader may see."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import gettext_lazy as _l
from openpyxl import load_workbook

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.foundation.policy.actions import adopt_pack, attach_text
from jingwei.foundation.policy.models import Adoption, OfficialText
from jingwei.foundation.policy.queries import Standing
from jingwei.kernel.actor import system
from jingwei.kernel.events import EVENTS, Event
from jingwei.kernel.packs import registry
from jingwei.kernel.place import Place
from jingwei.mechanisms.clauses.queries import clause_for, sheet_for
from jingwei.mechanisms.clauses.rules import state_of
from tests.support.world import World

ID = "heilongjiang-2022-38"
TODAY = date(2026, 6, 15)
MORNING = datetime(2026, 6, 15, 9, tzinfo=clock.ZONE)


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    """Any event; its verb is set for each record."""

    verb = "tests.clauses"
    sentence = _l("{actor}：{subject}")


del EVENTS["tests.clauses"]


@pytest.fixture(autouse=True)
def today():
    """The fifteenth of June 2026."""
    with clock_at(TODAY):
        yield


def matter(
    world: World, number: int, clauses: str, *verbs: str, party: str = "branch", unit: str = "team"
) -> None:
    """A matter as its records tell it: each of the verbs, one day apart, the last one today."""
    entries = []
    p, u = world[party], world[unit]
    for index, verb in enumerate(verbs):
        event = Happened()
        object.__setattr__(event, "verb", f"matters.{verb}")
        place = Place(p.university_id, p.pk, p.path, u.pk, u.path)
        at = MORNING - timedelta(days=len(verbs) - 1 - index)
        about = ("matter", number, f"事项{number}", place, at)
        entries.append(Entry(event, system("系统"), *about, clauses=clauses.split()))
    record_many(entries)


def states(world: World, account: str) -> dict[str, str]:
    return {row.clause.id: row.state for row in sheet_for(world.actor(account)).rows}


def standing(met: int, owing: int, strength: str = "warn") -> Standing:
    one = registry.pack(ID).obligations["matters-inspected"].model_copy(update={"strength": strength})
    return Standing(one, TODAY, None, counted=True, met=met, owing=("某支部",) * owing)


@pytest.mark.parametrize(
    ("state", "values"),
    [
        ("untouched", {}),
        ("moving", {"in_hand": 1}),
        ("moving", {"confirmed": 1}),
        ("moving", {"standings": [standing(1, 1, "inform")]}),
        ("moving", {"closed": 1, "standings": [standing(0, 1, "inform")]}),
        ("done", {"closed": 1}),
        ("done", {"standings": [standing(3, 0)]}),
        ("gap", {"closed": 5, "standings": [standing(3, 1)]}),
        ("orienting", {"closed": 5, "orienting": True}),
        ("hidden", {"may_see_work": False}),
    ],
)
def test_the_state_of_a_clause(state: str, values: dict) -> None:
    nothing = {
        "in_hand": 0,
        "closed": 0,
        "confirmed": 0,
        "orienting": False,
        "may_see_work": True,
        "standings": (),
    }

    assert state_of(**(nothing | values)) == state


def test_matters_count_by_the_last_that_is_known_of_them(world: World) -> None:
    matter(world, 1, "3.6", "open", "confirm", "confirm", "close")
    matter(world, 2, "3.6 5.1f", "open")
    matter(world, 3, "5.1f", "open", "withdraw")
    matter(world, 4, "2.1", "open")
    matter(world, 4, "2.2", "amend")

    rows = {row.clause.id: row for row in sheet_for(world.actor("orgoffice")).rows}

    assert (rows["3.6"].work.in_hand, rows["3.6"].work.closed, rows["3.6"].work.confirmed) == (1, 1, 2)
    assert (rows["5.1f"].work.in_hand, rows["5.1f"].work.closed, rows["5.1f"].state) == (1, 0, "moving")
    assert (rows["2.1"].state, rows["2.2"].state) == ("untouched", "moving")
    assert rows["3.6"].state == "done"
    assert rows["4.1a"].state == "gap"
    assert rows["1.1"].state == "orienting"
    assert len(rows) == len(registry.pack(ID).clauses)


def test_last_years_work_is_not_this_years(world: World) -> None:
    with clock_at(date(2025, 11, 1)):
        matter(world, 1, "3.6", "open")
    entries_at = MORNING - timedelta(days=200)
    event = Happened()
    object.__setattr__(event, "verb", "matters.close")
    p = world["branch"]
    record_many(
        [
            Entry(
                event,
                system("系统"),
                "matter",
                1,
                "事项1",
                Place(p.university_id, p.pk, p.path),
                entries_at,
                clauses=["3.6"],
            )
        ]
    )

    assert states(world, "orgoffice")["3.6"] == "untouched"


def test_each_reader_sees_the_state_of_the_own_organisations(world: World) -> None:
    matter(world, 1, "3.6", "open")

    seen = {
        a: states(world, a)["3.6"]
        for a in ("branch", "head", "dean", "faculty", "neighbour", "outsider", "auditor")
    }

    assert seen == {
        "branch": "moving",
        "head": "moving",
        "dean": "moving",
        "faculty": "moving",
        "neighbour": "untouched",
        "outsider": "untouched",
        "auditor": "hidden",
    }


def test_the_authority_looks_into_its_universities(world: World) -> None:
    matter(world, 1, "3.6", "open")
    matter(world, 2, "3.6", "open", party="foreign_branch", unit="foreign_faculty")

    rows = {row.clause.id: row for row in sheet_for(world.actor("province")).rows}

    assert rows["3.6"].work.in_hand == 2


@pytest.mark.parametrize("matters", [1, 3])
def test_the_page_costs_a_fixed_number_of_questions(
    world: World, matters: int, django_assert_num_queries
) -> None:
    for number in range(matters):
        matter(world, number, "3.6 4.1a", "open", "confirm")
    client = world.client("orgoffice")
    client.get("/clauses/")

    with django_assert_num_queries(12):
        response = client.get("/clauses/")

    assert response.status_code == 200


def test_the_page_shows_words_state_and_links(world: World) -> None:
    matter(world, 1, "3.6", "open", "confirm", "close")
    authority = world.universities["authority"]
    attach_text(authority, actor=world.actor("province"), pack=ID, clause="3.6", text="正式的那一款。")

    page = world.client("orgoffice").get("/clauses/").content.decode()

    assert "黑教工委〔2022〕38号" in page
    assert "正式的那一款。" in page
    assert "北原省委教育工作委员会附" in page
    assert 'href="/matters/?clause=3.6"' in page
    assert "在办 0 件，今年办结 1 件" in page
    assert "6 个组织还没做到" in page
    assert "未核实" in page
    assert "只看缺口（1）" in page


def test_only_gaps(world: World) -> None:
    page = world.client("orgoffice").get("/clauses/?state=gap").content.decode()

    assert 'id="clause-4.1a"' in page
    assert page.count('<article class="cl ') == 1
    assert (
        world.client("orgoffice").get("/clauses/?state=none").content.decode().count('<article class="cl ')
        == 61
    )


def test_everyone_with_an_account_reads_the_clauses_and_nobody_else(world: World, client) -> None:
    accounts = ("province", "orgoffice", "dean", "student", "sysadmin", "auditor", "outsider")

    assert {world.client(a).get("/clauses/").status_code for a in accounts} == {200}
    assert client.get("/clauses/").status_code in (302, 303, 401)
    assert client.get("/api/v1/clauses").status_code == 401


def test_one_clause_with_the_rows_behind_its_numbers(world: World) -> None:
    matter(world, 1, "4.1a", "open", "confirm", "inspect", "close")
    matter(world, 2, "4.1a", "open", party="other_branch", unit="other_team")
    officer = world.actor("orgoffice")

    found = clause_for(officer, "4.1a")
    page = world.client("orgoffice").get("/clauses/4.1a/").content.decode()

    assert [(c.title, c.is_closed) for c in found.carriers] == [("事项2", False), ("事项1", True)]
    assert [record.verb for record, _sentence in found.records] == ["matters.confirm"]
    assert found.records_hidden == 0
    assert "还没做到的 5 个组织" in page
    assert f'href="/organisations/{world["other_branch"].pk}/"' in page
    assert world.client("orgoffice").get("/clauses/9.9/").status_code == 404


def test_what_a_reader_may_not_open_is_counted_as_hidden(world: World) -> None:
    matter(world, 1, "4.1a", "open", "confirm")

    found = clause_for(world.actor("member"), "4.1a")

    assert (found.row.work.confirmed, found.records, found.records_hidden) == (1, (), 1)


def test_a_holder_attaches_the_official_text_on_the_page(world: World) -> None:
    client = world.client("orgoffice")

    empty = client.post("/clauses/4.1a/text/", {"text": " "})
    done = client.post("/clauses/4.1a/text/", {"text": "照录的文本。"})
    page = client.get("/clauses/4.1a/").content.decode()

    assert (empty.status_code, done.status_code, done.headers["Location"]) == (422, 303, "/clauses/4.1a/")
    assert "照录的文本。" in page
    assert OfficialText.objects.get().attached_by == world.people["orgoffice"]
    assert world.client("branch").post("/clauses/4.1a/text/", {"text": "别的。"}).status_code == 403
    assert "/clauses/4.1a/text/" not in world.client("branch").get("/clauses/4.1a/").content.decode()


def test_the_secretary_adopts_the_version_at_hand_on_the_page(world: World) -> None:
    client = world.client("committee")

    before = client.get("/clauses/").content.decode()
    done = client.post("/clauses/adopt/")
    after = client.get("/clauses/").content.decode()

    assert "采用第 1 版" in before
    assert "采用第 1 版" not in world.client("orgoffice").get("/clauses/").content.decode()
    assert done.status_code == 303
    assert "2026-06-15 起采用" in after
    assert "采用第 1 版" not in after
    assert Adoption.objects.get().university == world.universities["home"]
    assert world.client("orgoffice").post("/clauses/adopt/").status_code == 403


def test_the_table_leaves_as_a_workbook(world: World) -> None:
    matter(world, 1, "3.6", "open", "confirm", "close")

    response = world.client("orgoffice").get("/clauses/table.xlsx")
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = {row[0]: row for row in book.active.iter_rows(values_only=True)}

    assert rows["条款编号"][3:8] == ("是不是正式文本", "状态", "在办事项", "今年办结", "今年得到认可")
    assert rows["3.6"][3:8] == ("概述", "已落实", 0, 1, 1)
    assert rows["4.1a"][9] == 6
    assert len(rows) == 62


def test_the_api_lists_opens_and_attaches(world: World) -> None:
    matter(world, 1, "3.6", "open")
    client = world.client("orgoffice")

    third = client.get("/api/v1/clauses", {"section": 3, "limit": 5}).json()
    following = client.get("/api/v1/clauses", {"section": 3, "limit": 200, "cursor": third["next"]}).json()
    gaps = client.get("/api/v1/clauses", {"state": "gap"}).json()["items"]
    body = {"text": "照录的文本。", "source_digest": "ab" * 32}
    attached = client.post("/api/v1/clauses/3.6/attach-text", body, content_type="application/json").json()

    assert len(third["items"]) == 5
    assert {c["section"] for c in third["items"] + following["items"]} == {3}
    assert [(c["id"], c["gaps"]) for c in gaps] == [("4.1a", 6)]
    assert (attached["text"], attached["text_from"], attached["text_source_digest"]) == (
        "照录的文本。",
        "北疆理工大学",
        "ab" * 32,
    )
    assert attached["matters"] == [{"id": 1, "title": "事项1", "closed": False}]
    assert [a["verb"] for a in attached["actions"]] == ["clauses.attach_text"]
    assert world.client("dean").get("/api/v1/clauses/3.6").json()["actions"] == []
    assert client.get("/api/v1/clauses/9.9").status_code == 404
    refused = world.client("branch").post(
        "/api/v1/clauses/3.6/attach-text", {"text": "甲"}, content_type="application/json"
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "no-grant")


def test_an_older_edition_is_shown_as_it_was_adopted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    adopt_pack(world.universities["home"], actor=world.actor("committee"), pack=ID)
    pack = registry.pack(ID)
    empty = type(pack)(**{**pack.__dict__, "fingerprint": "sha256:other", "clauses": {}})
    monkeypatch.setattr(registry, "packs", lambda: (empty,))

    assert list(states(world, "branch")) == list(pack.clauses)
