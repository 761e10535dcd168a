"""Preview, apply, discard, undo: what they check and record; the rows themselves go through the bulk doors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.ledger.queries import height_of
from jingwei.foundation.organisations.actions import (
    take_back_appointments,
    take_back_memberships,
    take_back_organisations,
)
from jingwei.foundation.people.actions import take_back_people
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many
from jingwei.kernel.errors import EditedMeanwhile, StepNotOpen
from jingwei.kernel.uncollected import uncollected
from jingwei.mechanisms.imports import events
from jingwei.mechanisms.imports.actions.carry import carry_out
from jingwei.mechanisms.imports.flow import IMPORT
from jingwei.mechanisms.imports.models import Import, ImportRow, ImportSteps
from jingwei.mechanisms.imports.queries import kept_sheet, made_by, nothing_stands_on, plan_of, read_sheet
from jingwei.mechanisms.imports.rules import PersonStep, Plan, read_back, written_down

LONGEST = 120
ROW = ("batch_id", "outcome", "number", "title", "details", "concealed")


@action("imports.preview", label=_l("预览导入"), lock=False)
def preview_import(university: Any, *, actor: Actor, digest: str, file_name: str, kind: str = "") -> Import:
    """Look at a sheet that is kept under its digest: what it would change, and what is in the way."""
    height, now = height_of(university.pk), clock.now()
    with uncollected():
        kind, table = read_sheet(kept_sheet(digest), file_name, kind)
        plan = plan_of(actor, kind, table)
    batch = Import.objects.create(
        university=university,
        kind=kind,
        file_name=file_name[-LONGEST:],
        digest=digest,
        sheet=table.sheet.name[:40],
        aside="\n".join(plan.aside),
        new=len(plan.new),
        changed=len(plan.changed),
        same=plan.same,
        faulty=len(plan.faulty),
        fault_digest=plan.fault_digest,
        made_by=actor.name,
        height=height,
        made_at=now,
    )
    insert_many(ImportRow, ROW, _rows(batch, plan))
    if kind == "people":
        field: Any = ImportSteps._meta.get_field("concealed")
        contents = (field.conceal(content, batch.pk) for content in written_down(plan.steps))
        insert_many(ImportSteps, ("batch_id", "concealed"), ((batch.pk, content) for content in contents))
    event = events.ImportPreviewed(
        file=batch.file_name,
        digest=digest,
        kind=kind,
        new=batch.new,
        changed=batch.changed,
        same=batch.same,
        faulty=batch.faulty,
    )
    record(event, actor=actor, subject=batch)
    return batch


def _rows(batch: Import, plan: Plan) -> Iterator[tuple[Any, ...]]:
    for step in plan.steps:
        outcome = "new" if step.is_new else "changed"
        yield (batch.pk, outcome, step.line.number, step.title[:LONGEST], _json(step.changes), "")
    field: Any = ImportRow._meta.get_field("concealed")
    for line in plan.faulty:
        title = f"{line.values.get('name') or ''} {line.values.get('code') or ''}".strip()
        faults = [(found.title, found.fault.code, dict(found.fault.values)) for found in line.faults]
        hidden = field.conceal(_json(faults), batch.pk, line.number)
        yield (batch.pk, "faulty", line.number, title[:LONGEST], "", hidden)


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, default=str) if values else "[]"


@action("imports.apply", label=_l("导入"), flow=IMPORT)
def apply_import(batch: Import, *, actor: Actor, valid_only: bool = False) -> Import:
    """Take the sheet in, whole or not at all; with `valid_only`, all rows that have no fault."""
    before = hold_chain(batch.university_id)
    with uncollected():
        steps = _kept_steps(batch, before)
        if steps is None:
            steps = _steps_anew(batch, actor)
        if batch.faulty and not valid_only:
            message = _("有 {count} 行有问题，不能全部导入。改好再传，或者只导入没问题的行。")
            raise StepNotOpen(message.format(count=batch.faulty), code="faulty-rows")
        carry_out(batch.kind, steps, batch.university, actor)
    last = height_of(batch.university_id)
    batch.first_seq, batch.last_seq = (before + 1, last) if last > before else (0, 0)
    batch.applied_at = clock.now()
    _advance(batch, "apply", "new changed same first_seq last_seq applied_at".split())
    batch.rows.exclude(outcome=ImportRow.Outcome.FAULTY).delete()
    batch.steps.all().delete()
    event = events.ImportApplied(
        file=batch.file_name,
        new=batch.new,
        changed=batch.changed,
        left=batch.faulty,
        first=batch.first_seq,
        last=batch.last_seq,
    )
    record(event, actor=actor, subject=batch)
    return batch


def _kept_steps(batch: Import, height: int) -> Iterable[PersonStep] | None:
    """The steps of the preview, if its own record is all that has come into the ledger since it was begun.

    Every change leaves a record, so they are what comparing the sheet anew would find; only days pass without one.
    """
    is_fresh = batch.height == height - 1 and batch.made_at.astimezone(clock.ZONE).date() == clock.today()
    if not is_fresh or not batch.steps.exists():
        return None
    field: Any = ImportSteps._meta.get_field("concealed")
    return read_back(map(field.reveal, batch.steps.order_by("pk").iterator(chunk_size=1)))


def _steps_anew(batch: Import, actor: Actor) -> list[Any]:
    """The sheet compared anew: what is in its way must be what the preview showed; the counts are set right."""
    _kind, table = read_sheet(kept_sheet(batch.digest), batch.file_name, batch.kind)
    plan = plan_of(actor, batch.kind, table)
    if plan.fault_digest != batch.fault_digest:
        raise EditedMeanwhile(_("预览之后名册有了变化，有问题的行和当时不一样了。请重新预览。"))
    batch.new, batch.changed, batch.same = len(plan.new), len(plan.changed), plan.same
    return plan.steps


@action("imports.discard", label=_l("放弃"), flow=IMPORT)
def discard_import(batch: Import, *, actor: Actor) -> Import:
    """Drop a preview; nothing of the sheet came in."""
    _advance(batch, "discard", [])
    batch.rows.all().delete()
    batch.steps.all().delete()
    record(events.ImportDiscarded(file=batch.file_name), actor=actor, subject=batch)
    return batch


@action("imports.undo", label=_l("撤回导入"), flow=IMPORT, gate=nothing_stands_on)
def undo_import(batch: Import, *, actor: Actor) -> Import:
    """Remove what the import created, as long as nothing stands on it."""
    made, university_id = made_by(batch), batch.university_id
    take_back_appointments(university_id, actor=actor, ids=made.appointments)
    take_back_memberships(university_id, actor=actor, people=made.people)
    take_back_people(batch.university, actor=actor, ids=made.people)
    take_back_organisations(university_id, actor=actor, ids=made.organisations)
    _advance(batch, "undo", [])
    batch.rows.all().delete()
    event = events.ImportUndone(
        file=batch.file_name,
        removed=len(made.people) + len(made.organisations) + len(made.appointments),
        first=batch.first_seq,
        last=batch.last_seq,
    )
    record(event, actor=actor, subject=batch)
    return batch


def _advance(batch: Import, step: str, fields: list[str]) -> None:
    batch.state = IMPORT.advance(batch.state, step)
    batch.version += 1
    batch.save(update_fields=["state", "version", *fields])
