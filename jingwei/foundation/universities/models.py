"""The tenant: a university, or the authority above universities."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.place import Place


class University(models.Model):  # type: ignore[django-manager-missing]
    """One owner of people, organisations, matters and one ledger chain."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _l("高等学校")
        AUTHORITY = "authority", _l("主管机关")

    code = models.CharField(max_length=20, unique=True, help_text="10-digit school code, or our own")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.UNIVERSITY)
    pack = models.CharField(max_length=60, default="heilongjiang-2022-38", help_text="the pack it follows")
    pack_version = models.PositiveIntegerField(default=1, help_text="its version when the university came in")

    @property
    def title(self) -> str:
        """Its name."""
        return self.name

    @property
    def place(self) -> Place:
        """Its own chain, above all organisations."""
        return Place(self.pk)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of its root organisations."""
        return tuple(self.organisations.filter(is_top=True).values_list("path", flat=True))

    def __str__(self) -> str:
        return self.name
