"""`{% kept "shell/side.html" %}`: a part of the shell that is drawn once for all who see the same menu."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.engine import Engine
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
SHARED = ("university_name", "navigation", "links", "language")
"""What such a part may read; the shell's `same` stands for all of it."""
MOST = 2000
_drawn: dict[tuple[Any, ...], str] = {}


@register.simple_tag(takes_context=True)
def kept(context: Context, name: str) -> SafeString:
    """The part, with what is this reader's own (`{{ own.name }}` and the like) put in anew each time.

    A value of `own` can only be printed: while the part is drawn, a mark stands in its place.
    """
    own = _own(context)
    key = (name, context["same"])
    if (drawn := _drawn.get(key)) is None:
        marks = {word: mark_safe(_mark(word)) for word in own}
        shared = {word: context[word] for word in SHARED}
        drawn = Engine.get_default().get_template(name).render(Context(shared | {"own": marks}))
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[key] = drawn
    for word, value in own.items():
        drawn = drawn.replace(_mark(word), conditional_escape(value))
    return mark_safe(drawn)


def _mark(word: str) -> str:
    return f"\x00{word}\x00"


def _own(context: Context) -> dict[str, Any]:
    """What of the shell belongs to this reader and this request."""
    actor = context["actor"]
    hidden = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
    return {
        "name": actor.name if actor else "",
        "initial": actor.name[:1] if actor else "",
        "address": context["request"].get_full_path(),
        "csrf": format_html(hidden, context["csrf_token"]),
    }
