"""A meeting, held or to be held, who signed up for it, and who was there."""

from __future__ import annotations

from django.db import models

from jingwei.kernel.packs import registry
from jingwei.kernel.place import AtBothSides
from jingwei.mechanisms.meetings.flow import MEETING, PLANNED, RECORDED


class WithOrganisation(models.Manager["Meeting"]):
    """Meetings with the organisations that meet, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[Meeting]:
        return super().get_queryset().select_related("organisation", "unit")


class Meeting(AtBothSides, models.Model):
    """An organisation meets in the way of a body of the pack. `counts` is false where too few were there.

    One that decides is convened first, for `starts_at`; with `unit`, the unit that the organisation covers meets with it.
    One that serves somebody may be planned first, until `ends_at`; where `places` are limited, no more sign up.
    """

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    body = models.CharField(max_length=60, help_text="a body of the pack")
    held_on = models.DateField()
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    places = models.PositiveSmallIntegerField(null=True, help_text="how many may sign up; empty for all")
    room = models.CharField(max_length=60, blank=True)
    topic = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=1000, blank=True, help_text="what came of it")
    guests = models.CharField(max_length=200, blank=True, help_text="who sat in, in words")
    expected = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    counts = models.BooleanField(default=True)
    state = models.CharField(max_length=9, default=RECORDED)
    reason = models.CharField(max_length=200, blank=True, help_text="why it was struck out or called off")
    chair = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    chair_reason = models.CharField(max_length=200, blank=True, help_text="why somebody else chaired")
    approved_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    recorded_name = models.CharField(max_length=60, help_text="of who recorded it, then")
    recorded_post = models.CharField(max_length=120, blank=True)
    recorded_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = WithOrganisation()

    class Meta:
        constraints = [
            models.CheckConstraint(name="meeting_state", condition=models.Q(state__in=MEETING.states)),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["university", "-id"], name="meeting_keyset"),
            models.Index(fields=["organisation", "-held_on"], name="meeting_of"),
            models.Index(fields=["university", "held_on"], name="meeting_by_day"),
            models.Index(fields=["organisation"], condition=models.Q(state=PLANNED), name="meeting_planned"),
        ]

    @property
    def met_as(self) -> str:
        """The body by the name under which it is counted: where a school has its own, the one that it tightens."""
        return registry.body(self.body).stands_for

    @property
    def tags(self) -> tuple[str, ...]:
        """What its records are found by."""
        return (f"body:{self.met_as}",)

    @property
    def body_label(self) -> str:
        """The body in the reader's words."""
        return registry.body(self.body).label.here()

    @property
    def title(self) -> str:
        """What met and about what, in the words of the pack."""
        label = registry.body(self.body).label.zh
        return f"{label}“{self.topic}”" if self.topic else label


class SignUp(models.Model):
    """A member says beforehand that they come; it goes once the meeting is recorded, and who does not sign up leaves nothing."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="signed_up_once")]


class Attendance(models.Model):
    """Somebody who was expected: there or not. It goes when its time is over; the numbers stay with the meeting."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    present = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="expected_once")]
