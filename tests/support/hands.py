"""Many hands at once: threads with connections of their own, on committed rows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def all_at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Begin all acts at the same moment; their results, or the exceptions they raised, in order."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(20)
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(run, acts))
