"""Files by digest, and what they are attached to."""

from __future__ import annotations

from django.db import models

from jingwei.kernel.place import Place


class File(models.Model):
    """One content, kept once a university; `digest` is SHA-256 of the bytes."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=80, help_text="as sniffed from the content")
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["university", "digest"], name="one_file_a_digest")]


class Attachment(models.Model):
    """A file beside a subject. The place is that of the subject when it was attached."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    file = models.ForeignKey(File, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(max_length=200)
    part = models.CharField(max_length=40, blank=True, help_text="a part of the subject, as deed:12")
    party_id = models.BigIntegerField(null=True)
    party_path = models.CharField(max_length=255, blank=True)
    unit_id = models.BigIntegerField(null=True)
    unit_path = models.CharField(max_length=255, blank=True)
    attached_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["university", "subject_type", "subject_id"], name="attachment_subject")
        ]

    @property
    def title(self) -> str:
        """The name of the file."""
        return self.name

    @property
    def place(self) -> Place:
        """Where the subject stood."""
        return Place(self.university_id, self.party_id, self.party_path, self.unit_id, self.unit_path)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The organisations of the subject."""
        return self.place.paths
