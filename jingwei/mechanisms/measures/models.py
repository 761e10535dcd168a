"""The roll-up: the own figures of one organisation in one month for one indicator, derived from records alone."""

from __future__ import annotations

from django.db import models


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
