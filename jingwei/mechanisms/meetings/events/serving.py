"""What the ledger will remember of whom a meeting served."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, titled
from jingwei.mechanisms.meetings.events.held import meeting_here


@dataclass(frozen=True, kw_only=True)
class ServiceTold(Event):
    """A meeting served somebody, with the discipline or the post of those who came."""

    verb = "services.tell"
    sentence = _l("{actor}记下{subject}服务了{whom}")
    whom: str
    organisation: int
    fits: str


@dataclass(frozen=True, kw_only=True)
class ServiceConfirmed(Event):
    """Those who were served say that it was so."""

    verb = "services.confirm"
    standing = "answered"
    sentence = _l("{actor}代表{whom}认可了{subject}")
    whom: str


@dataclass(frozen=True, kw_only=True)
class ServiceDeclined(Event):
    """Those who were named say that it was not so."""

    verb = "services.decline"
    standing = "answered"
    sentence = _l("{actor}代表{whom}说{subject}不是这样：{reason}")
    whom: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ServiceFallen(Event):
    """The meeting that told of it was struck out: what was said of it counts no longer."""

    verb = "services.fall"
    standing = "reckoned"
    sentence = _l("{subject}作废了，服务{whom}的记录跟着作废")
    whom: str


titled("service", meeting_here)
