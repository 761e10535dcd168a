"""Thanks, said at an organisation."""

from __future__ import annotations

from django.db import models

from jingwei.kernel.place import Place
from jingwei.mechanisms.thanks_probe.flow import THANKS


class Thanks(models.Model):
    """One sentence of thanks."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default=THANKS.initial)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="thanks_state", condition=models.Q(state__in=THANKS.states))
        ]

    @property
    def title(self) -> str:
        """Its words."""
        return self.words

    @property
    def place(self) -> Place:
        """Where it was said."""
        return self.organisation.place

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The path of the organisation."""
        return self.organisation.grant_paths
