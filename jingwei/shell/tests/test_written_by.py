"""What waited on a device is taken from the account and the post that wrote it, and from nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.test import Client

from jingwei.kernel.actor import Post
from jingwei.shell.written_by import HEADER, account_mark, writer_mark
from tests.support.world import World

POSTS = "/posts/"


def answer(client: Client, mark: str) -> Any:
    """What a small form says when it comes with this mark."""
    return client.post(POSTS, {"post": "none"}, headers={HEADER: mark, "HX-Request": "true"})


def test_who_wrote_it_may_send_it(world: World) -> None:
    assert answer(world.client("branch"), writer_mark(world.actor("branch"))).status_code == 404


def test_another_account_or_nobody_may_not(world: World) -> None:
    mark = writer_mark(world.actor("branch"))

    for client in (world.client("member"), Client()):
        refused = answer(client, mark)
        assert refused.status_code == 401
        assert b"written-by-another" in refused.content


def test_nor_may_whoever_must_change_the_password_first(world: World) -> None:
    client = world.client("branch")
    session = client.session
    session["must_change"] = True
    session.save()

    assert answer(client, writer_mark(world.actor("branch"))).status_code == 401


def test_the_marks_tell_accounts_and_posts_apart_and_name_nobody(world: World) -> None:
    branch, member = world.actor("branch"), world.actor("member")
    other = replace(branch, post=Post("another:1", "dean", "院长"))
    marks = [
        account_mark(branch),
        account_mark(member),
        writer_mark(branch),
        writer_mark(member),
        writer_mark(other),
    ]

    assert len({*marks}) == 5
    assert account_mark(other) == account_mark(branch)
    assert {len(mark) for mark in marks} == {32}
    assert (account_mark(None), writer_mark(None)) == ("", "")
