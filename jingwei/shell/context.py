"""What every page of the shell knows: who acts, where the menu leads, in which language."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.actor import Actor
from jingwei.kernel.call import current_call
from jingwei.kernel.manifest import MenuItem, installed

GROUPS = {"daily": _l("日常"), "through": _l("贯通"), "judge": _l("研判"), "open": _l("公开")}
DESK = MenuItem("daily", _l("工作台"), "/", "home", order=0, phone=_l("工作台"))
OFFERED = (("matters.note", "write", "matters:note"), ("my.see", "my_data", "people:my-data"))


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of `shell/base.html`; lazy where it costs a question."""
    actor: Actor | None = getattr(request, "actor", None)
    held = request.session if actor else {}
    key = actor.post.key if actor and actor.post else ""
    return {
        "actor": actor,
        "posts": [post | {"current": post["key"] == key} for post in held.get("posts", ())],
        "university_name": held.get("university", ""),
        "navigation": navigation(actor, request.path) if actor else [],
        "links": links(actor),
        "language": "en" if get_language() == "en" else "zh-Hans",
        "request_id": current_call().request_id,
    }


@cache
def _address(name: str) -> str:
    return reverse(name)


def links(actor: Actor | None) -> dict[str, str]:
    """The addresses of what the shell offers this actor."""
    out = {"home": "/", "language": _address("shell:language")}
    if actor is None:
        return out
    out |= {"switch_post": _address("shell:posts"), "sign_out": _address("shell:sign-out")}
    for verb, key, name in OFFERED:
        if actor.holds_anywhere(verb):
            with suppress(NoReverseMatch):
                out[key] = _address(name)
    return out


def navigation(actor: Actor, path: str) -> list[dict[str, Any]]:
    """The menu of this actor: only what the post in use may open, the present page marked."""
    items = [DESK, *(item for mechanism in installed() for item in mechanism.menu)]
    items = [item for item in items if not item.verb or actor.holds_anywhere(item.verb)]
    items.sort(key=lambda item: (list(GROUPS).index(item.group), item.order))
    current = max((i for i in items if path.startswith(i.url)), key=lambda i: len(i.url), default=None)
    return [
        {
            "label": GROUPS[group],
            "items": [
                {
                    "label": item.label,
                    "url": item.url,
                    "icon": item.icon,
                    "current": item is current,
                    "phone": item.phone,
                }
                for item in members
            ],
        }
        for group, members in groupby(items, key=lambda item: item.group)
    ]
