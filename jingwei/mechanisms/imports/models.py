"""Imports, the rows of their previews that would change something or cannot be taken, and what would be done."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.secrets.columns import Concealed
from jingwei.adapters.sheets.kinds import offered
from jingwei.kernel.errors import Text
from jingwei.kernel.place import Place
from jingwei.mechanisms.imports.flow import ASKED, IMPORT

OWN_KINDS: dict[str, Text] = {
    "organisations": _l("组织"),
    "branches": _l("党支部"),
    "people": _l("人员"),
    "appointments": _l("任职"),
}


def kind_labels() -> dict[str, Text]:
    """The kinds of sheet that are taken in, other rooms' own among them."""
    return OWN_KINDS | {name: kind.label for name, kind in offered().items()}


class Import(models.Model):
    """One sheet handed in: what it is, what it would change, and what became of it."""

    kept_content = "digest"

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, blank=True, help_text="empty until it was read")
    file_name = models.CharField(max_length=120)
    digest = models.CharField(
        max_length=64,
        blank=True,
        help_text="of the concealed file, where its content is kept; empty once it went",
    )
    sheet = models.CharField(max_length=40, blank=True, help_text="the sheet of the file that was read")
    aside = models.TextField(blank=True, help_text="columns that are not taken in, one a line")
    state = models.CharField(max_length=10, default=IMPORT.initial)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    fault_digest = models.CharField(
        max_length=64, blank=True, help_text="of the faults shown: applied only while they hold"
    )
    first_seq = models.BigIntegerField(default=0, help_text="first record of what it changed, 0 if nothing")
    last_seq = models.BigIntegerField(default=0)
    height = models.BigIntegerField(
        default=0, help_text="of the university's chain before the sheet was looked at"
    )
    said = models.TextField(blank=True, help_text="why what was asked for last could not be done")
    looked_at = models.DateTimeField(null=True, help_text="when the sheet was compared with what was there")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="import_state", condition=models.Q(state__in=IMPORT.states)),
        ]
        indexes = [models.Index(fields=["university", "id"], name="import_keyset")]

    @property
    def title(self) -> str:
        """The file's name."""
        return self.file_name

    @property
    def place(self) -> Place:
        """The university alone: a sheet may touch organisations on both sides."""
        return Place(self.university_id)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """Imports are made for the whole university."""
        return self.university.grant_paths

    @property
    def is_under_way(self) -> bool:
        """Whether it waits for the queue, or is in its hands."""
        return self.state in ASKED

    @property
    def progress_name(self) -> str:
        """The name under which is told how far it is."""
        return f"import-{self.pk}"

    @property
    def kind_label(self) -> Text:
        """What the sheet holds, in the reader's words."""
        return kind_labels().get(self.kind, "")

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(IMPORT.label(self.state))


class ImportRow(models.Model):
    """One row of a preview that is new, changed or faulty; those without change are only counted."""

    class Outcome(models.TextChoices):
        NEW = "new", _l("新增")
        CHANGED = "changed", _l("更正")
        FAULTY = "faulty", _l("有问题")

    # Rows are written and dropped only in hand with their import: the database need not look for it at each of them.
    batch = models.ForeignKey(
        Import, models.CASCADE, related_name="rows", db_index=False, db_constraint=False
    )
    outcome = models.CharField(max_length=8, choices=Outcome)
    number = models.PositiveIntegerField(help_text="row of the sheet as people see it")
    title = models.CharField(max_length=120)
    details = models.TextField(
        help_text="JSON: changes [label, old, new], numbers masked; of a faulty row empty"
    )
    concealed = Concealed(
        bound_to=("batch_id", "number"),
        help_text="JSON: faults [column, code, values], with what stood in the sheet",
    )

    class Meta:
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="import_row_page")]

    @property
    def said(self) -> list[Any]:
        """The changes or faults."""
        field: Any = self._meta.get_field("concealed")
        loaded: list[Any] = json.loads(field.reveal(self) or self.details)
        return loaded


class ImportSteps(models.Model):
    """Some of the steps of a previewed sheet of people, in the order of the sheet; gone with its rows."""

    batch = models.ForeignKey(Import, models.CASCADE, related_name="steps")
    concealed = Concealed(bound_to=("batch_id",), help_text="JSON")
