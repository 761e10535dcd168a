"""The panels that matters offer to the desk and to the page of an organisation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from jingwei.foundation.matters.queries import SEE, cloth_below, matters_below
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actor import Actor, Post
from jingwei.kernel.errors import NotFound
from jingwei.kernel.pages import page


def _post(actor: Actor) -> Post | None:
    """The post in use, where it stands in one of the two trees and may see matters there."""
    post = actor.post
    if post is None or not post.path or post.tree not in ("party", "unit"):
        return None
    return post if actor.holds(SEE, post.path) else None


def on_the_desk(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """A place for the matters of the organisation in use; it is filled when it is looked at."""
    post = _post(actor)
    return {"name": post.organisation_name} if post else None


def beside_the_desk(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """A place for the cloth of the organisation in use; it is filled when it is looked at."""
    return {} if _post(actor) else None


@holding(SEE)
@require_GET
def here(request: HttpRequest) -> HttpResponse:
    """The matters of the organisation in use, for the desk."""
    actor = actor_of(request)
    post = _post(actor)
    if post is None:
        raise NotFound
    rows, _more = matters_below(actor, post.tree, post.path)
    context = {
        "name": post.organisation_name,
        "rows": rows,
        "may_open": actor.holds("matters.open", post.path),
    }
    return page(request, "matters/here.html", context, fragment="here")


@holding(SEE)
@require_GET
def cloth(request: HttpRequest) -> HttpResponse:
    """The cloth of the organisation in use; nothing where there is no work yet."""
    actor = actor_of(request)
    post = _post(actor)
    if post is None:
        raise NotFound
    found = cloth_below(actor, post.tree, post.path)
    woven = found if found.party[1] or found.unit[1] else None
    return page(request, "matters/cloth.html", {"woven": woven}, fragment="cloth")


def of_an_organisation(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """The matters of the organisation whose page is open; how they stood on an earlier day is not known."""
    if subject.on or not actor.holds(SEE, subject.path):
        return None
    rows, more = matters_below(actor, subject.tree, subject.path, alive=False)
    return {"rows": rows, "more": more, "organisation": subject} if rows else None
