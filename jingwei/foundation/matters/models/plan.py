"""What both sides agree on: goals to be counted, milestones to be met, tasks with people, and the agreements."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.flow import DEPLOYING, MILESTONE, PLANNING, TASK
from jingwei.foundation.matters.models.matter import Matter
from jingwei.foundation.matters.models.sides import BOTH, PARTY, UNIT, Owner, Part, Side, state_of


class Goal(Part):
    """A result that can be counted: from a figure, to a figure, in a unit."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="goals")
    text = models.CharField(max_length=120)
    measure = models.CharField(max_length=60, help_text="what is counted")
    unit_word = models.CharField(max_length=12, help_text="in which unit: 亩, 件, %")
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    target = models.DecimalField(max_digits=14, decimal_places=2)
    current = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    is_agreed = models.BooleanField(default=False, help_text="both sides have agreed to it at some time")
    reached = models.BooleanField(null=True, help_text="judged at the inspection")

    class Meta:
        ordering = ["id"]

    @property
    def title(self) -> str:
        """What is to be reached."""
        return self.text

    def __str__(self) -> str:
        return self.text

    def reached_by(self, figure: Decimal) -> bool:
        """Whether a figure reaches the target: from the baseline upwards, or downwards where it lies above."""
        falls = self.baseline is not None and self.baseline > self.target
        return figure <= self.target if falls else figure >= self.target


class Milestone(Part):
    """A point on the way with a date, an owner side and a share of the whole."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="milestones")
    title = models.CharField(max_length=60)
    due = models.DateField()
    side = models.CharField(max_length=5, choices=Owner)
    weight = models.PositiveSmallIntegerField(help_text="the weights of a matter make 100")
    state = models.CharField(max_length=12, default=MILESTONE.initial)
    accepted_on = models.DateField(null=True)
    proved = models.CharField(
        max_length=5, blank=True, choices=Owner, help_text="whose confirmed deeds met it"
    )
    agreed_on = models.DateField(null=True, help_text="both sides agreed to a plan with it, the first time")
    reckoned = models.BooleanField(default=False, help_text="counted once after its date")

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            state_of(MILESTONE, "milestone_state"),
            models.CheckConstraint(name="milestone_side", condition=models.Q(side__in=(PARTY, UNIT, BOTH))),
            models.CheckConstraint(
                name="milestone_weight", condition=models.Q(weight__gte=1, weight__lte=100)
            ),
        ]
        indexes = [
            models.Index(fields=["due"], name="milestone_to_reckon", condition=models.Q(reckoned=False))
        ]

    @property
    def state_label(self) -> str:
        """The state in the user's words."""
        return str(MILESTONE.label(self.state))

    def __str__(self) -> str:
        return self.title

    @property
    def loom_row(self) -> str:
        """How the loom draws it: `b` both sides, `p` Party side, `w` professional side, `-` not yet."""
        return {BOTH: "b", PARTY: "p", UNIT: "w"}.get(self.proved, "-")


class Task(Part):
    """A piece of the work in somebody's hands."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="tasks")
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, related_name="tasks")
    side = models.CharField(max_length=5, choices=Side)
    title = models.CharField(max_length=80)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="tasks")
    post = models.CharField(
        max_length=60, blank=True, help_text="the post that does it, where no person is named"
    )
    due = models.DateField()
    state = models.CharField(max_length=12, default=TASK.initial)
    done_on = models.DateField(null=True)
    answer_reason = models.CharField(max_length=200, blank=True, help_text="why it came back")

    class Meta:
        ordering = ["due", "id"]
        constraints = [state_of(TASK, "task_state")]
        indexes = [models.Index(fields=["person", "state", "due"], name="task_of_person")]

    @property
    def state_label(self) -> str:
        """The state in the user's words."""
        return str(TASK.label(self.state))

    def __str__(self) -> str:
        return self.title


class Agreement(models.Model):
    """One side agreed to the plan or to the deployment, in one post. Reopening clears it; its record stays."""

    class Stage(models.TextChoices):
        PLANNING = PLANNING, _l("同谋划")
        DEPLOYING = DEPLOYING, _l("同部署")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="agreements")
    stage = models.CharField(max_length=12, choices=Stage)
    side = models.CharField(max_length=5, choices=Side)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60, help_text="of who agreed, then")
    post_key = models.CharField(max_length=40, blank=True, help_text="the post in use, by its key")
    post = models.CharField(max_length=120, help_text="the post in use, in words")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "stage", "side"], name="one_agreement_a_side"),
        ]
