"""`{% again "title" %}`: what a block of the page says, a second time."""

from __future__ import annotations

from django.template import Context, Library
from django.template.base import NodeList
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString

register = Library()


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """The content of the block `name` as the page defined it, so that the tab and the heading never differ."""
    return BlockNode(name, NodeList()).render(context)
