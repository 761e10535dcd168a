"""A token acts as its account does in the post it names, found in one question; one that names none is nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.foundation.organisations.actions import make_deputation
from jingwei.foundation.organisations.models import Appointment
from jingwei.foundation.organisations.queries import actor_in_post, actor_of_token, posts_of
from jingwei.foundation.people.actions import issue_token
from jingwei.foundation.people.models import Token
from tests.support.world import World


def test_it_acts_in_every_kind_of_post(world: World, django_assert_num_queries: Any) -> None:
    today, account = clock.today(), world.accounts["member"]
    lent = Appointment.objects.get(pk=int(world.posts["branch"][1:]))
    make_deputation(
        lent,
        actor=world.actor("branch"),
        deputy=world.people["member"],
        since=today,
        until=today + timedelta(days=3),
        reason="出差",
    )
    posts = [(held, post.key) for held in (account, world.accounts["dean"]) for post in posts_of(held.pk)]
    assert {key[0] for _held, key in posts} == {"a", "d", "m"}

    for held, key in posts:
        token, expected = issue_token(held, post_key=key), actor_in_post(held.pk, key)
        assert expected is not None
        with django_assert_num_queries(1):
            assert actor_of_token(token) == replace(expected, kind="token")


@pytest.mark.parametrize("key", ["", "a", "x1", "a1x", "ax", "a-1", "a 1", "m99999999999999999999", "d0"])
def test_a_token_that_names_no_post_is_nobody(world: World, key: str) -> None:
    assert actor_of_token(issue_token(world.accounts["member"], post_key=key)) is None


def test_nor_is_one_for_the_post_of_another_one_out_of_date_or_none_at_all(world: World) -> None:
    other = issue_token(world.accounts["member"], post_key=world.posts["branch"])
    own = issue_token(world.accounts["branch"], post_key=world.posts["branch"])
    assert (actor_of_token(other), actor_of_token("")) == (None, None)
    assert actor_of_token(own) is not None

    Token.objects.update(good_until=clock.now())

    assert actor_of_token(own) is None
