"""Tables of the machinery: tries, turns of schedules, names of keys, each written by its one module in one statement."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """How often something was tried since `began`; `name` is a digest, so that nobody is named."""

    name = models.CharField(max_length=64, primary_key=True)
    began = models.BigIntegerField(help_text="seconds since 1970")
    tries = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["began"], name="tally_age")]


class Turn(models.Model):
    """For which due moment a schedule was last started: whoever moves it on has the turn."""

    name = models.CharField(max_length=200, primary_key=True)
    due = models.BigIntegerField(help_text="seconds since 1970")


class Pulse(models.Model):
    """One row, written now and then to see whether a change can be kept."""

    id = models.SmallIntegerField(primary_key=True)
    at = models.BigIntegerField(help_text="seconds since 1970")


class KeyInUse(models.Model):
    """The name of a key that values in this database lie concealed under; the key itself is never here."""

    name = models.CharField(max_length=8, primary_key=True)
    since = models.BigIntegerField(help_text="seconds since 1970")
    cleared_at = models.BigIntegerField(null=True, help_text="when nothing was left under it")
