"""What every page of the shell knows: who acts, where the menu leads, in which language."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.actor import Actor
from jingwei.kernel.manifest import MenuItem, installed

GROUPS = {"daily": _l("日常"), "through": _l("贯通"), "judge": _l("研判"), "open": _l("公开")}
DESK = MenuItem("daily", _l("工作台"), "/", "home", order=0)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of `shell/base.html`; lazy where it costs a question."""
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "actor": actor,
        "navigation": navigation(actor, request.path) if actor else [],
        "language": get_language(),
    }


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
                {"label": item.label, "url": item.url, "icon": item.icon, "current": item is current}
                for item in members
            ],
        }
        for group, members in groupby(items, key=lambda item: item.group)
    ]
