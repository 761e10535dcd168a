"""The panels that matters offer to the desk and to the page of an organisation."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.matters.queries import SEE, cloth_below, matters_below
from jingwei.kernel.actor import Actor, Post


def _post(actor: Actor) -> Post | None:
    """The post in use, where it stands in one of the two trees and may see matters there."""
    post = actor.post
    if post is None or not post.path or post.tree not in ("party", "unit"):
        return None
    return post if actor.holds(SEE, post.path) else None


def on_the_desk(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """The matters of the organisation in use."""
    post = _post(actor)
    if post is None:
        return None
    rows, more = matters_below(actor, post.tree, post.path)
    may_open = actor.holds("matters.open", post.path)
    if not rows and not may_open:
        return None
    return {"rows": rows, "more": more, "name": post.organisation_name, "may_open": may_open}


def beside_the_desk(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """The cloth of the organisation in use; nothing where there is no work yet."""
    post = _post(actor)
    if post is None:
        return None
    cloth = cloth_below(actor, post.tree, post.path)
    return {"woven": cloth} if cloth.party[1] or cloth.unit[1] else None


def of_an_organisation(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """The matters of the organisation whose page is open; how they stood on an earlier day is not known."""
    if subject.on or not actor.holds(SEE, subject.path):
        return None
    rows, more = matters_below(actor, subject.tree, subject.path, alive=False)
    return {"rows": rows, "more": more, "organisation": subject} if rows else None
