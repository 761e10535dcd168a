"""What the ledger will remember of a themed day that is planned; of who signs up it keeps only how many they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(Event):
    """An organisation says beforehand when it serves whom, with what of discipline and post; 0 places for no limit."""

    verb = "meetings.plan"
    sentence = _l("{actor}排了 {held_on} 的{subject}，去服务{whom}")
    body: str
    held_on: str
    at: str
    whom: str
    organisation: int
    fits: str
    places: int


@dataclass(frozen=True, kw_only=True)
class SomebodySignedUp(Event):
    """One more comes."""

    verb = "meetings.sign_up"
    standing = "trace"
    sentence = _l("{held_on} 的{subject}有人报名，一共 {signed_up} 人")
    held_on: str
    signed_up: int


@dataclass(frozen=True, kw_only=True)
class SomebodyGaveUp(Event):
    """One fewer comes."""

    verb = "meetings.give_up"
    standing = "trace"
    sentence = _l("{held_on} 的{subject}有人取消报名，还有 {signed_up} 人")
    held_on: str
    signed_up: int
