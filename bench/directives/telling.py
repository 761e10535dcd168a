"""Lets the queue tell of the directive that was issued last; run as `python -m bench.inside directives.telling`."""

from __future__ import annotations

import time

from jingwei.adapters.worker import drain
from jingwei.mechanisms.notices.models import Notice


def main(_arguments: list[str]) -> dict[str, float]:
    """The seconds until the queue is empty, and how many notices stand there since."""
    before = Notice.objects.count()
    began = time.perf_counter()
    drain()
    return {"seconds": time.perf_counter() - began, "notices": Notice.objects.count() - before}
