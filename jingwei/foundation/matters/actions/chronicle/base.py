"""What a chronicle collects, the ids it gives out, and how it is written: rows first, records in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.foundation.matters.actions.memory import tags_of
from jingwei.foundation.matters.models import (
    Agreement,
    Correction,
    Deed,
    Goal,
    Inspection,
    Matter,
    Milestone,
    Numbering,
    Task,
)
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, reserve_ids
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.events import Event

TOLD = tuple(
    f"matters.{step}"
    for step in (
        "open set_points add_goal add_milestone agree_plan assign_task finish_task agree_deployment note confirm "
        "return accept_milestone call_inspection inspect judge_goal raise_correction close_correction close "
        "withdraw reckon_milestone reckon_correction"
    ).split()
)
"""The verbs a chronicle stands for."""
ORDER = (Matter, Goal, Milestone, Task, Agreement, Deed, Inspection, Correction)
BLOCK = 2000


class Collected:
    """Rows and entries that are not written yet."""

    def __init__(self, university: University, *, actor: Actor) -> None:
        if actor.kind != "system" or not all(actor.holds(verb) for verb in TOLD):
            raise NotAllowed("no-grant", _("只有平台自己可以补记整段经过。"))
        self.university = university
        self.rows: dict[type[Model], list[Any]] = {model: [] for model in ORDER}
        self.entries: list[Entry] = []
        self.agreed: dict[tuple[int, str], list[Agreement]] = {}
        self.deeds: dict[int, list[Deed]] = {}
        self.numbers: dict[int, int] = dict(
            Numbering.objects.filter(university=university).values_list("year", "last")
        )
        self._ids: dict[type[Model], Iterator[int]] = {model: self._fresh(model) for model in ORDER}

    @staticmethod
    def _fresh(model: type[Model]) -> Iterator[int]:
        """Ids that nobody else has: on PostgreSQL from the sequence, on SQLite counted on from the first block."""
        block = reserve_ids(model, BLOCK)
        while True:
            yield from block
            following = reserve_ids(model, BLOCK)
            block = following if following[0] > block[-1] else [pk + BLOCK for pk in block]

    def _add(self, row: Any) -> Any:
        row.pk = next(self._ids[type(row)])
        self.rows[type(row)].append(row)
        return row

    def _remember(
        self,
        event: Event,
        matter: Matter,
        actor: Actor,
        at: datetime,
        *,
        part: Any = None,
        side: str = "",
        result: str = "",
        tags: tuple[str, ...] = (),
        clauses: tuple[str, ...] = (),
    ) -> None:
        matter.touched_at = max(matter.touched_at, at)
        self.entries.append(
            Entry.about(
                matter,
                event,
                actor,
                at=at,
                part=f"{part._meta.model_name}:{part.pk}" if part else "",
                side=side,
                result=result,
                tags=(*tags_of(matter), *tags),
                clauses=tuple(dict.fromkeys((*matter.clause_ids, *clauses))),
            )
        )

    def _forget(self, matter: Matter, stage: str) -> None:
        """What was agreed to has changed: nobody has agreed to it as it is now."""
        for agreement in self.agreed.pop((matter.pk, stage), ()):
            self.rows[Agreement].remove(agreement)

    @transaction.atomic
    def write(self) -> int:
        """Write everything told so far; returns the number of records."""
        for model, rows in self.rows.items():
            columns = [str(field.column) for field in model._meta.concrete_fields]
            names = [field.attname for field in model._meta.concrete_fields]
            insert_many(model, columns, ([getattr(row, name) for name in names] for row in rows))
            rows.clear()
        for year, last in self.numbers.items():
            Numbering.objects.update_or_create(university=self.university, year=year, defaults={"last": last})
        written = record_many(sorted(self.entries, key=lambda entry: entry.at))
        self.entries.clear()
        return written
