"""A directive, and one receipt for each organisation that it was sent to, as that stood on the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from jingwei.kernel.place import AtOrganisation
from jingwei.mechanisms.directives.flow import DIRECTIVE, RECEIPT

if TYPE_CHECKING:
    from jingwei.foundation.organisations.queries import Organisation


class WithOrganisation(models.Manager["Directive"]):
    """Directives with the organisation that issues them, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[Directive]:
        return super().get_queryset().select_related("organisation")


class Directive(AtOrganisation, models.Model):
    """A decision that is to be carried out below. `edition` counts the changes for which it was signed anew."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    paper_number = models.CharField(max_length=40, blank=True, help_text="as printed on the paper")
    title = models.CharField(max_length=80)
    text = models.TextField()
    alignment = models.CharField(
        max_length=300, blank=True, help_text="what it carries out, where it departs from earlier decisions"
    )
    clauses = models.CharField(max_length=340, blank=True, help_text="|2.2|3.5|")
    kinds = models.CharField(max_length=400, help_text="|the kinds of organisations addressed|")
    with_covered = models.BooleanField(
        default=False, help_text="also those of the other tree that coverage joins to the ones addressed"
    )
    due = models.DateField(help_text="by when those addressed report")
    dues = models.CharField(
        max_length=1000, blank=True, help_text="|kind=day| of the kinds that have a day of their own"
    )
    state = models.CharField(max_length=10, default=DIRECTIVE.initial)
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="replaced_by",
        help_text="ends when this one is issued",
    )
    reason = models.CharField(max_length=200, blank=True, help_text="why it was withdrawn")
    issued_on = models.DateField(null=True)
    ended_on = models.DateField(null=True, help_text="withdrawn, replaced or closed on")
    version = models.PositiveIntegerField(default=1)

    objects = WithOrganisation()
    left: int | None = None
    """How many are neither settled nor excused, where that was counted just now."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="directive_state", condition=models.Q(state__in=DIRECTIVE.states)),
        ]
        indexes = [models.Index(fields=["university", "-id"], name="directive_keyset")]

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(DIRECTIVE.label(self.state))

    @property
    def cited(self) -> tuple[str, ...]:
        """The clauses it carries out."""
        return tuple(part for part in self.clauses.split("|") if part)

    @property
    def addressed(self) -> tuple[str, ...]:
        """The kinds of organisations it is sent to."""
        return tuple(part for part in self.kinds.split("|") if part)

    @property
    def days(self) -> dict[str, date]:
        """The kinds that have a day of their own."""
        pairs = (part.partition("=") for part in self.dues.split("|") if part)
        return {kind: date.fromisoformat(day) for kind, _equals, day in pairs}


class Named(models.Model):
    """An organisation that a directive is sent to beside the kinds addressed, or that is left out of them."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="named")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    is_out = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "organisation"], name="named_once")]


def answered_to_issuer(directive: Directive) -> models.QuerySet[Receipt]:
    """The receipts that its issuer reads: of the own university, and of the heads of universities below the authority."""
    own = models.Q(university=directive.university_id) | models.Q(parent=None)
    return Receipt.objects.filter(own, directive=directive)


class WithBoth(models.Manager["Receipt"]):
    """Receipts with their directive and the organisation addressed."""

    def get_queryset(self) -> models.QuerySet[Receipt]:
        rows = super().get_queryset()
        related = ("directive__organisation", "organisation", "matter", "parent__organisation", "hand")
        return rows.select_related(*related)


class Receipt(AtOrganisation, models.Model):
    """What one organisation does with a directive. Path and name are those of the day it was sent."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="receipts")
    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", help_text="of the next addressed above"
    )
    carries = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", help_text="its own of the directive replaced"
    )
    path = models.CharField(
        max_length=255, help_text="in the tree of the issuer; of the other tree, below who covers it"
    )
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=10, default=RECEIPT.initial)
    edition = models.PositiveSmallIntegerField(default=0, help_text="the edition that was signed for")
    matter = models.ForeignKey(
        "matters.Matter", models.PROTECT, null=True, related_name="+", help_text="that carries it out here"
    )
    plan = models.CharField(
        max_length=300, blank=True, help_text="how it is carried out here, read below too"
    )
    answer = models.CharField(max_length=300, blank=True, help_text="what came of it, in a sentence")
    reason = models.CharField(max_length=200, blank=True, help_text="why declined, returned or excused")
    due = models.DateField(help_text="the day that holds here")
    due_given = models.DateField(help_text="that of who issued it, for its kind")
    due_below = models.DateField(null=True, help_text="set here for all below, not later than its own")
    hand = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+", help_text="who does it here"
    )
    given_back = models.CharField(max_length=200, blank=True, help_text="why it came back from a person")
    moved_on = models.DateField(help_text="the last step")
    nudged_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = WithBoth()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "organisation"], name="one_receipt_each"),
            models.CheckConstraint(name="receipt_state", condition=models.Q(state__in=RECEIPT.states)),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"], name="receipt_owed"),
            models.Index(fields=["directive", "path"], name="receipt_tree"),
        ]

    @property
    def title(self) -> str:
        """That of the directive."""
        return self.directive.title

    @property
    def above(self) -> Organisation:
        """The level above: the next one addressed, or who issued it."""
        return self.parent.organisation if self.parent else self.directive.organisation

    @property
    def is_joined(self) -> bool:
        """Whether it stands in the other tree, and coverage joins it to the level above."""
        return bool(self.organisation.tree != self.directive.organisation.tree)

    @property
    def is_from_above(self) -> bool:
        """Whether the authority sent it to the head of a university."""
        return self.parent_id is None and self.university_id != self.directive.university_id

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The path of the organisation addressed, today; above it in another tree or university verbs are held there."""
        over = self.above.grant_paths if self.is_joined or self.is_from_above else ()
        return (*self.organisation.grant_paths, *over)

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(RECEIPT.label(self.state))
