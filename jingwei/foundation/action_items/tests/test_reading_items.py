"""Who reads action items: the list, the sheet, the occasion, what hangs where, what goes with a merged organisation."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.action_items.actions import hand_item, return_item
from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.action_items.queries import hanging_for, item_for, items_for, occasion_for
from jingwei.foundation.action_items.tests.story import DUE, OTHER, TEXT, TOPIC, studied
from jingwei.foundation.organisations.actions import merge_organisations
from jingwei.kernel.errors import NotFound
from tests.support.world import World

LATE = date(2026, 5, 9)


def test_the_tree_above_sees_them_and_nobody_beside(world: World) -> None:
    with studied(world) as story:
        seen = {
            who: items_for(world.actor(who)).count()
            for who in (
                "branch",
                "member",
                "faculty",
                "orgoffice",
                "dean",
                "teacher",
                "neighbour",
                "outsider",
            )
        }
        assert seen == dict.fromkeys(("branch", "member", "faculty", "orgoffice"), 2) | dict.fromkeys(
            ("dean", "teacher", "neighbour", "outsider"), 0
        )
        for find, pk in ((item_for, story.item.pk), (occasion_for, story.occasion.pk)):
            with pytest.raises(NotFound):
                find(world.actor("neighbour"), pk)


def test_whom_it_was_given_to_sees_their_own_alone(world: World) -> None:
    with studied(world) as story:
        hand_item(story.item, actor=story.actor("branch"), person=world.people["teacher"])
        client = world.client("teacher")
        listed = client.get("/action-items/?whose=mine").content.decode()
        page = client.get(f"/action-items/occasions/{story.occasion.pk}/").content.decode()

    assert (TEXT in listed, OTHER in listed) == (True, False)
    assert (TEXT in page, OTHER in page, TOPIC in page) == (True, False, True)


def test_the_list_is_narrowed_and_taken_away_as_a_sheet(world: World) -> None:
    client = world.client("faculty")
    with studied(world) as story:
        return_item(story.item, actor=story.actor("member"), reason="在外地")
        returned = client.get("/action-items/?state=returned").content.decode()
        studied_ones = client.get("/api/v1/action-items?kind=study").json()["items"]
        none = client.get("/api/v1/action-items?kind=dispatch").json()["items"]
        found = client.get("/api/v1/action-items?q=黑土地").json()["items"]
        sheet = client.get("/action-items/?format=xlsx")
        content = b"".join(sheet.streaming_content)  # type: ignore[attr-defined]
    with clock_at(LATE):
        late = client.get("/api/v1/action-items?state=late").json()["items"]

    rows = list(openpyxl.load_workbook(BytesIO(content)).active.values)  # type: ignore[union-attr]
    assert (TEXT in returned, OTHER in returned) == (True, False)
    assert ([each["text"] for each in studied_ones], none, len(found), len(late)) == ([OTHER, TEXT], [], 2, 2)
    assert [row[1:3] for row in rows[-2:]] == [(OTHER, "沈砚秋"), (TEXT, "喻清川")]


def test_the_pages_ask_a_fixed_number_of_questions(world: World, django_assert_num_queries: object) -> None:
    client = world.client("branch")
    with studied(world) as story:
        at = f"/action-items/occasions/{story.occasion.pk}/"
        client.get(at), client.get("/action-items/")
        with django_assert_num_queries(4):  # type: ignore[operator]
            client.get(at)
        with django_assert_num_queries(4):  # type: ignore[operator]
            client.get("/action-items/")


def test_whom_it_was_given_to_reads_how_many_among_the_own_data(world: World) -> None:
    with studied(world):
        own, other = (
            world.client(who).get("/people/mine/").content.decode() for who in ("member", "teacher")
        )

    assert ("交给本人的举措" in own, "交给本人的举措" in other) == (True, False)


def test_what_hangs_where(world: World) -> None:
    with studied(world):
        pass
    with clock_at(LATE):
        branch = [(each.where, each.what, each.late) for each in hanging_for(world.actor("branch"))]
        faculty = [
            (each.where, each.count, each.late, each.oldest) for each in hanging_for(world.actor("faculty"))
        ]
        nobody = hanging_for(world.actor("member"))
        team = html.fromstring(world.client("branch").get("/team/").content.decode())

    assert sorted(branch) == sorted([("喻清川", TEXT, 1), ("沈砚秋", OTHER, 1)])
    assert (faculty, nobody) == ([("智能农机教师党支部", 2, 2, DUE)], [])
    assert team.xpath("//a[@href='/action-items/hold/?kind=dispatch']")


def test_they_go_with_the_organisation_that_is_merged(world: World) -> None:
    with studied(world) as story:
        merge_organisations(
            world["other_branch"], actor=world.actor("orgoffice"), others=[world["branch"].pk]
        )
        item: ActionItem = story.item
        read = world.client("neighbour").get(f"/action-items/occasions/{item.occasion_id}/").status_code

    assert (item.organisation, read) == (world["other_branch"], 200)
