"""A closed account ends no post: who gives the post is told that nobody can act in it, until it is lent or ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import html

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.actions import make_deputation
from jingwei.foundation.organisations.models import Appointment
from jingwei.foundation.organisations.queries import actor_in_post, waiting_for
from jingwei.foundation.people.actions import close_account, reopen_account
from tests.support.page import of_class, said
from tests.support.world import PEOPLE, World

DAY = timedelta(days=1)


def close(world: World, account: str) -> None:
    close_account(world.accounts[account], actor=world.actor("sysadmin"), reason="离校")


def told(world: World) -> set[str]:
    """The accounts on whose desks an idle post waits; those that can be used."""
    actors = {
        account: actor_in_post(world.accounts[account].pk, world.posts[account])
        for account in PEOPLE
        if world.posts[account][0] == "a"
    }
    return {account for account, actor in actors.items() if actor and waiting_for(actor)}


def end_page(world: World, account: str) -> str:
    return f"/organisations/posts/{world.posts[account][1:]}/end/"


def test_who_gives_the_post_is_told_until_somebody_can_act_in_it(world: World) -> None:
    givers = {"orgoffice", "faculty", "secadmin"}
    today = clock.today()
    assert told(world) == set()

    close(world, "branch")
    assert told(world) == givers
    assert actor_in_post(world.accounts["branch"].pk, world.posts["branch"]) is None

    post = Appointment.objects.get(pk=int(world.posts["branch"][1:]))
    faculty, member = world.actor("faculty"), world.people["member"]
    make_deputation(post, actor=faculty, deputy=member, since=today, until=today + DAY, reason="空缺")
    assert told(world) == set()

    close(world, "member")
    assert told(world) == givers

    reopen_account(world.accounts["branch"], actor=world.actor("sysadmin"))
    assert told(world) == set()


def test_the_desk_leads_to_the_page_that_ends_the_post(world: World) -> None:
    close(world, "branch")
    client, url = world.client("faculty"), end_page(world, "branch")

    desk = client.get("/").content.decode()
    assert "沈砚秋（党支部书记）" in desk and url in desk
    assert "免去沈砚秋的党支部书记" in client.get(url).content.decode()
    assert client.post(url, {"until": "2020-01-01"}).status_code == 422
    answer = client.post(url, {"until": ""})

    assert (answer.status_code, answer["Location"]) == (303, f"/organisations/{world['branch'].pk}/")
    assert records_about(world["branch"]).last().verb == "appointments.end"  # type: ignore[union-attr]
    assert told(world) == set()
    assert url not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("account", "status"), [("organizer", 403), ("member", 403), ("outsider", 403), ("secadmin", 200)]
)
def test_the_page_is_for_those_who_give_the_post(world: World, account: str, status: int) -> None:
    assert world.client(account).get(end_page(world, "branch")).status_code == status


def test_a_post_elsewhere_is_not_there(world: World) -> None:
    assert world.client("orgoffice").get(end_page(world, "outsider")).status_code == 404


def test_the_page_of_an_account_says_what_closing_it_leaves(world: World) -> None:
    keeper, url = world.client("sysadmin"), f"/people/accounts/{world.accounts['branch'].pk}/"

    def posts() -> str:
        sections = html.fromstring(keeper.get(url).content.decode()).iter("section")
        return next(words for each in sections if (words := said(each)).startswith("任职"))

    assert "停用账号不会免去职务" in posts() and "党支部书记" in posts()
    close(world, "branch")
    assert "账号已经停用，下面的职务还没有免去" in posts()
    plain = keeper.get(f"/people/accounts/{world.accounts['member'].pk}/")
    assert "停用以后不能登录" in plain.content.decode()
    assert [said(each) for each in of_class(plain, "lines")][-1].startswith("2024")
