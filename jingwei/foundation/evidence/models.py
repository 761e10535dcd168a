"""Files by digest, and what they are attached to."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models

from jingwei.foundation.evidence.flow import ATTACHMENT
from jingwei.kernel.fetching import model_called
from jingwei.kernel.place import Place


class File(models.Model):
    """One content, kept once a university; `digest` is SHA-256 of the bytes."""

    kept_content = "digest"
    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=80, help_text="as sniffed from the content")
    pages = models.PositiveIntegerField(null=True, help_text="where they were counted and the file tells")
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["university", "digest"], name="one_file_a_digest")]


class Attachment(models.Model):
    """A file beside a subject, read by whoever may see the organisations of the subject where they stand now."""

    locked_through = "subject"
    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    file = models.ForeignKey(File, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(max_length=200)
    part = models.CharField(max_length=40, blank=True, help_text="a part of the subject, as deed:12")
    party = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    attached_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, default=ATTACHMENT.initial)

    class Meta:
        constraints = [
            models.CheckConstraint(name="attachment_state", condition=models.Q(state__in=ATTACHMENT.states))
        ]
        indexes = [
            models.Index(fields=["university", "subject_type", "subject_id"], name="attachment_subject")
        ]

    @cached_property
    def subject(self) -> Any:
        """What the file lies beside."""
        return model_called(self.subject_type)._default_manager.get(pk=self.subject_id)  # type: ignore[attr-defined]

    @property
    def title(self) -> str:
        """The name of the file."""
        return self.name

    @property
    def place(self) -> Place:
        """Where the subject stands."""
        party, unit = self.party, self.unit
        return Place(
            self.university_id,
            party.pk if party else None,
            party.path if party else "",
            unit.pk if unit else None,
            unit.path if unit else "",
        )

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The organisations of the subject."""
        return self.place.paths
