"""A school's own form of a paper: the file lies beside it as evidence does."""

from __future__ import annotations

from django.db import models
from django.utils import translation

from jingwei.kernel.place import Place
from jingwei.mechanisms.meetings.flow import IN_USE, PAPER_TEMPLATE
from jingwei.mechanisms.meetings.models.papers import PAPER_KINDS


class TemplateWithUniversity(models.Manager["PaperTemplate"]):
    """Templates with their university, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[PaperTemplate]:
        return super().get_queryset().select_related("university")


class PaperTemplate(models.Model):
    """The .docx that a university fills in for a kind of paper; the last one that was set is in use until it is dropped."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, help_text="a kind of paper")
    name = models.CharField(max_length=120, help_text="of the file")
    state = models.CharField(max_length=8, default=PAPER_TEMPLATE.initial)
    set_name = models.CharField(max_length=60, help_text="of who set it, then")
    set_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = TemplateWithUniversity()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_template_state", condition=models.Q(state__in=PAPER_TEMPLATE.states)
            ),
            models.UniqueConstraint(
                fields=["university", "kind"],
                condition=models.Q(state=IN_USE),
                name="one_template_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["university", "-id"], name="paper_template_keyset")]

    @property
    def title(self) -> str:
        """Of which paper."""
        with translation.override("zh-hans"):
            return str(PAPER_KINDS[self.kind].label)

    @property
    def place(self) -> Place:
        """That of the university."""
        return self.university.place

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """Those of the university."""
        return self.university.grant_paths
