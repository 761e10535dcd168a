"""A sheet looked at: what it would change as the university stood at one moment, and whether that still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from jingwei.adapters import clock
from jingwei.adapters.progress import Progress
from jingwei.adapters.sheets.bounds import heft
from jingwei.adapters.sheets.kinds import offered
from jingwei.foundation.ledger.queries import changed_since, height_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.uncollected import uncollected
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.queries.planning import kept_sheet, plan_of, read_sheet
from jingwei.mechanisms.imports.rules import Plan

LIGHT = 256 * 1024
"""So much text, about 3,000 rows, is read and written while one waits; more is left to the queue."""
COMPARED_WITH = ("person", "organisation")
"""Records about these change what a sheet was compared with."""


@dataclass(frozen=True)
class Look:
    """A plan, when it was made, and how high the university's chain was before."""

    kind: str
    plan: Plan
    height: int
    at: datetime


def look_at(batch: Import, actor: Actor, progress: Progress | None = None) -> Look:
    """Read the sheet of an import and compare it with what is there, as the actor may change it."""
    progress = progress or Progress()
    height, now = height_of(batch.university_id), clock.now()
    progress.begin("read")
    with uncollected():
        kind, table = read_sheet(kept_sheet(batch.digest), batch.file_name, batch.kind, importer=actor)
        return Look(kind, plan_of(actor, kind, table, progress), height, now)


def still_holds(university_id: int, height: int, at: datetime | None, kind: str) -> bool:
    """Whether what was compared with is as it was: every change leaves a record, only days pass without one."""
    compared = offered()[kind].compared_with if kind in offered() else COMPARED_WITH
    same_day = at is not None and at.astimezone(clock.ZONE).date() == clock.today()
    return same_day and not changed_since(university_id, height, *compared)


def is_light(digest: str) -> bool:
    """Whether a sheet is read so quickly that one waits for it."""
    return heft(BytesIO(kept_sheet(digest))) <= LIGHT
