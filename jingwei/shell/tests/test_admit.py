"""An empty installation gets its university by one command, and the officer can come in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from jingwei.foundation.ledger.queries import broken_links
from tests.support.world import World


def test_the_officer_comes_in_with_the_printed_password(world: World) -> None:
    out = StringIO()

    call_command(
        "admit", "U-0099", "松江工学院", officer="songjiang:柳未央", secadmin="sj-sec:封守真", stdout=out
    )

    accounts = dict(line.split("\t") for line in out.getvalue().splitlines())
    assert list(accounts) == ["songjiang", "sj-sec"]
    client = Client()
    client.post("/sign-in/", {"username": "songjiang", "password": accounts["songjiang"]})
    assert client.get("/organisations/").headers["Location"] == "/people/mine/password/"
    own = {"current": accounts["songjiang"], "password": "three-calm-rivers"}
    assert client.post("/people/mine/password/", own).status_code == 303
    client.post("/sign-in/", {"username": "songjiang", "password": own["password"]})
    assert "中共松江工学院委员会" in client.get("/organisations/").content.decode()
    assert list(broken_links()) == []


def test_a_malformed_name_leaves_nothing_behind(world: World) -> None:
    with pytest.raises(CommandError, match="USERNAME:NAME"):
        call_command("admit", "U-0098", "半途学院", officer="nobody", stdout=StringIO())

    call_command("admit", "U-0098", "半途学院", officer="somebody:有人在", stdout=StringIO())
