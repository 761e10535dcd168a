"""Every no over the API is a problem document with its status, never a page and never a trace."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from tests.api.conftest import Machine, problem
from tests.support.world import World

JSON = "application/json"


def test_a_request_without_an_account_is_401(world: World) -> None:
    problem(Client().get("/api/v1/people"), 401, "not-signed-in")


def test_a_token_nobody_issued_is_401(world: World) -> None:
    client = Client(headers={"authorization": "Bearer nothing"})

    problem(client.get("/api/v1/people"), 401, "not-signed-in")


@pytest.mark.parametrize("body", ["{", "", "\x00", "[1", '{"name": "\ud800"}'.encode("utf-8", "replace")])
def test_a_body_that_is_no_json_is_400_or_422(world: World, machine: Machine, body: str | bytes) -> None:
    client = machine("orgoffice")

    response = client.post("/api/v1/people", body, content_type=JSON)

    assert response.status_code in (400, 422)
    problem(response, response.status_code, "bad-request" if response.status_code == 400 else "invalid")


@pytest.mark.parametrize(
    "content_type", ["text/html", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_a_body_of_another_kind_is_refused_as_a_problem(
    world: World, machine: Machine, content_type: str
) -> None:
    response = machine("orgoffice").post("/api/v1/people", b"name=x", content_type=content_type)

    problem(response, 400, "bad-request")


def test_what_is_malformed_is_told_in_words_by_the_name_of_its_field(world: World, machine: Machine) -> None:
    body = {"organisation_id": "x", "partner_id": 1, "type": "general", "title": "试", "starts": "四月"}

    sent = machine("branch").post("/api/v1/matters", body, content_type=JSON)
    asked = machine("branch").get("/api/v1/matters?limit=100000")

    assert problem(sent, 422, "invalid")["errors"] == [
        {"field": "organisation_id", "message": "这里要填整数。"},
        {"field": "starts", "message": "日期写成 2026-04-16 这样。"},
        {"field": "due", "message": "这一项要填。"},
    ]
    assert problem(asked, 422, "invalid")["errors"] == [{"field": "limit", "message": "不能大于 200。"}]


def test_an_act_that_is_not_granted_is_403(world: World, machine: Machine) -> None:
    response = machine("member").post(
        f"/api/v1/organisations/{world['branch'].pk}/rename", {"name": "新名"}, content_type=JSON
    )

    problem(response, 403, "no-grant")


def test_a_rule_that_stands_against_it_is_403_with_its_clause(world: World, machine: Machine) -> None:
    body = {"parent_id": world["branch"].pk, "kind": "faculty-committee", "code": "x", "name": "错位"}

    response = machine("orgoffice").post("/api/v1/organisations", body, content_type=JSON)

    assert problem(response, 403, "rule")["clause"] == "3.1"


def test_an_object_out_of_sight_is_404_like_one_that_is_not_there(world: World, machine: Machine) -> None:
    client = machine("branch")

    foreign = client.get(f"/api/v1/organisations/{world['foreign_branch'].pk}")
    nothing = client.get("/api/v1/organisations/987654321")

    assert problem(foreign, 404, "not-found") == problem(nothing, 404, "not-found")


@pytest.mark.parametrize(
    "path", ["/api/v1/no-such-noun", "/api/v1/people/1/no-such-verb", "/api/", "/api/v2/people"]
)
def test_an_unknown_address_is_404(world: World, machine: Machine, path: str) -> None:
    problem(machine("orgoffice").get(path), 404, "not-found")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_an_unknown_method_is_405_and_names_those_allowed(
    world: World, machine: Machine, method: str
) -> None:
    response = getattr(machine("orgoffice"), method)("/api/v1/people")

    problem(response, 405, "wrong-method")
    assert response.headers["Allow"]


def test_an_older_version_is_409(world: World, machine: Machine) -> None:
    response = machine("orgoffice").post(
        f"/api/v1/organisations/{world['branch'].pk}/rename",
        {"name": "新名"},
        content_type=JSON,
        headers={"if-match": '"99"'},
    )

    problem(response, 409, "edited-meanwhile")


def test_a_body_beyond_the_bound_is_413(world: World, machine: Machine, settings: object) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        response = machine("orgoffice").post("/api/v1/people", {"name": "长" * 1000}, content_type=JSON)

    problem(response, 413, "too-large")


def test_what_is_missing_or_unknown_is_422_by_field(world: World, machine: Machine) -> None:
    body = {"university_id": world.universities["home"].pk, "name": "缺号", "colour": "red"}

    response = machine("orgoffice").post("/api/v1/people", body, content_type=JSON)

    fields = {error["field"].split(".")[-1] for error in problem(response, 422, "invalid")["errors"]}
    assert fields == {"code", "colour"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Idempotency-Key", "k" * 101),
        ("Idempotency-Key", "a\tb"),
        ("If-Match", "yesterday"),
        ("If-Match", "9" * 40),
    ],
)
def test_a_malformed_header_is_422(world: World, machine: Machine, name: str, value: str) -> None:
    response = machine("orgoffice").post(
        "/api/v1/people", {}, content_type=JSON, headers={name.lower(): value}
    )

    problem(response, 422, "invalid")


def test_a_session_without_the_page_s_own_mark_cannot_post(world: World) -> None:
    client = world.client("orgoffice")
    client.handler.enforce_csrf_checks = True

    response = client.post(
        f"/api/v1/organisations/{world['branch'].pk}/rename", {"name": "新名"}, content_type=JSON
    )

    problem(response, 403, "csrf")
    assert client.get("/api/v1/organisations").status_code == 200


def test_a_fault_of_ours_shows_no_trace(
    world: World, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret place")

    monkeypatch.setattr("jingwei.kernel.resources.take", broken)
    client = machine("orgoffice")
    client.raise_request_exception = False

    response = client.get("/api/v1/people")

    problem(response, 500, "broken")
    assert "secret place" not in response.content.decode()


def test_english_is_spoken_to_those_who_ask_for_it(world: World) -> None:
    response = Client(headers={"accept-language": "en"}).get("/api/v1/people")

    assert problem(response, 401, "not-signed-in")["detail"].isascii()
