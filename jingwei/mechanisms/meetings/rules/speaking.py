"""In which order the minutes tell who spoke: whoever a body lets speak last (末位表态) comes after all others (3.3b)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.meetings.rules.entrusting import spoken_for
from jingwei.mechanisms.meetings.rules.sitting import (
    CAME,
    CHAIRED,
    belongs_to_the_writer,
    deciding_of,
    may_still_be_changed,
)

ALL_OTHERS = "其他到会的人"
"""A line of these stands for all who are there and have no line of their own."""

_TITLED = re.compile(r"(\w{1,2}?)副?(?:书记|院长|主任|校长|部长|处长|委员|教授|老师)")


def guests_of(words: str) -> list[str]:
    """Those who sit in without a seat, each as they were named."""
    return [named for each in re.split(r"[、；;\n]", words) if (named := " ".join(each.split()))]


def voices_at(seats: Iterable[Any], guests: Iterable[str]) -> dict[str, Any]:
    """Who may have spoken, by the words that name them: everybody on the roster who came, who is spoken for, then the guests.

    Two of one name are told apart by their posts, or where these are the same, too, by their numbers.
    """
    found: dict[str, Any] = {}
    seats = list(seats)
    came = [seat for seat in seats if seat.attends in CAME]
    for seat in came:
        alike = [each for each in came if each.person.name == seat.person.name]
        posts = [each.post for each in alike]
        apart = seat.post if posts.count(seat.post) == 1 else seat.person.code
        found[seat.person.name if len(alike) == 1 else f"{seat.person.name}（{apart}）"] = seat
    for giver, holder in spoken_for(seats):
        found[f"{giver.person.name}（{holder.person.name}代）"] = giver
    return found | {name: None for name in guests if name not in found}


def seems_said_by(text: str, voices: Iterable[str]) -> str:
    """Whose word a text begins as, where it names them itself before a colon, by name or as 孟书记; nothing where not."""
    before, colon, _rest = text.replace(":", "：").partition("：")
    label = "".join(before.split())
    titled = _TITLED.fullmatch(label)
    for voice in voices if colon else ():
        name = voice.partition("（")[0]
        if label.startswith(name) or (titled and name.startswith(titled[1])):
            return name
    return ""


def to_speak(meeting: Any, seats: Iterable[Any], aside: Iterable[int]) -> tuple[list[Any], list[Any]]:
    """The seats with a vote of those who came, without those aside: all others who are still there, and whoever speaks last.

    Having gone before the end, nobody is waited for; nor does it let anybody speak before the others.
    """
    away = set(aside)
    came = [each for each in seats if each.has_vote and each.attends in CAME and each.person_id not in away]
    last = [each for each in came if _speaks_last(meeting, each)]
    return [each for each in came if each.attends == "present" and each not in last], last


def _speaks_last(meeting: Any, seat: Any) -> bool:
    """Whether the word of somebody who came is last; where who chairs by the rule speaks last, so does who chairs instead."""
    deciding = deciding_of(meeting)
    by_chair = bool({*deciding.chair} & {*deciding.speaks_last})
    return seat.role in deciding.speaks_last or (by_chair and seat.person_id == meeting.chair_id)


def told_by(lines: Iterable[Any]) -> set[Any]:
    """Whose word these lines tell: the numbers of seats, and whoever has none in words."""
    return {each.seat_id or each.speaker for each in lines}


def still_to_speak(others: Iterable[Any], told: Iterable[Any]) -> list[Any]:
    """Those of the others who have not, once a line tells it."""
    known = set(told)
    return [] if ALL_OTHERS in known else [each for each in others if each not in known]


def standing_lines(hearing: Any) -> list[Any]:
    """The lines of an item that stand, those that correct another left aside."""
    return list(hearing.minutes.filter(is_dropped=False, corrects=None).select_related("seat"))


def last_word_at(lines: Iterable[Any]) -> Any | None:
    """The line in which whoever speaks last has spoken; None where nobody has."""
    return next((each for each in lines if each.is_last), None)


def is_last_word(hearing: Any, seat: Any) -> bool:
    """Whether somebody speaks as one who speaks last; whoever steps aside for an item has no last word on it."""
    return seat is not None and seat.pk in {each.pk for each in _to_speak_at(hearing)[1]}


def speaks_in_order(actor: Actor, hearing: Any, speaker: str = "") -> Reason | None:
    """The word of whoever speaks last is recorded once all others have theirs; a line that names nobody is free."""
    return _in_order(hearing, speaker, standing_lines(hearing))


def rewritten_in_order(actor: Actor, minute: Any, speaker: str = "") -> Reason | None:
    """The same of a line of one's own that is put into another's mouth; after the last word it only may be corrected."""
    if reason := stands_after_the_last_word(actor, minute, speaker):
        return reason
    named = " ".join(speaker.split())
    if named == minute.speaker:
        return None
    rest = [each for each in standing_lines(minute.hearing) if each.pk != minute.pk]
    return _in_order(minute.hearing, named, rest)


def stands_after_the_last_word(actor: Actor, minute: Any, speaker: str = "") -> Reason | None:
    """A line that names somebody is neither changed nor taken out once the last word was spoken: it is corrected beside it."""
    if reason := belongs_to_the_writer(actor, minute):
        return reason
    if not (minute.speaker or speaker.strip()):
        return None
    last = last_word_at(standing_lines(minute.hearing))
    if last is None:
        return None
    told = _("{name}已经最后表态，前面记的不再改，也不再删。记错了的，写一条更正。")
    return Reason(told.format(name=last.speaker), CHAIRED)


def may_be_corrected(minute: Any) -> Reason | None:
    """Beside a line stands another that corrects it, once it cannot be changed itself."""
    if shut := may_still_be_changed(minute):
        return shut
    if last_word_at(standing_lines(minute.hearing)):
        return None
    return Reason(_("还没有最后表态，直接改这一条就行。"))


def _in_order(hearing: Any, speaker: str, lines: Sequence[Any]) -> Reason | None:
    named = " ".join(speaker.split())
    if not named:
        return None
    seats = _seats_at(hearing)
    seat = voices_at(seats, guests_of(hearing.meeting.guests)).get(named)
    others, last = _to_speak_at(hearing, seats)
    if seat is None or seat.pk not in {each.pk for each in last}:
        return None
    names = {each.pk: each.person.name for each in others}
    waiting = still_to_speak(names, told_by(lines))
    if not waiting:
        return None
    told = _(
        "{name}最后表态，{names}还没有记。先记他们的，没有别的意见就合记一条“{all}”；主持、说明情况的话不写谁说的。"
    )
    listed = _("、").join(names[each] for each in waiting)
    return Reason(told.format(name=named, names=listed, all=ALL_OTHERS), CHAIRED)


def _to_speak_at(hearing: Any, seats: Iterable[Any] | None = None) -> tuple[list[Any], list[Any]]:
    aside = hearing.recusals.values_list("person", flat=True)
    return to_speak(hearing.meeting, _seats_at(hearing) if seats is None else seats, aside)


def _seats_at(hearing: Any) -> list[Any]:
    return list(hearing.meeting.seats.select_related("person").order_by("pk"))
