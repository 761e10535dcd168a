"""`{% panels "desk.side" %}`: what the rooms offer to a place on a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from jingwei.kernel.manifest import panels as offered

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context: Context, slot: str, subject: Any = None) -> SafeString:
    """The panels of a place in order; one whose context is None has nothing to show this actor."""
    actor, request = context["actor"], context["request"]
    pieces = []
    for panel in offered(slot):
        shown = panel.context(actor, subject)
        if shown is not None:
            pieces.append(render_to_string(panel.template, shown | {"subject": subject}, request))
    return mark_safe("".join(pieces))
