"""Two dated trees of organisations, the links between them, and who belongs where in which post."""

from __future__ import annotations

import json
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _l
from treebeard.mp_tree import MP_Node

from jingwei.foundation.organisations.flow import CHANGE, PENDING
from jingwei.kernel.events import sentence_of
from jingwei.kernel.place import Place
from jingwei.kernel.prepared import Prepared

PARTY, UNIT = "party", "unit"


def standing(on: date, prefix: str = "") -> models.Q:
    """The condition on organisations that have not ended before a day."""
    return models.Q(**{f"{prefix}ended_on": None}) | models.Q(**{f"{prefix}ended_on__gte": on})


def still_here(on: date, prefix: str) -> models.Q:
    """The condition on rows of a person who has not left the university before a day."""
    return models.Q(**{f"{prefix}left_on": None}) | models.Q(**{f"{prefix}left_on__gte": on})


class Organisation(MP_Node):
    """A Party organisation or a professional unit; `path` is its place in the tree today.

    One that was read as of an earlier day says so in `on`, and bears the name and the path of that day.
    """

    on: date | None = None

    class Tree(models.TextChoices):
        PARTY = PARTY, _l("党组织")
        UNIT = UNIT, _l("业务单位")

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="organisations")
    tree = models.CharField(max_length=5, choices=Tree)
    kind = models.CharField(max_length=40, help_text="a kind of the pack")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40, blank=True)
    is_top = models.BooleanField(default=False, help_text="the university itself in this tree")
    numbered = models.PositiveIntegerField(default=0, help_text="the highest number ever in a child's path")
    founded_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="last day")
    former = models.TextField(
        blank=True, help_text="|the paths at which it, or those whose place it took, stood before|"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university", "tree", "code"], name="one_organisation_a_code"),
            models.CheckConstraint(name="organisation_tree", condition=models.Q(tree__in=(PARTY, UNIT))),
        ]
        # With the last two columns, those that stand somewhere are counted without touching a row.
        indexes = [
            models.Index(fields=["university", "tree", "kind", "path", "ended_on"], name="organisation_kind")
        ]

    def has_ended(self, on: date) -> bool:
        """Whether its last day lies before that day."""
        return self.ended_on is not None and self.ended_on < on

    @property
    def title(self) -> str:
        """The name people use."""
        return self.name

    @property
    def place(self) -> Place:
        """Itself, on its side."""
        return self._placed(self.path)

    def place_now(self) -> Place:
        """The same, read again: it may have been moved meanwhile."""
        (path,) = PATH(self.pk)
        return self._placed(path)

    def _placed(self, path: str) -> Place:
        if self.tree == PARTY:
            return Place(self.university_id, party_id=self.pk, party_path=path)
        return Place(self.university_id, unit_id=self.pk, unit_path=path)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """Its own path."""
        return (self.path,)

    def __str__(self) -> str:
        return self.name


PATH = Prepared(
    lambda pk: Organisation._base_manager.filter(pk=pk).values_list("path", flat=True), narrow=True
)


class Placement(models.Model):
    """How an organisation was called and where it stood in a span of days.

    A path is handed out once. A row of no day (`until` before `since`) keeps one that was held for less than a day.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="placements")
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=255)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "since"], name="placement_since"),
            # A path begins with its university, so whoever reads one never touches the others'.
            models.Index(fields=["path", "since", "until", "organisation"], name="placement_path"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(until=None), name="one_present_placement"
            )
        ]


class Succession(models.Model):
    """An organisation took the place of another, or a part of it, from a day on."""

    class Way(models.TextChoices):
        MERGED = "merged", _l("并入")
        SPLIT = "split", _l("分出")

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="followed_by")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="follows")
    way = models.CharField(max_length=6, choices=Way)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "way"], name="one_succession"),
        ]


class PlannedChange(models.Model):
    """A change of an organisation that was decided for a day ahead, and is carried out when that day begins."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="planned")
    others = models.ManyToManyField(Organisation, related_name="+", help_text="which it concerns too")
    verb = models.CharField(max_length=60)
    day = models.DateField(help_text="the first on which it holds")
    asked = models.TextField(help_text="canonical JSON of what the verb was asked with")
    event = models.TextField(help_text="canonical JSON of the event that decided it")
    state = models.CharField(max_length=12, default=CHANGE.initial)
    reason = models.CharField(max_length=300, blank=True, help_text="why it could not be carried out")
    planned_by = models.CharField(max_length=60)
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="planned_change_state", condition=models.Q(state__in=CHANGE.states)),
        ]
        indexes = [
            models.Index(fields=["day"], name="planned_change_due", condition=models.Q(state__in=PENDING)),
        ]

    @property
    def told(self) -> str:
        """What will change, as a sentence in the reader's language."""
        values = json.loads(self.event)
        return sentence_of(self.verb, values, actor="", subject=self.organisation.name)

    @property
    def title(self) -> str:
        """What will change."""
        return self.told

    @property
    def state_label(self) -> str:
        """The state in the user's words."""
        return str(CHANGE.label(self.state))

    @property
    def place(self) -> Place:
        """The place of the organisation."""
        return self.organisation.place

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The path of the organisation."""
        return (self.organisation.path,)


class Coverage(models.Model):
    """A Party organisation answers for a professional unit, in a span of days (3.1)."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    party = models.ForeignKey(Organisation, models.PROTECT, related_name="coverages")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="covered_by")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "unit"], condition=models.Q(until=None), name="one_present_coverage"
            )
        ]


class Membership(models.Model):
    """A person belongs to an organisation: a branch of the Party tree, a unit of the other."""

    # Memberships are asked for by person or by organisation, never by university alone; both of them stand in the
    # university, and the database looks after both: a third look at it for each row was a fifth of taking people in.
    university = models.ForeignKey(
        "universities.University", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", db_index=False)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(until=None),
                name="one_present_membership",
            )
        ]
        indexes = [models.Index(fields=["organisation", "until", "since", "person"], name="membership_roll")]


class Appointment(models.Model):
    """A person holds a role of the pack at an organisation, from a day to a day."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=40, help_text="a role of the pack")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    since = models.DateField()
    until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=models.Q(until=None),
                name="one_present_appointment",
            )
        ]

    @property
    def title(self) -> str:
        """Who and where."""
        return f"{self.organisation.name} {self.person.name}"

    @property
    def place(self) -> Place:
        """The place of the organisation."""
        return self.organisation.place

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The path of the organisation."""
        return (self.organisation.path,)


class Deputation(models.Model):
    """Somebody acts in the post of another for a span of days; every record names both."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="deputations")
    deputy = models.ForeignKey("people.Person", models.PROTECT, related_name="deputations")
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=120)

    @property
    def title(self) -> str:
        """Who acts for whom."""
        return f"{self.deputy.name} / {self.appointment.title}"

    @property
    def place(self) -> Place:
        """The place of the post."""
        return self.appointment.place

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The path of the post's organisation."""
        return self.appointment.grant_paths
