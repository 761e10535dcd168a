"""In which order the minutes tell who spoke: whoever a body lets speak last (末位表态) comes after all others (3.3b)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.meetings.rules.sitting import CHAIRED, belongs_to_the_writer, deciding_of

ALL_OTHERS = "其他到会的人"
"""A line of these stands for all who are there and have no line of their own."""


def to_speak(seats: Iterable[Any], last: Iterable[str], aside: Iterable[int]) -> tuple[list[str], list[str]]:
    """The names of those with a vote who are there, without those aside: all others, and whoever speaks last."""
    away = set(aside)
    here = [
        each for each in seats if each.has_vote and each.attends == "present" and each.person_id not in away
    ]
    last = set(last)
    return (
        [each.person.name for each in here if each.role not in last],
        [each.person.name for each in here if each.role in last],
    )


def still_to_speak(others: Iterable[str], spoken: Iterable[str]) -> list[str]:
    """Those of the others who have not, once a line tells it."""
    told = set(spoken)
    return [] if ALL_OTHERS in told else [name for name in others if name not in told]


def speaks_in_order(actor: Actor, hearing: Any, speaker: str = "") -> Reason | None:
    """The word of whoever speaks last is recorded once all others have theirs; a line that names nobody is free."""
    return _in_order(hearing, speaker, hearing.minutes.filter(is_dropped=False))


def rewritten_in_order(actor: Actor, minute: Any, speaker: str = "") -> Reason | None:
    """The same of a line of one's own that is put into another's mouth."""
    if reason := belongs_to_the_writer(actor, minute):
        return reason
    if speaker.strip() == minute.speaker:
        return None
    rows = minute.hearing.minutes.filter(is_dropped=False).exclude(pk=minute.pk)
    return _in_order(minute.hearing, speaker, rows)


def _in_order(hearing: Any, speaker: str, lines: Any) -> Reason | None:
    named = " ".join(speaker.split())
    if not named:
        return None
    seats = hearing.meeting.seats.select_related("person").order_by("pk")
    aside = hearing.recusals.values_list("person", flat=True)
    others, last = to_speak(seats, deciding_of(hearing.meeting).speaks_last, aside)
    if named not in last or named in others:
        return None
    waiting = still_to_speak(others, lines.values_list("speaker", flat=True))
    if not waiting:
        return None
    told = _(
        "{name}最后表态，{names}还没有记。先记他们的，没有别的意见就合记一条“{all}”；主持、说明情况的话不写谁说的。"
    )
    return Reason(told.format(name=named, names=_("、").join(waiting), all=ALL_OTHERS), CHAIRED)
