"""A plot of a garden: it lies at an organisation, has a state, a version and beds."""

from __future__ import annotations

from typing import Any

from django.db import models

from jingwei.kernel.place import Place


class Plot(models.Model):
    university_id = models.BigIntegerField()
    path = models.CharField(max_length=255)
    name = models.CharField(max_length=60)
    rank = models.IntegerField(default=0)
    sown_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="bare")
    spades = models.IntegerField(default=0)
    version = models.IntegerField(default=1)

    class Meta:
        app_label = "plot"

    @property
    def title(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return Place(self.university_id, party_path=self.path)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        return (self.path,)


class Bed(models.Model):
    plot = models.ForeignKey(Plot, models.CASCADE)
    crop = models.CharField(max_length=20)
    locked_through = "plot"

    class Meta:
        app_label = "plot"

    @property
    def title(self) -> str:
        return self.crop

    @property
    def place(self) -> Any:
        return self.plot.place

    @property
    def grant_paths(self) -> tuple[str, ...]:
        return self.plot.grant_paths


TABLES = (Plot, Bed)
