"""Counts the roll-up anew, asks the same bare, and counts one record again; run inside a place."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import connection

from jingwei.foundation.ledger.models import Record
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.actions import count_again, recompute
from jingwei.mechanisms.measures.queries.questions import question, verbs_counted

ROUNDS, SINGLE = 3, 200


def main(_arguments: list[str]) -> dict[str, list[float]]:
    """Seconds of the whole, by us and bare, in turns; milliseconds of one record."""
    taken: dict[str, list[float]] = {"whole": [], "bare": [], "one": [], "cells": []}
    for _round in range(ROUNDS):
        taken["bare"].append(_seconds(_bare))
        taken["whole"].append(_seconds(lambda: taken["cells"].append(recompute())))
    counted = Record.objects.filter(verb__in=verbs_counted(registry.known_indicators()))
    for record in counted.order_by("-id")[:SINGLE]:
        taken["one"].append(1000 * _seconds(lambda record=record: count_again(record)))  # type: ignore[misc]
    return taken | {"records": [Record.objects.count()]}


def _bare() -> None:
    """Each indicator's question over all records, its answer thrown away."""
    with connection.cursor() as cursor:
        for indicator in registry.known_indicators():
            asked, values = question(indicator).query.sql_with_params()
            cursor.execute(f"SELECT COUNT(*) FROM ({asked}) AS answered", values)
            cursor.fetchone()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
