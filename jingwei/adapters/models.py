"""The tallies of tries, one row a name; written by `limits` alone, in one statement."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """How often something was tried since `began`; `name` is a digest, so that nobody is named."""

    name = models.CharField(max_length=64, primary_key=True)
    began = models.BigIntegerField(help_text="seconds since 1970")
    tries = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["began"], name="tally_age")]
