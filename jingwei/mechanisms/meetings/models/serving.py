"""What a meeting did for somebody: whom it served, what of discipline and post it used, what they say (3.7)."""

from __future__ import annotations

from django.db import models

from jingwei.kernel.packs import registry
from jingwei.kernel.place import Place
from jingwei.mechanisms.meetings.flow import SERVICE, TOLD
from jingwei.mechanisms.meetings.models.held import Meeting


class WithWhom(models.Manager["Service"]):
    """Services with the meeting and whom it served."""

    def get_queryset(self) -> models.QuerySet[Service]:
        return super().get_queryset().select_related("meeting__organisation", "organisation")


class Service(models.Model):
    """A meeting served an organisation, or somebody in `words`; an organisation of the university says whether it did."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="service")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+"
    )
    words = models.CharField(
        max_length=60, blank=True, help_text="whom, where it is no organisation of the university"
    )
    fits = models.CharField(max_length=120, blank=True, help_text="terms of the pack, by comma")
    told_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=SERVICE.initial)
    reason = models.CharField(max_length=200, blank=True, help_text="why it was not so")
    answered_name = models.CharField(max_length=60, blank=True)
    answered_post = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WithWhom()

    class Meta:
        constraints = [
            models.CheckConstraint(name="service_state", condition=models.Q(state__in=SERVICE.states))
        ]
        indexes = [
            models.Index(fields=["university", "-id"], name="service_keyset"),
            models.Index(fields=["organisation"], condition=models.Q(state=TOLD), name="service_waiting"),
        ]

    @property
    def whom(self) -> str:
        """Whom it served."""
        return self.organisation.name if self.organisation else self.words

    @property
    def fit_labels(self) -> list[str]:
        """What of discipline and post it used, in the reader's words."""
        return [registry.term(each).label.here() for each in self.fits.split(",") if each]

    @property
    def hours(self) -> float | None:
        """How long it was, where the meeting knows when it began and ended."""
        begins, ends = self.meeting.starts_at, self.meeting.ends_at
        return round((ends - begins).total_seconds() / 3600, 1) if begins and ends else None

    @property
    def hours_of_all(self) -> float | None:
        """The hours of all who were there together: of the branch, and never told of one of them."""
        return None if self.hours is None else round(self.hours * self.meeting.present, 1)

    @property
    def is_asked(self) -> bool:
        """Whether there is somebody who may say whether it was so."""
        return self.organisation_id is not None

    @property
    def title(self) -> str:
        """The meeting."""
        return self.meeting.title

    @property
    def place(self) -> Place:
        """That of the organisation that met."""
        return self.meeting.place

    def place_now(self) -> Place:
        """The same, read again."""
        return self.meeting.place_now()

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The path of whom it served: they say whether it was so."""
        return self.organisation.grant_paths if self.organisation else ()
