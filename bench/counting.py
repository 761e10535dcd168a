"""The measures in figures: all anew beside the same asked bare, one record, facts, numbers opened; run inside a place."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.db import connection

from bench.serving import spent
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.organisations.queries import actor_in_post
from jingwei.foundation.people.queries import account_named
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.actions import count_again, recompute
from jingwei.mechanisms.measures.queries import (
    PARTS,
    beside_of,
    degrees_of,
    organisation_of,
    rows_of,
    this_year,
)
from jingwei.mechanisms.measures.queries.questions import question, verbs_counted
from jingwei.shell.sign_in import first_post

ROUNDS, SINGLE, SHOWN = 5, 200, 20
LONG = 300
"""After so many seconds the whole is not counted another time: among ten million records one round takes minutes."""
Taken = dict[str, list[float]]


def main(accounts: list[str]) -> Taken:
    """CPU seconds of the whole and of the bare questions, in turns; milliseconds of all else; how much there is."""
    taken: Taken = {"whole": [], "bare": [], "cells": []}
    recompute()
    began = time.monotonic()
    for _round in range(ROUNDS):
        taken["bare"].append(_cpu(_bare))
        taken["whole"].append(_cpu(lambda: taken["cells"].append(recompute())))
        if time.monotonic() - began > LONG:
            break
    taken["one"], taken["one_cpu"] = _one_by_one()
    for name in accounts:
        actor = _actor(name)
        taken |= {f"page {name}": _ready(actor), f"rows {name}": _opened(actor)}
    return taken | {"records": [Record.objects.count()], "organisations": [Organisation.objects.count()]}


def _bare() -> None:
    """Each indicator's question over all records, its answer thrown away."""
    with connection.cursor() as cursor:
        for indicator in registry.known_indicators():
            asked, values = question(indicator).query.sql_with_params()
            cursor.execute(f"SELECT COUNT(*) FROM ({asked}) AS answered", values)
            cursor.fetchone()


def _one_by_one() -> tuple[list[float], list[float]]:
    """Milliseconds of counting one record in all its indicators, by the clock; and the CPU of each in the mean."""
    counted = Record.objects.filter(verb__in=verbs_counted(registry.known_indicators()))
    records = list(counted.order_by("-id")[:SINGLE])
    for record in records:
        count_again(record)
    clock: list[float] = []
    cpu = _cpu(
        lambda: clock.extend(1000 * _seconds(lambda r=record: count_again(r)) for record in records)  # type: ignore[misc]
    )
    return clock, [1000 * cpu / len(records)]


def _ready(actor: Actor) -> list[float]:
    """Milliseconds in SQL that both requests of the page take for what they say of the degrees, one showing after the other."""
    organisation, found = organisation_of(actor, None), []

    def show() -> None:
        degrees_of(organisation, this_year())
        beside_of(organisation, this_year())

    show()
    for _showing in range(SHOWN):
        asked: list[float] = []

        def timed(execute: Callable[..., object], *given: object, to: list[float] = asked) -> object:
            began = time.perf_counter()
            try:
                return execute(*given)
            finally:
                to.append(1000 * (time.perf_counter() - began))

        with connection.execute_wrapper(timed):
            show()
        found.append(sum(asked))
    return found


def _opened(actor: Actor) -> list[float]:
    """Milliseconds of opening each number of the year into its rows, by the clock, the second time."""
    organisation = organisation_of(actor, None)
    asked = [(each, part) for each in registry.indicators() for part in PARTS]
    for indicator, part in asked:
        rows_of(actor, indicator, organisation, this_year(), part)
    return [
        1000 * _seconds(lambda i=indicator, p=part: rows_of(actor, i, organisation, this_year(), p))  # type: ignore[misc]
        for indicator, part in asked
    ]


def _actor(name: str) -> Actor:
    account = account_named(name)
    assert account is not None
    actor = actor_in_post(account.pk, first_post(account))
    assert actor is not None
    return actor


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of the one that answers it in the database server."""
    backend = _backend()
    began = time.process_time() + (spent(backend) if backend else 0.0)
    work()
    return time.process_time() + (spent(backend) if backend else 0.0) - began


def _backend() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
