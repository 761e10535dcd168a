"""An occasion on which action items were settled, and the items themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items.flow import ACTION_ITEM
from jingwei.kernel.place import AtOrganisation


class WithOrganisation(models.Manager["Occasion"]):
    """Occasions with the organisation that held them, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[Occasion]:
        return super().get_queryset().select_related("organisation")


class Occasion(AtOrganisation, models.Model):
    """A study session, dispatch or exchange: what it was about and on which day."""

    class Kind(models.TextChoices):
        STUDY = "study", _l("学习研讨")
        DISPATCH = "dispatch", _l("调度")
        EXCHANGE = "exchange", _l("交流研讨")
        DECISION = "decision", _l("会议议决")

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    topic = models.CharField(max_length=80)
    held_on = models.DateField()

    objects = WithOrganisation()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="occasion_kind",
                condition=models.Q(kind__in=("study", "dispatch", "exchange", "decision")),
            )
        ]

    @property
    def title(self) -> str:
        """What it was about."""
        return self.topic


class WithAll(models.Manager["ActionItem"]):
    """Action items with what each line about them tells."""

    def get_queryset(self) -> models.QuerySet[ActionItem]:
        rows = super().get_queryset()
        return rows.select_related("organisation", "occasion", "person", "matter")


class ActionItem(AtOrganisation, models.Model):
    """A thing to be done by somebody until a day. It ends in a matter, or in the sentence that says what came of it."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="items")
    text = models.CharField(max_length=80)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="action_items")
    due = models.DateField()
    state = models.CharField(max_length=8, default=ACTION_ITEM.initial)
    matter = models.ForeignKey(
        "matters.Matter", models.PROTECT, null=True, related_name="+", help_text="that it is about or became"
    )
    outcome = models.CharField(max_length=300, blank=True, help_text="what came of it, in a sentence")
    reason = models.CharField(max_length=200, blank=True, help_text="why given back, put off or dropped")
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = WithAll()

    class Meta:
        constraints = [
            models.CheckConstraint(name="action_item_state", condition=models.Q(state__in=ACTION_ITEM.states))
        ]
        indexes = [
            models.Index(fields=["university", "-id"], name="action_item_keyset"),
            models.Index(
                fields=["person", "due"], name="action_item_owned", condition=models.Q(ended_on__isnull=True)
            ),
            models.Index(
                fields=["organisation", "due"],
                name="action_item_here",
                condition=models.Q(ended_on__isnull=True),
            ),
        ]

    @property
    def title(self) -> str:
        """What is to be done."""
        return self.text

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(ACTION_ITEM.label(self.state))
