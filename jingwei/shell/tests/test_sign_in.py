"""The door: who comes in, who does not, and where one is afterwards."""

import pytest
from django.test import Client

from tests.support.page import of_class
from tests.support.world import PASSWORD, World


def test_a_secretary_comes_in_and_stands_at_her_desk(world: World) -> None:
    client = Client()

    response = client.post("/sign-in/", {"username": "Branch", "password": PASSWORD})

    assert (response.status_code, response.headers["Location"]) == (303, "/")
    desk = client.get("/")
    assert desk.status_code == 200
    assert "智能农机教师党支部" in desk.content.decode()


@pytest.mark.parametrize(("username", "password"), [("branch", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_read_the_same(world: World, username: str, password: str) -> None:
    response = Client().post("/sign-in/", {"username": username, "password": password})

    assert response.status_code == 422
    assert "账号或密码不对。" in response.content.decode()


def test_signing_in_changes_the_session_key(world: World) -> None:
    client = Client()
    client.get("/sign-in/")
    before = client.session.session_key

    client.post("/sign-in/", {"username": "branch", "password": PASSWORD})

    assert client.session.session_key != before


def test_the_way_on_stays_within_this_site(world: World) -> None:
    form = {"username": "branch", "password": PASSWORD}

    response = Client().post("/sign-in/?next=https://elsewhere.example/", form)

    assert response.headers["Location"] == "/"


def test_a_stranger_is_sent_to_the_door_and_a_machine_gets_a_problem(world: World) -> None:
    assert Client().get("/").headers["Location"] == "/sign-in/?next=%2F"
    refused = Client().get("/api/v1/people")
    assert (refused.status_code, refused.json()["code"]) == (401, "not-signed-in")


def test_one_may_act_in_another_post_of_ones_own_only(world: World) -> None:
    client = world.client("faculty")
    other = world.posts["committee"]

    assert client.post("/posts/", {"post": other}).status_code == 404
    own = next(
        each.get("value") for each in of_class(client.get("/posts/"), "btn") if each.get("name") == "post"
    )
    assert client.post("/posts/", {"post": own}).status_code == 303
    assert client.session["post"] == own


def test_health_names_its_parts(db: None) -> None:
    body = Client().get("/healthz").json()

    assert {k: body[k] for k in ("status", "database", "queue")} == {
        "status": "ok",
        "database": "ok",
        "queue": "ok",
    }
