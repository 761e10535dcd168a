"""The bell, the list, one notice: only one's own, read where it is settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from jingwei.adapters.worker import drain
from jingwei.foundation.matters.actions import confirm_deed, note_deed
from jingwei.foundation.organisations.queries import posts_of
from jingwei.mechanisms.notices.models import Notice
from tests.support.matters import Story, story_at
from tests.support.page import of_class, said
from tests.support.world import World


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    with story_at(world, "implementing") as found:
        deed = note_deed(
            found.matter,
            actor=found.actor("teacher"),
            text="台架试验三轮",
            kind="deed",
            milestone=found.milestones["both"],
        )
        drain()
        confirm_deed(deed, actor=found.secretary)
        drain()
        yield found


def bell(client: Client, here: str = "/") -> dict[str, int]:
    told: dict[str, int] = client.get("/notices/new/", {"here": here}).json()
    return told


def own(story: Story, account: str) -> Any:
    return Notice.objects.filter(account=story.world.accounts[account]).order_by("pk")


def test_the_bell_stands_on_every_page(story: Story) -> None:
    (found,) = of_class(story.world.client("member").get("/"), "bell")

    assert (found.get("href"), found.get("data-behaviour")) == ("/notices/", "bell")


def test_the_bell_counts_what_is_unread_and_what_leads_here(story: Story) -> None:
    client, address = story.world.client("member"), f"/matters/{story.matter.pk}/"

    assert bell(client) == {"unread": 1, "here": 0}
    assert bell(client, address) == {"unread": 1, "here": 1}


def test_who_reads_the_thing_itself_has_read_its_notices(story: Story) -> None:
    client, address = story.world.client("member"), f"/matters/{story.matter.pk}/"

    assert client.post("/notices/seen/", {"here": f"{address}9"}).json() == {"unread": 1, "here": 0}
    assert client.post("/notices/seen/", {"here": address}).json() == {"unread": 0, "here": 0}
    assert own(story, "teacher").filter(read_at=None).exists()


def test_the_list_names_them_the_latest_first(story: Story) -> None:
    answer = story.world.client("teacher").get("/notices/")
    text = answer.content.decode()

    assert answer.status_code == 200
    assert text.index("认可了你记的") < text.index("样机标定")
    assert "组织突击队下田" not in text


def test_the_list_is_narrowed(story: Story) -> None:
    client = story.world.client("teacher")
    own(story, "teacher").filter(kind="matters.task").update(read_at=story.matter.touched_at)

    assert "样机标定" not in client.get("/notices/?state=unread").content.decode()
    assert "认可了你记的" not in client.get("/notices/?state=read").content.decode()
    assert "样机标定" in client.get("/notices/?kind=matters.task").content.decode()
    assert client.get("/notices/?kind=x").status_code == 422


def test_one_leads_to_where_it_is_settled_and_is_read(story: Story) -> None:
    client, notice = story.world.client("member"), own(story, "member").get(kind="matters.task")

    answer = client.get(f"/notices/{notice.pk}/")

    assert (answer.status_code, answer["Location"]) == (303, notice.address)
    assert notice.address == f"/matters/{story.matter.pk}/#task-{story.tasks['party'].pk}"
    assert bell(client)["unread"] == 0


def test_what_another_post_sees_is_looked_at_in_that_post(story: Story) -> None:
    world, notice = story.world, own(story, "member").get(kind="matters.task")
    notice.post_key = "a1"
    notice.save()
    client = world.client("member")
    session = client.session
    party = [post.key for post in posts_of(world.accounts["member"].pk) if post.tree == "party"]
    assert session["post"] in party
    story.matter.party = world["other_branch"]
    story.matter.unit = world["other_team"]
    story.matter.save()

    answer = client.get(f"/notices/{notice.pk}/")

    assert answer.status_code == 200
    assert 'name="post" value="a1"' in answer.content.decode()


def test_all_are_read_at_once_my_own_alone(story: Story) -> None:
    client = story.world.client("member")

    assert client.post("/notices/all-read/").status_code == 303
    assert bell(client)["unread"] == 0
    assert own(story, "teacher").filter(read_at=None).exists()


def test_another_s_notice_is_not_there(story: Story) -> None:
    notice = own(story, "teacher").first()

    for account in ("member", "branch", "sysadmin", "secadmin", "auditor"):
        client = story.world.client(account)
        assert client.get(f"/notices/{notice.pk}/").status_code == 404
        assert client.get(f"/api/v1/notices/{notice.pk}").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_machine_reads_them(story: Story) -> None:
    client = story.world.client("member")

    listed = client.get("/api/v1/notices", {"kind": "matters.task"}).json()["items"]
    told = client.get(f"/api/v1/notices/{listed[0]['id']}").json()

    assert [row["words"] for row in listed] == [told["words"]]
    assert (told["kind"], told["press"], told["read_at"]) == ("matters.task", "soon", None)


def test_the_list_asks_as_often_for_many_as_for_one(story: Story, django_assert_num_queries: Any) -> None:
    client = story.world.client("teacher")
    client.get("/notices/")

    with django_assert_num_queries(4):
        page = client.get("/notices/")
    assert len(of_class(page, "nowrap")) == 2
    assert said(of_class(page, "facts")[0]).endswith("条未读")
