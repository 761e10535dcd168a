"""Versions of packs as published, who follows which and what was decided, the official text, who is excused from what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.packs import registry
from jingwei.kernel.packs.lineage import Change
from jingwei.kernel.place import AtOrganisation, Place


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
    """A university follows one version of a pack at a time. A span that ends before it begins was never in force."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="adoptions")
    pack = models.CharField(max_length=60)
    pack_version = models.ForeignKey(PackVersion, models.PROTECT, related_name="adoptions")
    former = models.PositiveIntegerField(null=True, help_text="the number of the version followed before")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["university", "pack"], condition=models.Q(until=None), name="one_present_adoption"
            )
        ]

    @property
    def title(self) -> str:
        """The pack and its number, as `pack@3`."""
        return f"{self.pack}@{self.pack_version.version}"

    @property
    def place(self) -> Place:
        """The university, above all organisations."""
        return Place(self.university_id)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of the university's roots."""
        return self.university.grant_paths

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the version changed of the one followed before; none where that is no longer kept with the pack."""
        if self.former is None:
            return ()
        try:
            return registry.changes(self.pack, self.former, self.pack_version.version)
        except registry.Unknown:
            return ()


class Decision(models.Model):
    """What a university decided about one part that a new version changed; decided again, the newer one counts."""

    class Choice(models.TextChoices):
        FOLLOW = "follow", _l("照新的办")
        KEEP = "keep", _l("先照旧")
        ASSIGN = "assign", _l("分派")
        RETIRE = "retire", _l("不再用")

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="decisions")
    change = models.CharField(max_length=80, help_text="noun and id of the part, as clause:3.4")
    choice = models.CharField(max_length=6, choices=Choice)
    heirs = models.CharField(
        max_length=200, blank=True, help_text="what it counts for from now on: |3.4a|3.4b|"
    )
    decided_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    @property
    def heir_ids(self) -> tuple[str, ...]:
        """The ids in `heirs`."""
        return tuple(part for part in self.heirs.split("|") if part)


class OfficialText(models.Model):
    """The text of a clause as issued; attached again, the newer one is read and the older one stays."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="official_texts")
    pack = models.CharField(max_length=60)
    version = models.PositiveIntegerField(help_text="of the pack when it was attached")
    clause = models.CharField(max_length=16)
    text = models.TextField()
    source_digest = models.CharField(max_length=64, blank=True, help_text="of the file it was taken from")
    attached_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["university", "pack", "clause"], name="official_text_of")]


class WithOrganisation(models.Manager["Excuse"]):
    """Excuses with their organisation, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[Excuse]:
        return super().get_queryset().select_related("organisation")


class Excuse(AtOrganisation, models.Model):
    """An organisation is excused from one obligation for the period that begins with `since`, until that is taken back."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    obligation = models.CharField(max_length=80, help_text="its id in the pack")
    since = models.DateField(help_text="the first day of the period")
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    objects = WithOrganisation()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "obligation", "since"],
                condition=models.Q(withdrawn_on=None),
                name="excused_once",
            )
        ]

    @property
    def title(self) -> str:
        """Who is excused from what."""
        return f"{self.organisation.name} / {self.obligation}"
