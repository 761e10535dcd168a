"""What people ask for: preview, apply, discard, undo. A small sheet is done at once, a large one by the queue."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import Reason, action
from jingwei.kernel.actor import Actor
from jingwei.kernel.call import current_call
from jingwei.kernel.errors import StepNotOpen
from jingwei.mechanisms.imports import events
from jingwei.mechanisms.imports.actions.doing import (
    LONGEST,
    PLATFORM,
    advance,
    forget_rows,
    read_import,
    remove_import,
    write_import,
)
from jingwei.mechanisms.imports.actions.later import leave_to_the_queue
from jingwei.mechanisms.imports.flow import IMPORT
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.queries import is_light, made_by, made_nothing_but_new, nothing_stands_on
from jingwei.mechanisms.imports.rules.plan import TOGETHER


@action("imports.preview", label=_l("预览导入"), lock=False)
def preview_import(university: Any, *, actor: Actor, digest: str, file_name: str, kind: str = "") -> Import:
    """Look at a sheet that is kept under its digest: what it would change, and what is in the way."""
    batch = Import.objects.create(
        university=university,
        kind=kind,
        file_name=file_name[-LONGEST:],
        digest=digest,
        made_by=actor.name,
        made_at=clock.now(),
    )
    record(events.ImportPreviewed(file=batch.file_name, digest=digest, kind=kind), actor=actor, subject=batch)
    if current_call().waits or is_light(digest):
        return read_import(batch, actor=PLATFORM, by=actor)
    return leave_to_the_queue(batch, actor)


@action("imports.apply", label=_l("导入"), flow=IMPORT)
def apply_import(batch: Import, *, actor: Actor, valid_only: bool = False) -> Import:
    """Take the sheet in, whole or not at all; with `valid_only`, all rows that have no fault."""
    if batch.faulty and not valid_only:
        message = _("有 {count} 行有问题，不能全部导入。改好再传，或者只导入没问题的行。")
        raise StepNotOpen(message.format(count=batch.faulty), code="faulty-rows")
    advance(batch, "apply", said="")
    event = events.ImportApplied(
        file=batch.file_name, new=batch.new, changed=batch.changed, left=batch.faulty
    )
    record(event, actor=actor, subject=batch)
    if _at_once(batch.new + batch.changed):
        return write_import(batch, actor=PLATFORM, by=actor)
    return leave_to_the_queue(batch, actor)


@action("imports.discard", label=_l("放弃"), flow=IMPORT)
def discard_import(batch: Import, *, actor: Actor) -> Import:
    """Drop a sheet; nothing of it came in."""
    advance(batch, "discard")
    forget_rows(batch)
    record(events.ImportDiscarded(file=batch.file_name), actor=actor, subject=batch)
    return batch


def _may_go(batch: Import) -> Reason | None:
    """Of a large import it is found out while it is done: that takes as long as a page may not."""
    if (reason := made_nothing_but_new(batch)) or not _is_small(batch.new):
        return reason
    return nothing_stands_on(made_by(batch))


@action("imports.undo", label=_l("撤回导入"), flow=IMPORT, gate=_may_go)
def undo_import(batch: Import, *, actor: Actor) -> Import:
    """Remove what the import created, as long as nothing stands on it."""
    advance(batch, "undo", said="")
    record(events.ImportUndone(file=batch.file_name), actor=actor, subject=batch)
    if _at_once(batch.new):
        return remove_import(batch, actor=PLATFORM, by=actor)
    return leave_to_the_queue(batch, actor)


def _at_once(rows: int) -> bool:
    return current_call().waits or _is_small(rows)


def _is_small(rows: int) -> bool:
    return rows <= TOGETHER
