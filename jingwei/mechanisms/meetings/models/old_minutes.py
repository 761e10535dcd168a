"""Old minutes: what was held and written down before the platform, taken over as it stood in a file."""

from __future__ import annotations

from django.db import models

from jingwei.kernel.packs import registry
from jingwei.kernel.place import AtOrganisation
from jingwei.mechanisms.meetings.flow import OLD_MINUTES, TAKEN_IN


class OldMinutesWithOrganisation(models.Manager["OldMinutes"]):
    """Old minutes with the organisation that met."""

    def get_queryset(self) -> models.QuerySet[OldMinutes]:
        return super().get_queryset().select_related("organisation")


class OldMinutes(AtOrganisation, models.Model):
    """Minutes from elsewhere: on which day a body met, who was there and what was resolved, in words; the file lies beside.

    They are no meeting of the platform: nothing asks them for a vote, a study or somebody who was there.
    """

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    body = models.CharField(max_length=60, help_text="a body of the pack")
    held_on = models.DateField()
    topic = models.CharField(max_length=80, blank=True)
    present = models.CharField(max_length=1000, blank=True, help_text="who was there, in words")
    text = models.TextField(help_text="what was resolved, in words")
    digest = models.CharField(max_length=64, help_text="of the file")
    state = models.CharField(max_length=8, default=OLD_MINUTES.initial)
    reason = models.CharField(max_length=200, blank=True, help_text="why they were struck out")
    taken_name = models.CharField(max_length=60, help_text="of who took them over, then")
    taken_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = OldMinutesWithOrganisation()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="old_minutes_state", condition=models.Q(state__in=OLD_MINUTES.states)
            ),
            models.UniqueConstraint(
                fields=["organisation", "digest"],
                condition=models.Q(state=TAKEN_IN),
                name="one_file_of_old_minutes",
            ),
        ]
        indexes = [
            models.Index(fields=["university", "-held_on", "-id"], name="old_minutes_keyset"),
            models.Index(fields=["organisation", "-held_on"], name="old_minutes_of"),
        ]

    @property
    def body_label(self) -> str:
        """The body in the reader's words."""
        return registry.body(self.body).label.here()

    @property
    def title(self) -> str:
        """What met and about what, in the words of the pack."""
        label = registry.body(self.body).label.zh
        return f"{label}“{self.topic}”" if self.topic else label
