"""When something may leave the page, and that everybody chooses for themselves."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.notices import Press
from jingwei.kernel.workdays import is_workday

GATHER = timedelta(minutes=2)
"""For so long what comes in one after the other is gathered."""
DAY, MIDNIGHT = timedelta(days=1), time()


def ones_own(actor: Actor, preference: Any) -> Reason | None:
    """How somebody is told is chosen by that very person."""
    return None if actor.account_id == preference.account_id else Reason(_l("只能改自己的通知设置。"))


def app_is_set(actor: Actor, app: Any) -> Reason | None:
    """What is not set up can neither be tried nor dropped."""
    return None if app.is_set else Reason(_l("这个软件的应用消息还没有接上。"))


def is_quiet(moment: datetime, preference: Any) -> bool:
    """Whether only what cannot wait may leave the page at a moment, in Asia/Shanghai."""
    local = moment.astimezone(clock.ZONE)
    if preference.rests and not is_workday(local.date()):
        return True
    return is_hushed(local.time(), preference)


def is_hushed(hour: time, preference: Any) -> bool:
    """Whether an hour lies in the quiet hours; there are none where they begin when they end."""
    begin, end = preference.quiet_from, preference.quiet_until
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def leaving(press: str, moment: datetime, preference: Any) -> datetime | None:
    """From when on a notice of that moment may leave the page; None where it never does."""
    if press == Press.PAGE:
        return None
    if press == Press.NOW:
        return moment
    if press == Press.DAILY:
        return _next_digest(moment, preference)
    return next_waking(moment + GATHER, preference)


def next_waking(moment: datetime, preference: Any) -> datetime:
    """The moment itself, or the end of the quiet that it lies in."""
    local = moment.astimezone(clock.ZONE)
    while is_quiet(local, preference):
        if preference.rests and not is_workday(local.date()):
            local = _at(local + DAY, MIDNIGHT)
        else:
            ends = _at(local, preference.quiet_until)
            local = ends if ends > local else ends + DAY
    return local


def _next_digest(moment: datetime, preference: Any) -> datetime:
    """The hour that was chosen for the message of the day, on a day that suits."""
    local = _at(moment.astimezone(clock.ZONE), preference.digest_at)
    if local < moment:
        local += DAY
    while preference.rests and not is_workday(local.date()):
        local += DAY
    return local


def _at(moment: datetime, hour: time) -> datetime:
    return datetime.combine(moment.date(), hour, clock.ZONE)
