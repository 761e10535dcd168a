"""What action items offer to the pages of others."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.action_items.queries import host_for
from jingwei.kernel.actor import Actor


def on_the_team_page(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """Beside what hangs where: who settles action items begins a dispatch from there (4.1b)."""
    return {} if host_for(actor) else None
