"""The roll-up of figures, derived from records alone; and periods that were closed, with their figures as they stood."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.place import AtOrganisation


class Cell(models.Model):
    """One organisation's own two counts in one month; a missing cell means none.

    `path` is where the organisation stood when the records were made, so that last year's tree is kept.
    Counting organisations, a cell says that this one had such a record: one of one.
    """

    university_id = models.BigIntegerField()
    indicator = models.CharField(max_length=60, help_text="an indicator of the pack")
    formula = models.CharField(max_length=16, help_text="digest of the definition these counts follow")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    path = models.CharField(max_length=255)
    month = models.IntegerField(help_text="yyyymm in Asia/Shanghai")
    numerator = models.IntegerField(default=0)
    denominator = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["university_id", "indicator", "organisation", "path", "month"],
                name="one_cell_a_place",
            ),
            models.CheckConstraint(
                name="cell_is_a_share", condition=models.Q(numerator__lte=models.F("denominator"))
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    "university_id",
                    "formula",
                    "path",
                    "month",
                    "organisation",
                    "numerator",
                    "denominator",
                ],
                name="cell_of_a_place",
            )
        ]


class Ready(models.Model):
    """All figures of one university in a span that its pages open with, as the cells and the ledger gave them.

    `figures` are by indicator the organisations with records, then the two counts of each span told beside it; `standing`
    says how many organisations there were in either tree. They hold for a day, and while nothing is `Behind`.
    """

    university_id = models.BigIntegerField()
    first = models.IntegerField(help_text="yyyymm in Asia/Shanghai")
    last = models.IntegerField(help_text="yyyymm in Asia/Shanghai")
    on = models.DateField(help_text="the day whose trees it looked at")
    said = models.CharField(
        max_length=16, blank=True, help_text="digest of all definitions; empty until made"
    )
    figures: Any = models.JSONField(default=dict)
    standing: Any = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university_id", "first", "last"], name="one_ready_a_span")
        ]


class Behind(models.Model):
    """Something was counted of a university since its figures were made ready.

    A row is only added, so that nobody waits for another, and goes when they are made anew.
    """

    university_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["university_id"], name="behind_of")]


class WithOrganisation(models.Manager[Any]):
    """Rows with their organisation, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().select_related("organisation__university")


class ClosedPeriod(AtOrganisation, models.Model):
    """The figures of an organisation in a period, as the ledger gave them when it was so high; nobody changes them.

    `figures` are `[indicator, formula, numerator, denominator]` each; `packs` are `[id, version, fingerprint]`.
    """

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    begins = models.DateField()
    ends = models.DateField()
    packs: Any = models.JSONField()
    figures: Any = models.JSONField()
    height = models.BigIntegerField(help_text="records in the chain of the university, then")
    head = models.CharField(max_length=64, help_text="the hash of the last of them")
    digest = models.CharField(max_length=64, help_text="SM3 of all of this; the ledger holds it too")
    closed_on = models.DateField()
    closed_name = models.CharField(max_length=60)
    closed_post = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WithOrganisation()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "begins", "ends"], name="closed_once"),
            models.CheckConstraint(
                name="closed_after_it_ended", condition=models.Q(closed_on__gt=models.F("ends"))
            ),
        ]
        indexes = [models.Index(fields=["university", "-ends", "-id"], name="closed_period_keyset")]

    @property
    def title(self) -> str:
        """Whose figures they are."""
        return str(self.organisation.name)


class TurnReading(AtOrganisation, models.Model):
    """Where an organisation stands in one of the three turns in a year, as the level above confirmed it.

    `figures` are the facts it was confirmed on: `[indicator, numerator, denominator, where that lies]` each.
    """

    class Stand(models.TextChoices):
        BEFORE = "before", _l("还没有转")
        BETWEEN = "between", _l("正在转")
        AFTER = "after", _l("转过来了")

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    turn = models.CharField(max_length=60, help_text="a turn of the pack")
    label = models.CharField(max_length=120, help_text="its two ends, as they were called then")
    stand = models.CharField(max_length=7, choices=Stand)
    proposed = models.CharField(max_length=7, help_text="what the facts proposed")
    reason = models.CharField(max_length=200, blank=True)
    figures: Any = models.JSONField()
    said_on = models.DateField()
    said_name = models.CharField(max_length=60)
    said_post = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WithOrganisation()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "turn"], name="one_reading_a_year"),
            models.CheckConstraint(
                name="turn_reading_stand", condition=models.Q(stand__in=("before", "between", "after"))
            ),
        ]
        indexes = [models.Index(fields=["university", "-year", "-id"], name="turn_reading_keyset")]

    @property
    def title(self) -> str:
        """Which turn it is about."""
        return self.label
