"""Doors and pages: who is let in, and whether the whole page or a fragment answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from jingwei.kernel.access import actor_of, holding, public, signed_in
from jingwei.kernel.errors import NotAllowed, NotSignedIn
from jingwei.kernel.pages import go, wants_fragment
from tests.kernel.plot.room import gardener
from tests.support.world import World

HTMX = {"hx-request": "true"}
BOOSTED = {"hx-request": "true", "hx-boosted": "true"}


def request(actor: Any = None, **headers: str) -> Any:
    made = RequestFactory().get("/", headers={k.replace("_", "-"): v for k, v in headers.items()})
    made.actor = actor  # type: ignore[attr-defined]
    return made


def view(request: Any) -> HttpResponse:
    return HttpResponse("in")


def test_each_door_says_what_it_is() -> None:
    assert public(view).access == "public"  # type: ignore[attr-defined]
    assert signed_in(view).access == "signed-in"  # type: ignore[attr-defined]
    assert holding("plot.dig")(view).access == "plot.dig"  # type: ignore[attr-defined]


@pytest.mark.parametrize("door", [signed_in, holding("plot.dig")])
def test_nobody_is_asked_to_sign_in(door: Any) -> None:
    with pytest.raises(NotSignedIn):
        door(view)(request())


def test_a_held_verb_opens_and_another_does_not() -> None:
    assert holding("plot.dig")(view)(request(gardener(1))).content == b"in"
    with pytest.raises(NotAllowed) as refused:
        holding("plot.dig")(view)(request(gardener(1, "0001", "plot.sow")))
    assert refused.value.code == "no-grant"


def test_a_request_that_never_met_the_shell_has_no_actor() -> None:
    with pytest.raises(NotSignedIn):
        actor_of(RequestFactory().get("/"))


@pytest.mark.parametrize(("headers", "fragment"), [({}, False), (HTMX, True), (BOOSTED, False)])
def test_a_fragment_is_for_htmx_that_is_not_boosted(headers: dict[str, str], fragment: bool) -> None:
    assert wants_fragment(request(None, **headers)) is fragment


def test_going_on_is_303_for_a_browser_and_a_header_for_htmx() -> None:
    plain, htmx = go(request(), "/people/"), go(request(None, **HTMX), "/people/")

    assert (plain.status_code, plain["Location"]) == (303, "/people/")
    assert (htmx.status_code, htmx["HX-Redirect"]) == (204, "/people/")


def test_page_and_fragment_hold_the_same_rows(world: World) -> None:
    client = world.client("orgoffice")

    whole = client.get("/people/").content.decode()
    fragment = client.get("/people/", headers=HTMX).content.decode()

    assert "<html" in whole
    assert "<html" not in fragment
    assert fragment.strip() in whole


def test_a_refusal_reaches_htmx_as_a_toast(world: World) -> None:
    response = world.client("teacher").get("/people/", headers=HTMX)

    assert response.status_code == 403
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#toasts", "beforeend")
    assert "<html" not in response.content.decode()
