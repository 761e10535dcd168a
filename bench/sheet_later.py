"""Hands a large sheet in and takes it in as people do: the queue's worker reads and writes it, this process only waits."""

from __future__ import annotations

import time

from bench.sheet_in import officer, sheet
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.imports.actions import apply_import, hand_in
from jingwei.mechanisms.imports.queries import import_for

PATIENCE = 600.0
OFTEN = 0.5


def main(arguments: list[str]) -> dict[str, float]:
    """`ROWS`: the seconds until a new sheet of so many people was read, and then until it was written."""
    rows, actor = int(arguments[0]), officer()
    path = sheet(rows, 7)
    print("ready", flush=True)
    began = time.perf_counter()
    batch = hand_in(
        university_for(actor), actor=actor, pieces=[path.read_bytes()], file_name=path.name, kind="people"
    )
    path.unlink()
    _wait(actor, batch.pk, "previewed")
    seen = time.perf_counter()
    apply_import(import_for(actor, batch.pk), actor=actor)
    _wait(actor, batch.pk, "applied")
    return {"read": seen - began, "written": time.perf_counter() - seen}


def _wait(actor: Actor, import_id: int, state: str) -> None:
    until = time.monotonic() + PATIENCE
    while (batch := import_for(actor, import_id)).state != state:
        if not batch.is_under_way or time.monotonic() > until:
            raise RuntimeError(f"the import is {batch.state}: {batch.said}")
        time.sleep(OFTEN)
