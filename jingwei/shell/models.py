"""Sessions, each known by the account that is signed in, so that its owner can see and end them."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class SessionManager(BaseSessionManager["Session"]):
    """Django's own."""

    use_in_migrations = True


class Session(AbstractBaseSession):
    """One browser that is signed in, or on its way to be."""

    account = models.ForeignKey("people.Account", models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=40, blank=True, help_text="browser and system in words")

    objects = SessionManager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["account", "expire_date"], name="session_of_account")]


class Snooze(models.Model):
    """A thing of the desk that somebody put off: it lies there again from the day `until` on. Nobody else sees it."""

    account = models.ForeignKey("people.Account", models.CASCADE, related_name="+")
    item = models.CharField(max_length=200, help_text="the key of what waits: verb and subject")
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "item"], name="snooze_once")]
