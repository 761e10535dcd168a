"""What every page of the shell knows: who acts, where the menu leads, in which language."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.actor import Actor
from jingwei.kernel.call import current_call
from jingwei.kernel.manifest import MenuItem, installed
from jingwei.shell.written_by import account_mark, writer_mark

GROUPS = {"daily": _l("日常"), "through": _l("贯通"), "judge": _l("研判"), "open": _l("公开")}
DESK = MenuItem("daily", _l("工作台"), "/", "home", order=0, phone=_l("工作台"))
OF_THE_DESK = ("/", "/team/")
OFFERED = (
    ("matters.assign_task", "team", "shell:team"),
    ("matters.note", "write", "matters:note"),
    ("my.see", "my_data", "people:my-data"),
    ("accounts.change_password", "password", "people:my-password"),
    ("my.see", "notices", "notices:list"),
    ("my.see", "notice_settings", "notices:settings"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of `shell/base.html`; `same` is alike for all who see the same menu, wherever they stand.

    All forms of an answer carry one token, masked anew for each answer.
    """
    actor: Actor | None = getattr(request, "actor", None)
    held = request.session if actor else {}
    key = actor.post.key if actor and actor.post else ""
    university, language = held.get("university", ""), "en" if get_language() == "en" else "zh-Hans"
    items, offered = menu_of(actor), links(actor)
    here = (i for i in items if _stands_at(i, request.path))
    current = max(here, key=lambda i: len(i.url), default=None)
    return {
        "actor": actor,
        "csrf_token": SimpleLazyObject(partial(get_token, request)),
        "posts": [post | {"current": post["key"] == key} for post in held.get("posts", ())],
        "university_name": university,
        "navigation": partial(navigation, items, current),
        "links": offered,
        "language": language,
        "account_mark": account_mark(actor),
        "writer_mark": writer_mark(actor),
        "same": (
            language,
            university,
            current.url if current else "",
            *(item.url for item in items),
            *offered.items(),
        ),
        "request_id": current_call().request_id,
    }


def _stands_at(item: MenuItem, path: str) -> bool:
    """Whether a page lies under a line of the menu; every path begins with that of the desk, few pages are its own."""
    return path in OF_THE_DESK if item is DESK else path.startswith(item.url)


@cache
def _address(name: str) -> str:
    return reverse(name)


def links(actor: Actor | None) -> dict[str, str]:
    """The addresses of what the shell offers this actor."""
    out = {"home": "/", "language": _address("shell:language")}
    if actor is None:
        return out
    out |= {
        "switch_post": _address("shell:posts"),
        "search": _address("shell:search"),
        "sessions": _address("shell:sessions"),
        "sign_out": _address("shell:sign-out"),
    }
    for verb, key, name in OFFERED:
        if actor.holds_anywhere(verb):
            with suppress(NoReverseMatch):
                out[key] = _address(name)
    return out


@cache
def _menu() -> tuple[MenuItem, ...]:
    """Every line of the menu, in order."""
    items = [DESK, *(item for mechanism in installed() for item in mechanism.menu)]
    return tuple(sorted(items, key=lambda item: (list(GROUPS).index(item.group), item.order)))


def menu_of(actor: Actor | None) -> tuple[MenuItem, ...]:
    """The menu of this actor: only what the post in use may open."""
    if actor is None:
        return ()
    return tuple(item for item in _menu() if not item.verb or actor.holds_anywhere(item.verb))


def navigation(items: Sequence[MenuItem], current: MenuItem | None) -> list[dict[str, Any]]:
    """The lines of a menu under their groups, the present page marked."""
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
