"""What a chronicle collects, the ids it gives out, and how it is written: rows first, records in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from jingwei.adapters import clock
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


def require_the_platform(actor: Actor) -> None:
    """Whole lives are told by nobody but the platform itself, holding every verb that they tell."""
    if actor.kind != "system" or not all(actor.holds(verb) for verb in TOLD):
        raise NotAllowed("no-grant", _("只有平台自己可以补记整段经过。"))


def keep_numbers(university: University, numbers: Mapping[int, int]) -> None:
    """Keep the last running number of each year."""
    for year, last in numbers.items():
        Numbering.objects.update_or_create(university=university, year=year, defaults={"last": last})


def given_out(university: University) -> dict[int, int]:
    """The last running number of each year."""
    return dict(Numbering.objects.filter(university=university).values_list("year", "last"))


def columns_of(model: type[Model]) -> list[str]:
    """The columns of a table, in the order of its fields."""
    return [str(field.column) for field in model._meta.concrete_fields]


def fresh_ids(model: type[Model]) -> Iterator[int]:
    """Ids that nobody else has: on PostgreSQL from the sequence, on SQLite counted on from the first block."""
    block = reserve_ids(model, BLOCK)
    while True:
        yield from block
        following = reserve_ids(model, BLOCK)
        block = following if following[0] > block[-1] else [pk + BLOCK for pk in block]


class Collected:
    """Rows and entries that are not written yet."""

    def __init__(self, university: University, *, actor: Actor) -> None:
        require_the_platform(actor)
        self.university = university
        self.rows: dict[type[Model], list[Any]] = {model: [] for model in ORDER}
        self.entries: list[Entry] = []
        self.agreed: dict[tuple[int, str], list[Agreement]] = {}
        self.goals: dict[int, list[Goal]] = {}
        self.milestones: dict[int, list[Milestone]] = {}
        self.deeds: dict[int, list[Deed]] = {}
        self.numbers = self._given_out()
        self._ids: dict[type[Model], Iterator[int]] = {model: self._fresh(model) for model in ORDER}

    def _given_out(self) -> dict[int, int]:
        return given_out(self.university)

    def _fresh(self, model: type[Model]) -> Iterator[int]:
        return fresh_ids(model)

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
                tags=tuple(dict.fromkeys((*tags_of(matter, at.astimezone(clock.ZONE).date(), part), *tags))),
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
            names = [field.attname for field in model._meta.concrete_fields]
            insert_many(model, columns_of(model), ([getattr(row, name) for name in names] for row in rows))
            rows.clear()
        keep_numbers(self.university, self.numbers)
        written = record_many(sorted(self.entries, key=lambda entry: entry.at))
        self.entries.clear()
        return written
