"""What the platform does of what was asked for: read, write, remove, or say why not; each whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.progress import Progress
from jingwei.adapters.secrets import keys
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.ledger.queries import height_of
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.bulk import batched, insert_many
from jingwei.kernel.errors import EditedMeanwhile, StepNotOpen
from jingwei.kernel.tails import AHEAD
from jingwei.kernel.uncollected import uncollected
from jingwei.mechanisms.imports import events
from jingwei.mechanisms.imports.actions.carry import carry_out, take_out
from jingwei.mechanisms.imports.flow import ASKED, IMPORT
from jingwei.mechanisms.imports.models import Import, ImportRow, ImportSteps
from jingwei.mechanisms.imports.queries import Look, look_at, made_by, nothing_stands_on
from jingwei.mechanisms.imports.queries.looking import still_holds
from jingwei.mechanisms.imports.rules import PersonStep, Plan, read_back, written_down

LONGEST = 120
ROW = ("batch_id", "outcome", "number", "title", "details", "concealed")
PLATFORM = system("系统", "imports.read", "imports.write", "imports.remove", "imports.give_up")


@action("imports.read", label=_l("读表"), flow=IMPORT, system_only=True)
def read_import(
    batch: Import, *, actor: Actor, by: Actor, look: Look | None = None, progress: Progress | None = None
) -> Import:
    """Keep what a sheet would change, to be looked at by the one who handed it in."""
    seen, progress = look or look_at(batch, by), progress or Progress()
    plan = seen.plan
    table = plan.table
    batch.kind, batch.sheet, batch.aside = seen.kind, table.sheet.name[:40], "\n".join(plan.aside)
    batch.new, batch.changed = len(plan.new), len(plan.changed)
    batch.same, batch.faulty = plan.same, len(plan.faulty)
    batch.fault_digest, batch.height, batch.looked_at = plan.fault_digest, seen.height, seen.at
    count = batch.new + batch.changed + batch.faulty
    keys.ready()
    insert_many(ImportRow, ROW, progress.watched(_rows(batch, plan), "keep", count))
    if seen.kind == "people":
        field: Any = ImportSteps._meta.get_field("concealed")
        contents = (field.conceal(content, batch.pk) for content in written_down(plan.steps))
        insert_many(ImportSteps, ("batch_id", "concealed"), ((batch.pk, content) for content in contents))
    found = "kind new changed same faulty".split()
    advance(batch, "read", fields=[*found, "sheet", "aside", "fault_digest", "height", "looked_at"])
    told = {name: getattr(batch, name) for name in found}
    record(events.ImportRead(file=batch.file_name, **told), actor=actor, subject=batch)
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


@action("imports.write", label=_l("写入"), flow=IMPORT, system_only=True)
def write_import(
    batch: Import, *, actor: Actor, by: Actor, look: Look | None = None, progress: Progress | None = None
) -> Import:
    """Carry out what the preview showed, in the name of the one who confirmed it."""
    before, progress = hold_chain(batch.university_id), progress or Progress()
    with uncollected():
        steps = _steps(batch, by, look)
        progress.begin("write", batch.new + batch.changed)
        carry_out(batch.kind, steps, batch.university, by, progress)
    last = height_of(batch.university_id)
    batch.first_seq, batch.last_seq = (before + 1, last) if last > before else (0, 0)
    batch.applied_at = clock.now()
    advance(batch, "write", fields="new changed same first_seq last_seq applied_at".split())
    batch.rows.exclude(outcome=ImportRow.Outcome.FAULTY).delete()
    batch.steps.all().delete()
    event = events.ImportWritten(
        file=batch.file_name,
        new=batch.new,
        changed=batch.changed,
        first=batch.first_seq,
        last=batch.last_seq,
    )
    record(event, actor=actor, subject=batch)
    return batch


def _steps(batch: Import, by: Actor, look: Look | None) -> Iterable[Any]:
    """The steps of the preview where they still hold, else the sheet compared anew: `look`, if that still holds."""
    if holds_as_previewed(batch):
        return _kept(batch)
    holds = look and still_holds(batch.university_id, look.height, look.at, look.kind)
    seen = look if look and holds else look_at(batch, by)
    if seen.plan.fault_digest != batch.fault_digest:
        raise EditedMeanwhile(_("预览之后名册有了变化，有问题的行和当时不一样了。请重新预览。"))
    batch.new, batch.changed, batch.same = len(seen.plan.new), len(seen.plan.changed), seen.plan.same
    return seen.plan.steps


def holds_as_previewed(batch: Import) -> bool:
    """Whether the kept steps of the preview are what comparing the sheet anew would find."""
    return batch.steps.exists() and still_holds(
        batch.university_id, batch.height, batch.looked_at, batch.kind
    )


def _kept(batch: Import) -> Iterator[PersonStep]:
    field: Any = ImportSteps._meta.get_field("concealed")
    ids = list(batch.steps.order_by("pk").values_list("pk", flat=True))
    # Some at a time: an answer takes waiting for what is being written.
    portions = (batch.steps.filter(pk__in=few).order_by("pk") for few in batched(ids, AHEAD))
    return read_back(map(field.reveal, chain.from_iterable(portions)))


@action("imports.remove", label=_l("收回"), flow=IMPORT, system_only=True)
def remove_import(batch: Import, *, actor: Actor, by: Actor, progress: Progress | None = None) -> Import:
    """Remove what an import created, in the name of the one who takes it back."""
    hold_chain(batch.university_id)
    progress = progress or Progress()
    progress.begin("check")
    made = made_by(batch)
    if reason := nothing_stands_on(made):
        raise StepNotOpen(reason.message, code="gate-shut")
    progress.begin("remove", made.count)
    take_out(made, batch.university, by, progress)
    advance(batch, "remove")
    forget_rows(batch)
    event = events.ImportRemoved(
        file=batch.file_name, removed=made.count, first=batch.first_seq, last=batch.last_seq
    )
    record(event, actor=actor, subject=batch)
    return batch


@action("imports.give_up", label=_l("说明没有办成"), flow=IMPORT, system_only=True)
def give_up_import(batch: Import, *, actor: Actor, why: str) -> Import:
    """Say why what was asked for could not be done; the import stands where it stood before."""
    asked, batch.said = ASKED[batch.state], why
    advance(batch, "give_up", fields=["said"])
    record(events.ImportGivenUp(file=batch.file_name, asked=asked, why=why), actor=actor, subject=batch)
    return batch


def forget_rows(batch: Import) -> None:
    """Drop what a preview kept."""
    batch.rows.all().delete()
    batch.steps.all().delete()


def advance(batch: Import, step: str, *, fields: Iterable[str] = (), **values: Any) -> None:
    """Take a step of the flow, and save these fields; `values` are set before."""
    batch.state = IMPORT.advance(batch.state, step)
    batch.version += 1
    for name, value in values.items():
        setattr(batch, name, value)
    batch.save(update_fields=["state", "version", *fields, *values])
