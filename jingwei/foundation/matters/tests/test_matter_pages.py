"""The pages of matters: the list, one matter in each state, what a reader may do there and what is told of the rest."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters import actions
from tests.support.matters import OPENED, STATES, opened, story_at
from tests.support.world import World

QUESTIONS_OF_THE_LIST = 4
QUESTIONS_OF_A_MATTER = 11


def body(world: World, account: str, url: str, **headers: str) -> str:
    response = world.client(account).get(url, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_whatever_its_length(world: World, count: int) -> None:
    with clock_at(OPENED):
        for _number in range(count):
            opened(world)
    client = world.client("faculty")

    with CaptureQueriesContext(connection) as asked:
        page = client.get("/matters/").content.decode()

    assert (page.count('class="woven"'), len(asked)) == (count, QUESTIONS_OF_THE_LIST)


def test_a_row_has_its_loom_its_four_knots_and_what_is_next(world: World) -> None:
    with story_at(world, "implementing"):
        page = body(world, "branch", "/matters/")

    assert "布机：3 个节点" in page
    assert page.count('class="knot"') == 4
    assert ("过了 35 天" in page, "一号地块试播" in page) == (True, True)


def test_filters_narrow_and_htmx_gets_the_rows_alone(world: World) -> None:
    with story_at(world, "planning"):
        none = body(world, "branch", "/matters/?state=closed")
        rows = body(world, "branch", "/matters/?q=春耕", **{"HX-Request": "true"})

    assert ("没有符合条件的事项" in none, "春耕智能农机驻点服务" in none) == (True, False)
    assert ("春耕智能农机驻点服务" in rows, "<html" in rows) == (True, False)


def test_the_list_leaves_as_a_sheet(world: World) -> None:
    response = world.client("branch").get("/matters/?format=xlsx")

    assert response.status_code == 200
    assert "spreadsheetml" in response["Content-Type"]


def test_an_empty_list_says_what_comes_next(world: World) -> None:
    page = body(world, "branch", "/matters/")

    assert ("等第一件事" in page, "/matters/new/" in page) == (True, True)


@pytest.mark.parametrize(
    ("account", "status"), [("branch", 200), ("dean", 200), ("neighbour", 404), ("outsider", 404)]
)
def test_one_matter_is_there_for_those_who_may_see_it(world: World, account: str, status: int) -> None:
    with story_at(world, "planning") as story:
        assert world.client(account).get(f"/matters/{story.matter.pk}/").status_code == status


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("account", ["branch", "orgoffice", "member"])
def test_every_state_has_its_page(world: World, state: str, account: str) -> None:
    with story_at(world, state) as story:
        page = body(world, account, f"/matters/{story.matter.pk}/")

    assert (page.count("<h1"), "下一步" in page or "结果" in page) == (1, True)


@pytest.mark.parametrize(
    ("state", "account", "words"),
    [
        ("planning", "branch", "同意计划"),
        ("deploying", "branch", "分任务"),
        ("implementing", "branch", "请人检查"),
        ("inspecting", "orgoffice", "写检查结论"),
    ],
)
def test_the_next_step_stands_under_the_stages(world: World, state: str, account: str, words: str) -> None:
    with story_at(world, state) as story:
        assert words in body(world, account, f"/matters/{story.matter.pk}/")


def test_a_step_that_is_shut_is_there_and_says_why(world: World) -> None:
    with story_at(world, "implementing") as story:
        page = body(world, "branch", f"/matters/{story.matter.pk}/")

    next_step = page[page.index('id="next"') : page.index('id="points"')]
    assert ('aria-disabled="true"' in next_step, "还有 3 个节点没有认可" in next_step) == (True, True)
    assert "<form" not in next_step


def test_who_agreed_waits_for_the_other_side_without_a_button(world: World) -> None:
    with story_at(world, "planning") as story:
        actions.agree_plan(story.matter, actor=story.secretary)
        page = body(world, "branch", f"/matters/{story.matter.pk}/")

    next_step = page[page.index('id="next"') : page.index('id="points"')]
    assert ("业务侧还没有同意" in next_step, "同意计划" in next_step) == (True, False)


def test_who_may_only_see_gets_no_form(world: World) -> None:
    with story_at(world, "planning") as story:
        page = body(world, "orgoffice", f"/matters/{story.matter.pk}/")

    main = page[page.index('id="next"') :]
    assert 'action="/matters/' not in main


def test_notes_are_told_by_what_waits_and_by_what_has_one_side(world: World) -> None:
    with story_at(world, "inspecting") as story:
        url = f"/matters/{story.matter.pk}/"
        everything, waiting, single = (
            body(world, "branch", f"{url}?show={s}") for s in ("", "waiting", "one-sided")
        )

    assert [page.count('<article class="ev"') for page in (everything, waiting, single)] == [5, 0, 3]


def test_the_label_is_told_to_owners_and_not_to_a_student(world: World) -> None:
    with story_at(world, "inspecting", changed="") as story:
        url = f"/matters/{story.matter.pk}/"
        told = "没有一条改变了决策" in body(world, "branch", url)
        kept = "没有一条改变了决策" in body(world, "student", url)

    assert (told, kept) == (True, False)


def test_the_page_asks_a_fixed_number_of_questions(world: World) -> None:
    with story_at(world, "inspecting") as story:
        client, url = world.client("member"), f"/matters/{story.matter.pk}/"
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200

    assert len(asked) == QUESTIONS_OF_A_MATTER


def test_the_register_is_a_paper_that_holds_what_was_done(world: World) -> None:
    with story_at(world, "closed") as story:
        response = world.client("branch").get(f"/matters/{story.matter.pk}/register.docx")

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content[:2] == b"PK"


def test_the_register_says_the_sentences(world: World) -> None:
    with story_at(world, "closed") as story:
        content = world.client("branch").get(f"/matters/{story.matter.pk}/register.docx").content
    paper = Document(BytesIO(content))
    text = "\n".join(p.text for p in paper.paragraphs)
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}

    assert ("看了地块和数据" in text, "6.2" in cells, "低温漏播率降到 2.8%" in cells) == (True, True, True)


def test_desk_and_organisation_show_the_matters_and_the_cloth(world: World) -> None:
    with story_at(world, "inspecting"):
        desk = body(world, "branch", "/")
        page = body(world, "faculty", f"/organisations/{world['team'].pk}/")
        whole = body(world, "branch", "/matters/cloth/")
        here = body(world, "branch", "/matters/here/")
        client = world.client("branch")
        below = client.get("/matters/here/", headers={"HX-Request": "true"}).content.decode()
        part = client.get("/matters/cloth/", headers={"HX-Request": "true"}).content.decode()
        nothing = world.client("neighbour").get("/matters/cloth/", headers={"HX-Request": "true"})
        none = body(world, "neighbour", "/matters/here/")

    assert ("<html" in here, "<html" in below) == (True, False)
    assert all("春耕智能农机驻点服务" in told for told in (here, below))
    assert ("春耕智能农机驻点服务" in none, "还没有事项" in none) == (False, True)
    assert 'hx-get="/matters/here/"' in desk
    assert ("智能农机教师党支部的融合事项" in desk, 'hx-get="/matters/cloth/"' in desk) == (True, True)
    assert all("经 2 项，织入 <b>1</b>" in told for told in (whole, part))
    assert ("<html" in whole, "<html" in part, nothing.content.strip()) == (True, False, b"")
    assert "春耕智能农机驻点服务" in page


def test_a_post_without_matters_has_no_panel(world: World) -> None:
    assert "的融合事项" not in body(world, "sysadmin", "/")


def test_nobody_opens_the_list_without_the_right_to_see(world: World) -> None:
    assert world.client("sysadmin").get("/matters/").status_code == 403


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ("inspecting", ["branch", "head", "orgoffice"]),
        ("closed", ["branch", "head", "orgoffice", "student"]),
    ],
)
def test_a_label_is_called_so_where_the_next_step_stands_to_its_owners_first(
    world: World, stage: str, told: list[str]
) -> None:
    called = "<b>按记录看是贴牌。</b>党建侧有 2 条做法得到认可，但没有一条改变了决策、人员、资源或结果。"
    with story_at(world, stage, changed="") as story:
        pages = {
            each: body(world, each, f"/matters/{story.matter.pk}/")
            for each in ("branch", "head", "orgoffice", "student")
        }

    assert [each for each, page in pages.items() if called in page] == told
    assert pages["branch"].index(called) < pages["branch"].index('id="points"')
