"""How the ground is: does the database answer and keep a change, does the disk, does the queue move."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.db import connection, transaction

from jingwei.adapters import queue
from jingwei.adapters.outage import Outage, outage_in

EVERY = 5.0
"""Seconds for which a good answer of a probe that writes is believed."""
PIECE = 64 * 1024
BEAT = """
INSERT INTO adapters_pulse (id, at) VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET at = excluded.at
"""
_good_until: dict[str, float] = {}


def state() -> dict[str, str]:
    """`ok`, or what is wrong, of database and queue; of the disk only where it fails."""
    database = _probe(_database_answers) or _probe(_database_keeps, "database")
    disk = _probe(_disk_keeps, "disk")
    told = {"database": database or "ok", "queue": _probe(_queue_moves) or "ok"}
    return told | ({"disk": disk} if disk else {})


def _probe(ask: Callable[[], str], believed: str = "") -> str:
    """What is wrong, or nothing; a good answer to `believed` is kept for a few seconds, a bad one never."""
    if believed and time.monotonic() < _good_until.get(believed, 0.0):
        return ""
    try:
        wrong = ask()
    except Exception as fault:
        outage = outage_in(fault)
        if outage is None:
            raise
        wrong = "" if outage is Outage.BUSY else outage.told
    if believed and not wrong:
        _good_until[believed] = time.monotonic() + EVERY
    return wrong


def _database_answers() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _database_keeps() -> str:
    """Write one row: that another is writing just now is no fault, so SQLite does not wait for it."""
    with _impatient(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(BEAT, [int(time.time())])
    return ""


@contextmanager
def _impatient() -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    try:
        yield
    finally:
        seconds = connection.get_connection_params()["timeout"]
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {1000 * seconds}")


def _disk_keeps() -> str:
    folder = Path(settings.DATA)
    with TemporaryFile(dir=folder) as file:
        file.write(os.urandom(PIECE))
    return ""


def _queue_moves() -> str:
    return "standing still" if queue.stands_still() else ""
