"""Who looked at a matter from outside and what was found; the deviations that are put right."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.flow import CORRECTION
from jingwei.foundation.matters.models.matter import Matter
from jingwei.foundation.matters.models.sides import Part, Side, state_of
from jingwei.foundation.matters.models.work import Deed


class Inspection(models.Model):
    """Called by the owners; held, once, by somebody who owns neither strand."""

    class Verdict(models.TextChoices):
        PASSED = "passed", _l("通过")
        CORRECTIONS = "corrections", _l("需要校准")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="inspections")
    called_on = models.DateField()
    called_name = models.CharField(max_length=60)
    held_on = models.DateField(null=True)
    inspector = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    inspector_name = models.CharField(max_length=60, blank=True)
    inspector_post = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+"
    )
    finding = models.TextField(blank=True)
    verdict = models.CharField(max_length=12, blank=True, choices=Verdict)
    label_only = models.BooleanField(null=True, help_text="贴牌, as the inspector sees it")
    label_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(held_on=None), name="one_inspection_called"
            )
        ]


class Correction(Part):
    """A deviation with a date (2.2); closed on a confirmed deed."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=200)
    clause = models.CharField(max_length=16)
    due = models.DateField()
    side = models.CharField(max_length=5, choices=Side, help_text="the side that puts it right")
    state = models.CharField(max_length=12, default=CORRECTION.initial)
    raised_on = models.DateField()
    raised_name = models.CharField(max_length=60)
    closed_on = models.DateField(null=True)
    closing_deed = models.ForeignKey(Deed, models.PROTECT, null=True, related_name="closes")
    reckoned = models.BooleanField(default=False, help_text="counted once after its date")

    class Meta:
        ordering = ["due", "id"]
        constraints = [state_of(CORRECTION, "correction_state")]
        indexes = [
            models.Index(fields=["due"], name="correction_to_reckon", condition=models.Q(reckoned=False))
        ]

    @property
    def title(self) -> str:
        """What deviates."""
        return self.what

    @property
    def state_label(self) -> str:
        """The state in the user's words."""
        return str(CORRECTION.label(self.state))
