"""What happened: one sentence, one date, one side, and the answer of the side that benefits."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.flow import DEED
from jingwei.foundation.matters.models.matter import Matter
from jingwei.foundation.matters.models.plan import Goal, Milestone, Task
from jingwei.foundation.matters.models.sides import Part, Side, state_of


class Deed(Part):
    """A note (记一笔) of what one side did or what came of it."""

    class Kind(models.TextChoices):
        DEED = "deed", _l("做法")
        OUTCOME = "outcome", _l("结果")

    class Changed(models.TextChoices):
        DECISION = "decision", _l("决策")
        PERSON = "person", _l("人员")
        RESOURCE = "resource", _l("资源")
        RESULT = "result", _l("结果")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="deeds")
    milestone = models.ForeignKey(Milestone, models.SET_NULL, null=True, related_name="deeds")
    task = models.ForeignKey(Task, models.SET_NULL, null=True, related_name="deeds")
    side = models.CharField(max_length=5, choices=Side)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.DEED)
    text = models.CharField(max_length=300)
    on = models.DateField()
    changed = models.CharField(
        max_length=8, blank=True, choices=Changed, help_text="what the Party side changed"
    )
    benefits = models.CharField(max_length=5, choices=Side, help_text="the side that answers it")
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, related_name="deeds")
    value = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, help_text="where the goal stands now"
    )
    state = models.CharField(max_length=12, default=DEED.initial)
    noted_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    noted_name = models.CharField(max_length=60, help_text="of who noted it, then")
    noted_post = models.CharField(max_length=120, blank=True)
    noted_at = models.DateTimeField()
    answered_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    answered_name = models.CharField(max_length=60, blank=True)
    answered_post = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [state_of(DEED, "deed_state")]
        indexes = [
            models.Index(fields=["matter", "state", "side"], name="deed_of_matter"),
            models.Index(fields=["noted_by", "state"], name="deed_of_person"),
        ]

    @property
    def title(self) -> str:
        """The sentence."""
        return self.text

    @property
    def state_label(self) -> str:
        """The state in the user's words."""
        return str(DEED.label(self.state))

    def __str__(self) -> str:
        return self.text
