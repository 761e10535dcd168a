"""`{% again "title" %}`: what a block of the page says, a second time; `{% csrf_token %}`: ours, and once."""

from __future__ import annotations

from secrets import token_urlsafe

from django.template import Context, Library
from django.template.base import NodeList
from django.template.loader_tags import BlockNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()


@register.simple_tag(takes_context=True, name="csrf_token")
def sent_from_here_once(context: Context) -> SafeString:
    """What every form that posts carries: that it is ours, and a key under which it acts once, also sent twice.

    It takes the place of Django's own tag, so that no form can have one without the other.
    """
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":
        return SafeString("")
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="idempotency_key" value="{}">',
        token,
        token_urlsafe(12),
    )


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """The content of the block `name` as the page defined it, so that the tab and the heading never differ."""
    return BlockNode(name, NodeList()).render(context)
