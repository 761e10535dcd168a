"""Versions of packs as they were published, who follows which from when, and the official text of clauses."""

from __future__ import annotations

from django.db import models


class PackVersion(models.Model):
    """One version of a pack with all its content; the database refuses to change or delete it."""

    pack = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=80)
    content = models.TextField(help_text="canonical JSON, what the fingerprint is of")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "version"], name="one_content_a_version")]


class Adoption(models.Model):
    """A university follows one version at a time. A span that ends before it begins was never in force."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="adoptions")
    pack_version = models.ForeignKey(PackVersion, models.PROTECT, related_name="adoptions")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["university"], condition=models.Q(until=None), name="one_present_adoption"
            )
        ]


class OfficialText(models.Model):
    """The text of a clause as issued; attached again, the newer one is read and the older one stays."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="official_texts")
    pack = models.CharField(max_length=60)
    clause = models.CharField(max_length=8)
    text = models.TextField()
    source_digest = models.CharField(max_length=64, blank=True, help_text="of the file it was taken from")
    attached_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["university", "pack", "clause"], name="official_text_of")]
