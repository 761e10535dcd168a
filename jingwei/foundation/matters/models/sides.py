"""The two strands, and what every part of a matter shares with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Flow
from jingwei.kernel.place import Place

if TYPE_CHECKING:
    from jingwei.foundation.matters.models.matter import Matter

PARTY, UNIT, BOTH = "party", "unit", "both"
SIDES = (PARTY, UNIT)


class Side(models.TextChoices):
    """A strand: the Party side (经) or the professional side (纬)."""

    PARTY = PARTY, _l("党建侧")
    UNIT = UNIT, _l("业务侧")


class Owner(models.TextChoices):
    """Who answers for a milestone: one strand, or both together."""

    PARTY = PARTY, _l("党建侧")
    UNIT = UNIT, _l("业务侧")
    BOTH = BOTH, _l("两侧一起")


def other_side(side: str) -> str:
    """The opposite strand."""
    return UNIT if side == PARTY else PARTY


def state_of(table: Flow, name: str) -> models.CheckConstraint:
    """The constraint that a column holds a state of `table` and nothing else."""
    return models.CheckConstraint(name=name, condition=models.Q(state__in=table.states))


class Part(models.Model):
    """A part of a matter: locked through it, placed where it is, granted as it is."""

    locked_through = "matter"
    matter: models.ForeignKey[Matter, Matter]
    matter_id: int

    class Meta:
        abstract = True

    @property
    def place(self) -> Place:
        """The place of the matter."""
        return self.matter.place

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of both strands."""
        return self.matter.grant_paths
