"""A problem of an organisation: what it is, who said so, whose it is, until when, and what shows that it is solved."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.place import AtBothSides
from jingwei.mechanisms.problems.flow import PROBLEM, UNDER_WAY


class WithAll(models.Manager["Problem"]):
    """Problems with the organisations and the matter that each line about them tells."""

    def get_queryset(self) -> models.QuerySet[Problem]:
        return super().get_queryset().select_related("organisation", "unit", "named_at", "matter", "into")


class Problem(AtBothSides, models.Model):
    """An entry of the register. `organisation` answers for it, with the unit where there is one (1.4)."""

    class Source(models.TextChoices):
        INSPECTION = "inspection", _l("检查发现")
        FIGURES = "figures", _l("数据提醒")
        MEETING = "meeting", _l("会议议决")
        VOICES = "voices", _l("师生反映")

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=80)
    source = models.CharField(max_length=10, choices=Source)
    named_at = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", help_text="which named it"
    )
    named_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    named_on = models.DateField()
    due = models.DateField()
    state = models.CharField(max_length=9, default=PROBLEM.initial)
    matter = models.ForeignKey(
        "matters.Matter", models.PROTECT, null=True, related_name="+", help_text="that it became"
    )
    into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", help_text="it went into")
    outcome = models.CharField(max_length=200, blank=True, help_text="what changed, as its owner says")
    shown_by = models.CharField(max_length=120, blank=True, help_text="the record or file that shows it")
    reported_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True, help_text="why returned, reopened or withdrawn")
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = WithAll()

    class Meta:
        constraints = [
            models.CheckConstraint(name="problem_state", condition=models.Q(state__in=PROBLEM.states)),
            models.CheckConstraint(
                name="problem_source",
                condition=models.Q(source__in=("inspection", "figures", "meeting", "voices")),
            ),
            models.CheckConstraint(
                name="problem_ended",
                condition=models.Q(ended_on=None, state__in=UNDER_WAY)
                | (models.Q(ended_on__isnull=False) & ~models.Q(state__in=UNDER_WAY)),
            ),
        ]
        indexes = [
            models.Index(fields=["university", "-id"], name="problem_keyset"),
            models.Index(
                fields=["organisation", "due"], name="problem_here", condition=models.Q(ended_on__isnull=True)
            ),
        ]

    @property
    def title(self) -> str:
        """The sentence that names it."""
        return self.text

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(PROBLEM.label(self.state))

    @property
    def is_late(self) -> bool:
        """Whether its day is past and it has not ended."""
        return self.ended_on is None and self.due < clock.today()

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of whose it is, and of who named it."""
        return tuple(dict.fromkeys((*super().grant_paths, self.named_at.path)))
