"""Sessions in the database as Django keeps them; being read at every request, they are read by a prepared question."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from jingwei.kernel.prepared import Prepared


def _asked(key: Any, now: Any) -> Any:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values("session_data")


HELD = Prepared(_asked, str, datetime)


class SessionStore(DatabaseSessions):
    """Django's own, but for how a session is read."""

    def load(self) -> dict[str, Any]:
        """The values of the session that is still good; none, and no key, where there is none."""
        found = HELD(self.session_key, timezone.now())
        if not found:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0]["session_data"])
        return held
