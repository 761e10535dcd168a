"""An academic committee of a unit, and one row for each nomination to a seat in it, with all the steps it went."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q

from jingwei.adapters import clock
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry
from jingwei.kernel.place import AtOrganisation, Place
from jingwei.mechanisms.committees.flow import (
    CARRIED,
    COMMITTEE,
    COMMITTEE_SEAT,
    ELIGIBLE,
    ENDED,
    ON_THE_WAY,
    SEATED,
)


class WithUnit(models.Manager["Committee"]):
    """Committees with the unit, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[Committee]:
        return super().get_queryset().select_related("organisation__university")


class Committee(AtOrganisation, models.Model):
    """An academic committee of a professional unit: how many seats it has in all, for how many years a seat is given."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, help_text="of the pack")
    name = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField(help_text="of all its members")
    years = models.PositiveSmallIntegerField(help_text="the longest term of a seat")
    state = models.CharField(max_length=9, default=COMMITTEE.initial)
    reason = models.CharField(max_length=200, blank=True, help_text="why it was dissolved")
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = WithUnit()

    class Meta:
        constraints = [
            models.CheckConstraint(name="committee_state", condition=Q(state__in=COMMITTEE.states)),
            models.CheckConstraint(name="committee_size", condition=Q(seats__gte=3) & Q(years__gte=1)),
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(ended_on=None), name="one_committee_a_name"
            ),
        ]
        indexes = [models.Index(fields=["university", "-id"], name="committee_keyset")]

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    @property
    def kind_label(self) -> str:
        """Its kind in the reader's words."""
        return registry.committee_kind(self.kind).label.here()

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(COMMITTEE.label(self.state))

    @cached_property
    def covered_by(self) -> list[Any]:
        """The Party organisations that cover its unit today, or else the nearest unit above it that is covered."""
        unit = self.organisation
        line = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
        links = unit.covered_by.model._default_manager.filter(in_force(clock.today()), unit__path__in=line)
        found = list(links.select_related("party", "unit").order_by("party__path"))
        nearest = max((len(each.unit.path) for each in found), default=0)
        return [each.party for each in found if len(each.unit.path) == nearest]

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The path of its unit, and those of the Party organisations that cover it."""
        return (*self.organisation.grant_paths, *(each.path for each in self.covered_by))


class WithCommittee(models.Manager["CommitteeSeat"]):
    """Seats with their committee, the person and both sides."""

    def get_queryset(self) -> models.QuerySet[CommitteeSeat]:
        related = ("committee__organisation__university", "person", "party", "post_at")
        return super().get_queryset().select_related(*related)


class CommitteeSeat(models.Model):
    """A person is nominated, found eligible, voted for and seated for a term; what is not done yet is empty.

    The constraints say in the database what the rules say in words: nobody is seated without all the steps (3.3c), and
    who nominated took none of the others.
    """

    locked_through = "committee"

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="taken")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, help_text="the post for which the person was nominated")
    post_at = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", help_text="where that post is held"
    )
    party = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", help_text="which nominated"
    )
    state = models.CharField(max_length=10, default=COMMITTEE_SEAT.initial)
    grounds = models.CharField(max_length=200, help_text="why this person, in a sentence")
    nominated_on = models.DateField()
    nominated_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    finding = models.CharField(max_length=200, blank=True, help_text="eligible or not, in a sentence")
    held = models.CharField(max_length=120, blank=True, help_text="|the facts that held when it was found|")
    found_on = models.DateField(null=True)
    found_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    entitled = models.PositiveSmallIntegerField(null=True, help_text="all members with a vote")
    present = models.PositiveSmallIntegerField(null=True)
    yes = models.PositiveSmallIntegerField(null=True)
    no = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    voted_on = models.DateField(null=True)
    vote_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", help_text="who wrote the count down"
    )
    since = models.DateField(null=True)
    until = models.DateField(null=True, help_text="the last day")
    seated_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    foretold_on = models.DateField(null=True, help_text="when the end of the term was told ahead")
    ended_on = models.DateField(null=True, help_text="when it ended, whichever way")
    reason = models.CharField(max_length=200, blank=True, help_text="why it went no further, or ended early")
    version = models.PositiveIntegerField(default=1)

    objects = WithCommittee()

    class Meta:
        constraints = [
            models.CheckConstraint(name="committee_seat_state", condition=Q(state__in=COMMITTEE_SEAT.states)),
            models.UniqueConstraint(
                fields=["committee", "person"],
                condition=Q(state__in=ON_THE_WAY),
                name="nominated_once_at_a_time",
            ),
            models.CheckConstraint(
                name="committee_seat_found",
                condition=~Q(state__in=(ELIGIBLE, CARRIED, SEATED, ENDED))
                | (Q(found_on__isnull=False) & Q(found_by__isnull=False) & ~Q(finding="")),
            ),
            models.CheckConstraint(
                name="committee_seat_carried",
                condition=~Q(state__in=(CARRIED, SEATED, ENDED))
                | (
                    Q(voted_on__isnull=False)
                    & Q(vote_by__isnull=False)
                    & Q(yes__isnull=False)
                    & Q(entitled__isnull=False)
                    & Q(entitled__lt=F("yes") * 2)
                ),
            ),
            models.CheckConstraint(
                name="committee_seat_term",
                condition=~Q(state__in=(SEATED, ENDED))
                | (Q(since__isnull=False) & Q(until__isnull=False) & Q(seated_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="committee_seat_count",
                condition=Q(voted_on=None)
                | (
                    Q(present__lte=F("entitled"))
                    & Q(present=F("yes") + F("no") + F("abstained"))
                    & Q(entitled__gte=1)
                ),
            ),
            models.CheckConstraint(
                name="committee_seat_two_sides",
                condition=(Q(found_by=None) | ~Q(found_by=F("nominated_by")))
                & (Q(vote_by=None) | ~Q(vote_by=F("nominated_by")))
                & (Q(seated_by=None) | ~Q(seated_by=F("nominated_by"))),
            ),
            models.CheckConstraint(
                name="committee_seat_not_oneself",
                condition=~Q(person=F("nominated_by"))
                & (Q(found_by=None) | ~Q(found_by=F("person")))
                & (Q(vote_by=None) | ~Q(vote_by=F("person")))
                & (Q(seated_by=None) | ~Q(seated_by=F("person"))),
            ),
        ]
        indexes = [
            models.Index(fields=["university", "-id"], name="committee_seat_keyset"),
            models.Index(fields=["until"], condition=Q(state=SEATED), name="committee_seat_ending"),
        ]

    @property
    def title(self) -> str:
        """The committee: names of people stand in no title."""
        return self.committee.name

    @property
    def post_label(self) -> str:
        """The post for which the person was nominated, in the reader's words."""
        return f"{self.post_at.name} {registry.role(self.role).label.here()}"

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(COMMITTEE_SEAT.label(self.state))

    @property
    def facts_held(self) -> frozenset[str]:
        """The facts that held on the day it was found."""
        return frozenset(part for part in self.held.split("|") if part)

    def sits(self, on: date) -> bool:
        """Whether the seat is taken on a day."""
        return bool(self.state == SEATED and self.since and self.until and self.since <= on <= self.until)

    @property
    def place(self) -> Place:
        """Both sides: the Party organisation that nominated, the unit whose committee it is."""
        return _both(self.party.place, self.committee.place)

    def place_now(self) -> Place:
        """The same, read again."""
        return _both(self.party.place_now(), self.committee.place_now())

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of the committee, and of who nominated."""
        return (*self.committee.grant_paths, *self.party.grant_paths)


def _both(party: Place, unit: Place) -> Place:
    return Place(
        unit.university_id,
        party_id=party.party_id,
        party_path=party.party_path,
        unit_id=unit.unit_id,
        unit_path=unit.unit_path,
    )
