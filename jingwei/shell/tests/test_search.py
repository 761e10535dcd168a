"""The search: by the beginning and the middle of a name, several words, odd ones; its page, its part, its cost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.kernel.errors import Invalid
from jingwei.kernel.finding import Found
from jingwei.shell.finding import LONGEST, SHORTEST, excerpt, found_by, kinds_for, marked, words_of
from tests.support.matters import OPENED, opened
from tests.support.world import World

PARTLY = {"HX-Request": "true"}
TEXT = st.text("农机 aA(*.%_'\"\\", max_size=20)


def found(client: Client, words: str) -> dict[str, list[str]]:
    """The titles found, by noun."""
    answer = client.get("/api/v1/search", {"q": words})
    assert answer.status_code == 200, answer.content
    return {kind["noun"]: [each["title"] for each in kind["items"]] for kind in answer.json()["items"]}


@pytest.fixture
def matter(world: World) -> Any:
    with clock_at(OPENED):
        return opened(world).matter


def test_names_are_found_by_their_beginning_before_their_middle(world: World) -> None:
    assert found(world.client("orgoffice"), "农机") == {
        "organisations": ["农机装备研究所", "智能农机教师党支部"],
    }


def test_people_are_found_by_a_part_of_the_name_or_the_beginning_of_the_number(world: World) -> None:
    officer, code = world.client("orgoffice"), world.people["branch"].code

    assert found(officer, "砚秋") == found(officer, code) == {"people": ["沈砚秋"]}
    assert found(world.client("student"), "砚秋") == {}
    assert found(world.client("outsider"), "砚秋") == {}


def test_several_words_must_all_be_there(world: World) -> None:
    officer = world.client("orgoffice")

    assert found(officer, "农机 支部") == {"organisations": ["智能农机教师党支部"]}
    assert found(officer, "农机　学院") == {}


def test_a_matter_is_found_by_title_and_number_in_any_width_and_case(world: World, matter: Any) -> None:
    branch = world.client("branch")

    for words in ("驻点", matter.number, matter.number.lower(), "ＲＨ-２０２６"):
        assert found(branch, words)["matters"] == [matter.title], words
    assert "matters" not in found(world.client("neighbour"), "驻点")


def test_clauses_are_found_by_number_and_by_words_in_the_language_of_the_reader(world: World) -> None:
    student = world.client("student")

    assert found(student, "2.3")["clauses"][0].startswith("2.3")
    assert [title[:3] for title in found(student, "政治统领 结合点")["clauses"]] == ["2.3"]
    assert found(student, "three points") == {}
    student.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert [title[:3] for title in found(student, "three points")["clauses"]] == ["2.3"]


def test_an_account_is_found_by_who_keeps_accounts(world: World) -> None:
    assert found(world.client("sysadmin"), "brANCH")["accounts"] == ["branch"]
    assert found(world.client("sysadmin"), "沈砚秋") == {"accounts": ["branch"]}


def test_five_of_a_kind_are_told_and_the_rest_stands_in_their_list(world: World) -> None:
    with clock_at(OPENED):
        for _number in range(6):
            opened(world)
    client = world.client("branch")

    (kind,) = [k for k in client.get("/api/v1/search?q=春耕").json()["items"] if k["noun"] == "matters"]
    listed = html.fromstring(client.get(kind["more"]).content.decode())

    assert len(kind["items"]) == 5
    assert len(listed.xpath("//main//a[contains(@class, 'woven')]")) == 6
    assert found(client, "春耕")["matters"] == ["春耕智能农机驻点服务"] * 5


@pytest.mark.parametrize(
    "words", ["%%", "__", "农_装", "农%所", "''", '""', "\\\\", "(农", "x' OR '1'='1", "\x00\x00农%"]
)
def test_no_sign_stands_for_another(world: World, words: str) -> None:
    client = world.client("orgoffice")

    page = client.get("/search/", {"q": words})

    assert page.status_code == 200
    assert html.fromstring(page.content.decode()).xpath("//section[@class='sought-kind']") == []


@pytest.mark.parametrize("words", ["农", " a ", "很长" * 250])
def test_too_short_and_too_long_is_said_in_words_and_what_was_typed_stays(world: World, words: str) -> None:
    client = world.client("branch")

    page = html.fromstring(client.get("/search/", {"q": words}).content.decode())
    refused = client.get("/api/v1/search", {"q": words})

    (hint,) = page.xpath("//p[@class='sought-hint']")
    assert hint.text_content() in ("至少写两个字。", "最多 60 个字。")
    assert page.xpath("//form[contains(@class, 'find--page')]//input/@value") == [words]
    assert (refused.status_code, [each["field"] for each in refused.json()["errors"]]) == (422, ["q"])


def test_without_words_it_says_what_may_be_found(world: World) -> None:
    said = {
        account: world.client(account).get("/search/", headers=PARTLY).content.decode()
        for account in ("branch", "auditor")
    }

    assert "可以找：融合事项、一线贯通、会议、问题清单、举措、条款、组织、人员。" in said["branch"]
    assert "可以找：条款。" in said["auditor"]
    assert world.client("branch").get("/api/v1/search").json() == {"items": []}


def test_where_nothing_is_found_it_says_where_it_looked_and_who_may_see_more(world: World) -> None:
    said = world.client("student").get("/search/?q=<b>月亮</b>").content.decode()

    assert "没有找到“&lt;b&gt;月亮&lt;/b&gt;”" in said
    assert "<b>月亮" not in said
    assert "上一级的书记和组织部门能看到" in said


def test_while_somebody_types_the_findings_come_alone(world: World, matter: Any) -> None:
    client = world.client("branch")

    part = client.get("/search/?q=春耕", headers=PARTLY).content.decode()
    page = client.get("/search/?q=春耕").content.decode()

    assert "<html" not in part
    assert f'href="/matters/{matter.pk}/"' in part
    assert "<mark>春耕</mark>智能农机驻点服务" in part
    assert part.strip() in page


@pytest.mark.parametrize(
    ("address", "current"),
    [("/", ["/", "/"]), ("/team/", ["/", "/"]), ("/search/", []), ("/matters/", ["/matters/"] * 2)],
)
def test_the_menu_marks_where_one_is_and_the_search_is_nowhere_in_it(
    world: World, address: str, current: list[str]
) -> None:
    page = html.fromstring(world.client("branch").get(address).content.decode())

    assert page.xpath("//nav//a[@aria-current='page']/@href") == current


def test_words_that_stand_elsewhere_are_shown_with_what_is_around_them() -> None:
    outcome = "议定三件事，一件是给合作社的农机手办培训班，四月底前办完"
    thing = Found(1, "主题党日", "/", "智能农机教师党支部", within=outcome)

    assert excerpt(thing, "培训班") == [
        ("…三件事，一件是给合作社的农机手办", False),
        ("培训班", True),
        ("，四月底前办完", False),
    ]
    assert excerpt(thing, "党日") == excerpt(thing, "没有的") == []


@pytest.mark.parametrize(
    ("account", "questions"),
    [("orgoffice", 9), ("branch", 8), ("student", 3), ("auditor", 1), ("province", 4), ("sysadmin", 3)],
)
@pytest.mark.parametrize("matters", [1, 8])
def test_it_asks_one_question_a_kind_however_much_there_is(
    world: World, account: str, questions: int, matters: int
) -> None:
    with clock_at(OPENED):
        for _number in range(matters):
            opened(world)
    actor = world.actor(account)
    found_by(actor, "农机")

    with CaptureQueriesContext(connection) as asked:
        found_by(actor, "农机")

    assert len(asked) == len(kinds_for(actor)) == questions


@given(TEXT, TEXT)
def test_marking_loses_nothing_and_marks_nothing_but_the_words(told: str, typed: str) -> None:
    try:
        words = words_of(typed)
    except Invalid:
        return
    pieces = marked(told, words)

    assert "".join(piece for piece, _is_word in pieces) == told
    assert all((piece.lower() in words.lower().split()) == is_word for piece, is_word in pieces if is_word)
    assert SHORTEST <= len(words) <= LONGEST
