"""What pages of the shell are put together from: parts kept for all who see the same menu, and panels of the rooms."""

from __future__ import annotations

from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context
from jinja2.runtime import Context

from jingwei.kernel.manifest import panels as offered

SHARED = ("university_name", "navigation", "links", "language")
"""What a kept part may read; the shell's `same` stands for all of it."""
GIVEN = ("request", "csrf_token", "actor", "links", "language", "university_name")
"""What a panel may read beside what its room gives it."""
MOST = 2000
_drawn: dict[tuple[Any, ...], str] = {}


@pass_context
def kept(context: Context, name: str) -> SafeString:
    """`kept("shell/side.html")`: the part, with what is this reader's own (`{{ own.name }}`) put in anew each time.

    A value of `own` can only be printed: while the part is drawn, a mark stands in its place.
    """
    own = _own(context)
    key = (name, context["same"])
    if (drawn := _drawn.get(key)) is None:
        marks = {word: mark_safe(_mark(word)) for word in own}
        shared = {word: context[word] for word in SHARED}
        drawn = context.environment.get_template(name).render(shared | {"own": marks})
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
        "csrf": format_html(hidden, str(context["csrf_token"])),
    }


@pass_context
def panels(context: Context, slot: str, subject: Any = None) -> SafeString:
    """`panels("desk.side")`: the panels of a place in order; one whose context is None has nothing for this actor."""
    given = {word: context[word] for word in GIVEN if word in context} | {"subject": subject}
    pieces = []
    for panel in offered(slot):
        shown = panel.context(context["actor"], subject)
        if shown is not None:
            pieces.append(context.environment.get_template(panel.template).render(given | shown))
    return mark_safe("".join(pieces))
