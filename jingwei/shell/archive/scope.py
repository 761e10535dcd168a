"""What belongs into an archive: which tables, of them which rows, and whose contents go along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import F, ForeignKey, Model, Q, QuerySet

from jingwei.foundation.ledger.queries import unfinished_work

Table = type[Model]
OF_THE_MACHINE = frozenset(
    (
        *("shell.Session", "imports.ImportSteps", "notices.Device"),
        *("adapters.Tally", "adapters.Turn", "adapters.Pulse", "adapters.KeyInUse", "adapters.Clearance"),
    )
)
"""Sessions end, tries are counted anew, schedules find their turn, a sheet is compared anew, a browser is subscribed
under the key of this installation: never in an archive.

Which keys its values lie concealed under, the manifest says.
"""
OF_THE_WHOLE = frozenset(("people.Token", "ledger.FirstAnswer"))
"""Keys and answers of machines that talk to this very installation: not in the archive of one university."""
QUEUE = "django_tasks_database.DBTaskResult"
SHARED = frozenset(("policy.PackVersion",))
"""Owned by nobody: a university takes along what it refers to."""


@cache
def tables() -> tuple[Table, ...]:
    """Every table that an archive of the whole installation holds, by name."""
    found = apps.get_models(include_auto_created=True)
    kept = (model for model in found if model._meta.managed and model._meta.label not in OF_THE_MACHINE)
    return tuple(sorted(kept, key=lambda model: model._meta.label))


@cache
def owner_of(table: Table) -> str | None:
    """The look-up that leads from a row to its university's id; None where no such way is."""
    if table._meta.label == "universities.University":
        return "pk"
    if any(f.attname == "university_id" for f in table._meta.concrete_fields):
        return "university_id"
    for link in links(table):
        if not link.null and (further := owner_of(link.related_model)):
            return f"{link.name}__{further}"
    return None


def links(table: Table) -> Iterator[ForeignKey[Any, Any]]:
    """The columns by which a row stands on another, as the database enforces it or the way of ownership needs it."""
    for each in table._meta.concrete_fields:
        if isinstance(each, ForeignKey):
            yield each


@dataclass(frozen=True)
class Scope:
    """The rows of everything, or of one university with those rows of others on which its own stand (`frame`)."""

    university_id: int | None = None
    frame: dict[Table, set[Any]] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of this scope."""
        if self.university_id is None:
            return tables()
        return tuple(each for each in tables() if each._meta.label not in OF_THE_WHOLE)

    def own(self, table: Table) -> QuerySet[Any]:
        """The rows that belong here by right."""
        rows = table._base_manager.all()
        if table._meta.label == QUEUE:
            rows = rows.exclude(status="SUCCESSFUL")
            return rows if self.university_id is None else rows.filter(unfinished_work(self.university_id))
        if self.university_id is None:
            return rows
        owner = owner_of(table)
        return rows.filter(**{owner: self.university_id}) if owner else rows.none()

    def rows(self, table: Table) -> QuerySet[Any]:
        """The rows that go into the archive, by their key."""
        rows = self.own(table)
        if framed := self.frame.get(table):
            owned = Q(pk__in=framed)
            if owner := owner_of(table):
                owned |= Q(**{owner: self.university_id})
            rows = table._base_manager.filter(owned)
        return rows.order_by("pk")

    def is_framed(self, table: Table, key: Any) -> bool:
        """Whether a row belongs to another university and only holds up what is built on it."""
        return key in self.frame.get(table, ()) and table._meta.label not in SHARED

    def contents(self) -> QuerySet[Any, str]:
        """The digests of all contents these rows speak of, each once, in order."""
        asked = [
            self.own(table)
            .annotate(content=F(table.kept_content))
            .exclude(content="")
            .order_by()
            .values_list("content", flat=True)
            for table in self.tables
            if hasattr(table, "kept_content")
        ]
        return asked[0].union(*asked[1:]).order_by("content")


def whole() -> Scope:
    """Everything."""
    return Scope()


def of_university(university_id: int) -> Scope:
    """One university, and whatever of others its rows stand on: the authority above it, an inspector from there."""
    scope = Scope(university_id)
    fresh = {table: _leading_out(scope, scope.own(table), table) for table in scope.tables}
    while any(fresh.values()):
        reached: dict[Table, set[Any]] = {}
        for found in fresh.values():
            for target, keys in found.items():
                new = keys - scope.frame.get(target, set())
                if new:
                    scope.frame.setdefault(target, set()).update(new)
                    reached.setdefault(target, set()).update(new)
        fresh = {
            target: _leading_out(scope, target._base_manager.filter(pk__in=keys), target)
            for target, keys in reached.items()
        }
    return scope


def _leading_out(scope: Scope, rows: QuerySet[Any], table: Table) -> dict[Table, set[Any]]:
    """The keys of rows outside the scope's own on which these rows stand, by table."""
    found: dict[Table, set[Any]] = {}
    for link in links(table):
        target: Any = link.related_model
        if not getattr(link, "db_constraint", True):
            continue
        outside = rows.exclude(**{link.name: None}).order_by()
        if owner := owner_of(target):
            outside = outside.exclude(**{f"{link.name}__{owner}": scope.university_id})
        if keys := set(outside.values_list(link.attname, flat=True).distinct()):
            found.setdefault(target, set()).update(keys)
    return found
