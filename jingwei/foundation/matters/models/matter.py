"""One piece of work with its two strands, and how it gets its number."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.flow import MATTER
from jingwei.foundation.matters.models.sides import state_of
from jingwei.kernel.packs import registry
from jingwei.kernel.place import Place


def barred(values: Iterable[str]) -> str:
    """Identifiers as one text that can be searched for each of them: `|a|b|`."""
    kept = "|".join(dict.fromkeys(values))
    return f"|{kept}|" if kept else ""


def unbarred(text: str) -> tuple[str, ...]:
    """The identifiers in `|a|b|`."""
    return tuple(part for part in text.split("|") if part)


class Numbering(models.Model):
    """The last running number that a university gave out in a year."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university", "year"], name="one_numbering_a_year"),
        ]


class WithStrands(models.Manager["Matter"]):
    """Matters with both organisations, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[Matter]:
        return super().get_queryset().select_related("party", "unit")


class Matter(models.Model):
    """A matter (融合事项): carried by a Party organisation and a professional unit together."""

    class Reading(models.TextChoices):
        LABEL = "label", _l("贴牌")
        REAL = "real", _l("真有改变")

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, help_text="RH-2026-0142: year and running number")
    type = models.CharField(max_length=60, help_text="a matter type of the pack")
    title = models.CharField(max_length=80)
    party = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="matters_as_party")
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="matters_as_unit")
    state = models.CharField(max_length=12, default=MATTER.initial)
    opened_on = models.DateField()
    starts = models.DateField()
    due = models.DateField()
    ended_on = models.DateField(null=True, help_text="closed or withdrawn on")
    combine = models.CharField(max_length=300, blank=True, help_text="结合点")
    effort = models.CharField(max_length=300, blank=True, help_text="着力点")
    contribute = models.CharField(max_length=300, blank=True, help_text="贡献点")
    functions = models.CharField(max_length=120, blank=True, help_text="|teaching|research|")
    guarantees = models.CharField(max_length=60, blank=True, help_text="|thought|political|")
    orientations = models.CharField(max_length=120, blank=True, help_text="|economy|people|")
    clauses = models.CharField(max_length=340, blank=True, help_text="|2.3|4.1a|")
    reading = models.CharField(max_length=5, blank=True, choices=Reading, help_text="set at the inspection")
    agreed_on = models.DateField(null=True, help_text="both sides agreed to the plan, the last time")
    is_far = models.BooleanField(
        default=False, help_text="the School of the Party side did not answer for the unit when it was opened"
    )
    touched_at = models.DateTimeField(help_text="the last verb on it or on a part of it")
    version = models.PositiveIntegerField(default=1)

    objects = WithStrands()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university", "number"], name="one_matter_a_number"),
            state_of(MATTER, "matter_state"),
        ]
        indexes = [
            models.Index(fields=["university", "-id"], name="matter_keyset"),
            models.Index(fields=["university", "state", "-id"], name="matter_state_keyset"),
        ]

    @property
    def place(self) -> Place:
        """Both organisations, with their paths of today."""
        return Place(self.university_id, self.party_id, self.party.path, self.unit_id, self.unit.path)

    def place_now(self) -> Place:
        """The same, read again: one of them may have been moved meanwhile."""
        both = type(self.party)._base_manager.filter(pk__in=(self.party_id, self.unit_id))
        paths = dict(both.values_list("pk", "path"))
        return Place(
            *(self.university_id, self.party_id, paths[self.party_id]), self.unit_id, paths[self.unit_id]
        )

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of both strands: whoever holds a verb at either may use it."""
        return (self.party.path, self.unit.path)

    @property
    def function_ids(self) -> tuple[str, ...]:
        """The functions it serves (1.2)."""
        return unbarred(self.functions)

    @property
    def guarantee_ids(self) -> tuple[str, ...]:
        """The guarantees it gives (1.2)."""
        return unbarred(self.guarantees)

    @property
    def orientation_ids(self) -> tuple[str, ...]:
        """The orientations and servings it takes (1.3)."""
        return unbarred(self.orientations)

    @property
    def clause_ids(self) -> tuple[str, ...]:
        """The clauses it carries out (2.2)."""
        return unbarred(self.clauses)

    @property
    def state_label(self) -> str:
        """The stage in the user's words."""
        return str(MATTER.label(self.state))

    @property
    def type_label(self) -> str:
        """The matter type in the user's words."""
        return registry.matter_type(self.type).label.here()

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
