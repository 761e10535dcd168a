"""How an object is found by its id as an actor may see it: each model's one query, told once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jingwei.kernel.actor import Actor

Fetch = Callable[[Actor, int], Any]
_fetchers: dict[type, Fetch] = {}


def fetched_by(model: type, fetch: Fetch) -> None:
    """Let verbs take `model` objects by id; `fetch` raises NotFound for what the actor may not see."""
    _fetchers[model] = fetch


def model_called(name: str) -> type:
    """The model that records and attachments call by this name (`matter`)."""
    return next(model for model in _fetchers if model._meta.model_name == name)  # type: ignore[attr-defined]


def fetched(model: type, actor: Actor, object_id: int) -> Any:
    """The object of that id as the actor may see it."""
    return _fetchers[model](actor, object_id)
