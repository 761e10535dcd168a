"""An agenda item, and the lists by which organisations say what is decided where."""

from __future__ import annotations

from typing import Any

from django.db import models

from jingwei.kernel.packs.registry import called
from jingwei.kernel.place import AtBothSides, AtOrganisation
from jingwei.mechanisms.meetings.flow import AGENDA_ITEM


class ItemList(AtOrganisation, models.Model):
    """What an organisation adds to the kinds of the pack; an adopted list never changes, a newer one takes its place.

    `kinds` holds one object a kind: `id`, `label` where it is its own, and `route`.
    """

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    kinds = models.JSONField(default=list)
    adopted_on = models.DateField()
    adopted_name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="one_item_list_a_number")
        ]

    @property
    def title(self) -> str:
        """Whose it is; its number is told beside it."""
        return self.organisation.name


class WithSides(models.Manager["AgendaItem"]):
    """Items with both organisations, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[AgendaItem]:
        return super().get_queryset().select_related("organisation", "unit")


class AgendaItem(AtBothSides, models.Model):
    """Something to be decided: its kind, the bodies on its way, and its paper, whose every change has a new number.

    An exception is valid for one number of the paper, once two have asked for it: `urged_by` and `seconded_by`.
    """

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60, help_text="of the pack, or of the organisation's own list")
    kind_label = models.CharField(max_length=40)
    item_list = models.ForeignKey(ItemList, models.PROTECT, null=True, related_name="+")
    route = models.CharField(max_length=260, help_text="|party-meeting|joint-meeting|")
    title = models.CharField(max_length=80)
    proposal = models.CharField(max_length=2000, help_text="what is asked to be decided")
    paper = models.PositiveSmallIntegerField(default=1)
    paper_at = models.DateTimeField(null=True, help_text="when this number came to be as it is")
    proposed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    proposed_name = models.CharField(max_length=60)
    proposed_on = models.DateField()
    approved_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, default=AGENDA_ITEM.initial)
    reason = models.CharField(max_length=200, blank=True, help_text="why it came back or was withdrawn")
    urgent_reason = models.CharField(max_length=200, blank=True)
    urgent_paper = models.PositiveSmallIntegerField(null=True)
    urged_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    urged_at = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    seconded_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    review = models.CharField(max_length=300, blank=True, help_text="what the level above found")
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = WithSides()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agenda_item_state", condition=models.Q(state__in=AGENDA_ITEM.states)
            ),
            models.CheckConstraint(
                name="agenda_item_two_ask",
                condition=models.Q(seconded_by=None) | ~models.Q(seconded_by=models.F("urged_by")),
            ),
        ]
        indexes = [
            models.Index(fields=["university", "-id"], name="agenda_item_keyset"),
            models.Index(fields=["organisation", "state"], name="agenda_item_of"),
        ]

    @property
    def kind_here(self) -> str:
        """Its kind in the reader's language, where it is one of the pack."""
        return called("item_kinds")(self.kind_label)

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies on its way, the deciding one last."""
        return tuple(part for part in self.route.split("|") if part)

    @property
    def part(self) -> str:
        """The part of the files that are its paper as it is now."""
        return f"paper-{self.paper}"

    @property
    def is_exception(self) -> bool:
        """Whether two have asked that this very paper be decided without having been studied first."""
        return self.seconded_by_id is not None and self.urgent_paper == self.paper

    @property
    def state_label(self) -> Any:
        """The state in the reader's words."""
        return AGENDA_ITEM.label(self.state)
