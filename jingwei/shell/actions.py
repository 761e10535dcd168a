"""What an account does about its own: its sessions, kept, shown and ended; what it puts off on the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.retention import keeps
from jingwei.adapters.sm3 import sm3
from jingwei.kernel import workdays
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.prepared import Prepared
from jingwei.shell.desk import desk_for
from jingwei.shell.models import Session, Snooze


def _asked(key: Any, now: Any) -> Any:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values("session_data")


HELD = Prepared(_asked, narrow=True)


class SessionStore(DatabaseSessions):
    """Django's own, but for how a session is read and whom it names."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our own table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of this session, with the account and the device that its values name."""
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.account_id, row.device = data.get("account"), data.get("device", "")
        return row

    def load(self) -> dict[str, Any]:
        """The values of the session that is still good; none, and no key, where there is none."""
        found = HELD(self.session_key, timezone.now())
        if not found:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(found[0]["session_data"])
        return held


def _over(before: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=before)


@keeps("sessions.expired", _l("过期的登录"), lambda before: _over(before).count())
def forget_old_sessions(before: datetime) -> int:
    """Drop sessions that are over."""
    return _over(before).delete()[0]


def own_sessions(request: HttpRequest) -> list[dict[str, Any]]:
    """Where the account of this request is signed in, the latest used first; `key` is no session key."""
    mine = Session.objects.filter(account=request.session["account"], expire_date__gt=timezone.now())
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return [
        {
            "key": sm3(row.session_key.encode()),
            "device": row.device or _("别的设备"),
            "used_at": row.expire_date - age,
            "here": row.session_key == request.session.session_key,
        }
        for row in mine.order_by("-expire_date")
    ]


def end_session(request: HttpRequest, key: str) -> None:
    """End one of the own sessions, or NotFound."""
    mine = Session.objects.filter(account=request.session["account"]).values_list("session_key", flat=True)
    ended = [held for held in mine if sm3(held.encode()) == key]
    if not ended:
        raise NotFound
    Session.objects.filter(session_key__in=ended).delete()


def put_off(actor: Actor, key: str, to: str) -> Snooze:
    """Put a thing of the desk off; NotFound where it does not lie there or may not wait so long."""
    desk = desk_for(actor)
    item = next((each for each in desk.items if each.key == key), None)
    if item is None or to not in desk.put_off_to(item) or actor.account_id is None:
        raise NotFound
    until = {
        "tomorrow": desk.today + timedelta(days=1),
        "workday": workdays.after(desk.today, 1),
        "week": desk.today + timedelta(days=7),
    }[to]
    Snooze.objects.filter(account=actor.account_id, until__lte=clock.today()).delete()
    held, _new = Snooze.objects.update_or_create(
        account_id=actor.account_id, item=key, defaults={"until": until}
    )
    return held


def take_up(actor: Actor, key: str) -> None:
    """Let a thing that was put off lie on the desk again."""
    Snooze.objects.filter(account=actor.account_id, item=key).delete()
