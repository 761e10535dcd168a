"""Who may come through a door: every route says so, and one that does not fails at start."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed, NotSignedIn

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PUBLIC, SIGNED_IN = "public", "signed-in"


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request, or NotSignedIn."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        raise NotSignedIn
    return actor


def _classified(view: Any, access: str) -> Any:
    view.access = access
    return view


def public(view: View) -> View:
    """Open to everybody, signed in or not."""
    return _classified(view, PUBLIC)  # type: ignore[no-any-return]


def signed_in(view: View) -> View:
    """Open to every account; what it shows is limited by the queries it asks."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor_of(request)
        return view(request, *args, **kwargs)

    return _classified(guarded, SIGNED_IN)  # type: ignore[no-any-return]


def holding(verb: str) -> Callable[[View], View]:
    """Open to those who hold the verb at some organisation."""

    def classify(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not actor_of(request).holds_anywhere(verb):
                raise NotAllowed("no-grant", _("你现在的身份不能打开这一页。"))
            return view(request, *args, **kwargs)

        return _classified(guarded, verb)  # type: ignore[no-any-return]

    return classify
