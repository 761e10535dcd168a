"""Simulates a province, then links and copies some of its records bare; run inside an empty place."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.core.management import call_command
from django.db import connection
from pydantic_core import to_json

from bench.serving import Server
from jingwei.adapters import clock
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.actions import COLUMNS
from jingwei.foundation.ledger.models import AT, CHAINED, Record, microseconds
from jingwei.kernel.bulk import WIRE
from jingwei.shell.simulation.province import Province, simulate
from jingwei.shell.simulation.university import Size

BARE, ROUNDS = 100_000, 3


def main(arguments: Sequence[str]) -> dict[str, list[float]]:
    """`SERVER NAME=NUMBER …`: records, seconds and CPU of writing them with indexes; µs of CPU of each bare one."""
    here = Server(os.getpid(), 0, int(arguments[0]))
    asked = {name: int(value) for name, value in (each.split("=") for each in arguments[1:])}
    size = Size(schools=asked["schools"], people=asked["people"], matters=asked["matters"])
    call_command("migrate", interactive=False, verbosity=0)
    call_command("pack", "load", "--builtin", verbosity=0)
    cpu: list[float] = []

    def say(line: str) -> None:
        print(f"  {line}", file=sys.stderr, flush=True)
        cpu.append(here.cpu())

    with clock.clock_at(clock.now()):
        made = simulate(
            Province(asked["universities"], asked["years"], size=size), say, keep=lambda truth: None
        )
    # The first is said when lives were rehearsed, the last when nothing is left but to count figures.
    taken = {"records": [made.records], "seconds": [made.seconds], "cpu": [cpu[-1] - cpu[0]]}
    rows = [list(row) for row in Record.objects.order_by("pk").values_list(*COLUMNS)[:BARE]]
    return taken | {"bare": [1_000_000 * _bare(here.cpu, rows) / len(rows) for _round in range(ROUNDS)]}


def _bare(cpu: Callable[[], float], rows: Sequence[list[Any]]) -> float:
    """Seconds of CPU, the database's included, of hashing these records and copying them into a table without indexes."""
    fields = {field.column: field for field in Record._meta.concrete_fields}
    types = [WIRE[(fields[name].db_type(connection) or "").partition("(")[0]] for name in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_records; CREATE TABLE bare_records (LIKE ledger_record)")
    began, at = cpu(), 1 + AT
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY bare_records ({', '.join(COLUMNS)}) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types(types)
        for row in rows:
            covered = row[1 : 1 + len(CHAINED)]
            covered[AT] = microseconds(row[at])
            row[-1] = sm3(to_json(covered))
            copy.write_row(row)
    time.sleep(0.1)
    return cpu() - began
