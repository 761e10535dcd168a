"""What stands against giving thanks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor


def says_something(actor: Actor, organisation: Any, words: str | None = None) -> Reason | None:
    """Thanks have words."""
    return Reason(_l("请写一句话。"), "6.4") if words is not None and not words.strip() else None
