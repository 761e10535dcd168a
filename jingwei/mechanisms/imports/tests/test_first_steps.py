"""Whoever may bring in sheets is told by the empty desk what comes first in a university that was only just admitted."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from jingwei.foundation.organisations.actions import begin_membership, found_organisation, make_appointment
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.organisations.queries import posts_of
from jingwei.foundation.people.actions import register_person
from jingwei.foundation.people.models import Account
from tests.support.world import BUILDER, World


@pytest.fixture
def new(world: World) -> World:
    """A university that has its two tops and its officer, and nothing else."""
    call_command("admit", "U-0099", "白山工学院", officer="baishan:闻一鸣", stdout=StringIO())
    account = Account.objects.get(username="baishan")
    Account.objects.filter(pk=account.pk).update(must_change=False)
    post = posts_of(account.pk)[0].key
    return replace(
        world, accounts=world.accounts | {"baishan": account}, posts=world.posts | {"baishan": post}
    )


def desk(world: World, account: str) -> str:
    """The desk of an account."""
    return str(world.client(account).get("/").content.decode())


def test_each_step_names_the_next_until_all_are_taken(new: World) -> None:
    university = Account.objects.get(username="baishan").university
    top = Organisation.objects.get(university=university, kind="university-committee")

    first = desk(new, "baishan")
    assert "先把组织带进来" in first
    assert 'href="/imports/"' in first.partition("先把组织带进来")[2]

    branch = found_organisation(top, actor=BUILDER, kind="staff-branch", code="W1", name="机关党支部")
    assert "接着把人员带进来" in desk(new, "baishan")

    person = register_person(university, actor=BUILDER, code="9", name="柏禾")
    begin_membership(branch, actor=BUILDER, person=person)
    assert "再把任职带进来" in desk(new, "baishan")

    make_appointment(branch, actor=BUILDER, person=person, role="branch-secretary")
    assert "都办完了。有新的事会出现在这里。" in desk(new, "baishan")


@pytest.mark.parametrize("account", ["orgoffice", "secadmin"])
def test_where_all_is_there_or_nothing_may_be_brought_in_the_desk_says_nothing_of_it(
    new: World, account: str
) -> None:
    assert "带进来" not in desk(new, account)
