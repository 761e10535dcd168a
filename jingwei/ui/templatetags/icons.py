"""`{% icon "name" %}`: one of our icons."""

from __future__ import annotations

from django.template import Library

from jingwei.ui.icons import icon

register = Library()

register.simple_tag(icon)
