"""The norms of a meeting: on its day, with enough there, under the chair of the rule, approved and signed by two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import holders_of
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Deciding, Share, reaches
from jingwei.mechanisms.meetings.flow import CLOSED, LISTED, MEETING, OPEN, SENT, UNDER_WAY

CHAIRED = "3.3b"
CAME = ("present", "left")
"""Who was there, though perhaps not to the end."""
AHEAD = timedelta(days=366)
"""So far ahead a meeting is set at most."""
LOOKED_AT = timedelta(days=3 * 366)
"""So long after a resolution the body looks at it again at most."""


def deciding_of(meeting: Any) -> Deciding:
    """How the body decides in which a meeting is held; for a meeting that decides."""
    deciding = registry.body(meeting.body).deciding
    if deciding is None:
        raise LookupError(f"{meeting.body} does not decide")
    return deciding


def chaired_by_rule(actor: Actor, meeting: Any, chair: Any = None, reason: str = "") -> Reason | None:
    """Whoever is named to chair is the one of the rule; or another with one sentence why, with a vote and there (3.3b)."""
    if chair is None:
        return None
    seat = meeting.seats.filter(person=chair, has_vote=True, attends="present").first()
    if seat is None:
        return Reason(_("主持的人要有表决权，并且到了会。"), CHAIRED)
    named = deciding_of(meeting).chair
    if seat.role not in named and not reason.strip():
        label = _("、").join(registry.role(each).label.here() for each in named)
        return Reason(_("这个会由{label}主持；别人主持，请写一句为什么。").format(label=label), CHAIRED)
    return None


def has_a_seat(actor: Actor, meeting: Any) -> Reason | None:
    """Somebody comes who belongs to the meeting, and comes once."""
    seat = meeting.seats.filter(person_id=actor.person_id or 0).first()
    if seat is None:
        return Reason(_("这次会的名单上没有你。"))
    return Reason(_("你已经签到了。")) if seat.attends == "present" else None


def is_expected(actor: Actor, meeting: Any) -> Reason | None:
    """Whoever has a seat asks leave once, and not after they came."""
    if reason := has_a_seat(actor, meeting):
        return reason
    away = meeting.seats.filter(person_id=actor.person_id or 0, attends="leave").exists()
    return Reason(_("你已经请假了。")) if away else None


def is_on_leave(actor: Actor, meeting: Any) -> Reason | None:
    """Whoever asked leave may give it up."""
    away = meeting.seats.filter(person_id=actor.person_id or 0, attends="leave").exists()
    return None if away else Reason(_("你没有请假。"))


def may_be_set_for(day: date) -> str | None:
    """Why no meeting is set for a day: it is past, or so far ahead that it must be a slip."""
    if day < clock.today():
        return _("这一天已经过了。")
    if day > clock.today() + AHEAD:
        return _("会最多排到一年以后，请看一下年份。")
    return None


def may_be_looked_at(meeting: Any, day: date) -> str | None:
    """Why a resolution is not looked at again on a day: it is that of the meeting or before, or too far ahead."""
    if day <= meeting.held_on:
        return _("回头看要在这次会议以后。")
    return _("回头看最多排到三年以后，请看一下年份。") if day > meeting.held_on + LOOKED_AT else None


def is_the_day(meeting: Any) -> Reason | None:
    """Nobody comes before the day."""
    if clock.today() >= meeting.held_on:
        return None
    told = _("会排在 {day}，还没有到那天。要提前开，请取消了另排。")
    return Reason(told.format(day=meeting.held_on))


def may_open(meeting: Any) -> Reason | None:
    """It opens on its day, with as many there as the body asks, once it was noted who is."""
    if early := is_the_day(meeting):
        return early
    seats, present = voting_at(meeting)
    if reaches(deciding_of(meeting).present, present, seats):
        return None
    if meeting.seats.filter(attends="expected").exists():
        return Reason(_("先点到会。"))
    told = _("应到 {seats} 人，实到 {present} 人，不够开会。可以取消，改期再开。")
    return Reason(told.format(seats=seats, present=present))


def listed_at(meeting: Any) -> Any:
    """The items that wait on an agenda, in their order."""
    return meeting.hearings.filter(state=LISTED).order_by("position", "pk")


def is_not_first(hearing: Any) -> Reason | None:
    """What comes first comes no earlier."""
    first = listed_at(hearing.meeting).first()
    return Reason(_("已经是第一项了。")) if first is None or first.pk == hearing.pk else None


def may_begin(hearing: Any) -> Reason | None:
    """One item at a time, with as many there as its kind asks."""
    other = hearing.meeting.hearings.filter(state=UNDER_WAY).select_related("item").first()
    if other is not None:
        return Reason(_("正在议《{title}》，议完再议下一项。").format(title=other.title))
    return enough_for(hearing)


def enough_for(hearing: Any) -> Reason | None:
    """As many are there as the kind of the item asks, when it is begun and still when it is voted on.

    Whoever steps aside counts on neither side.
    """
    seats, present = count_base(hearing)
    if reaches(_share_for(hearing), present, seats):
        return None
    told = _("能表决的应到 {seats} 人，实到 {present} 人，不够议这一项。")
    return Reason(told.format(seats=seats, present=present))


def may_close(meeting: Any) -> Reason | None:
    """It ends with no item left on the table."""
    left = meeting.hearings.filter(state=UNDER_WAY).select_related("item").first()
    if left is None:
        return None
    return Reason(_("正在议《{title}》，先表决或者缓议。").format(title=left.title))


def voting_at(meeting: Any, aside: Any = ()) -> tuple[int, int]:
    """How many seats have a vote, and how many of these are there, without those who step aside."""
    rows = meeting.seats.filter(has_vote=True).exclude(person__in=aside)
    return rows.count(), rows.filter(attends="present").count()


def count_base(hearing: Any) -> tuple[int, int]:
    """The same for one item."""
    return voting_at(hearing.meeting, list(hearing.recusals.values_list("person", flat=True)))


def _share_for(hearing: Any) -> Share:
    """How many must be there: what the body asks, or the kind of the item where it asks more."""
    asked = {each.id: each.present for each in registry.item_kinds()}.get(hearing.item.kind)
    return "two-thirds" if "two-thirds" in (asked, deciding_of(hearing.meeting).present) else "half"


def is_the_chair(actor: Actor, meeting: Any) -> Reason | None:
    """Whoever chaired it finds the minutes right; where they have no seat any more, whoever would chair it today."""
    if actor.person_id == meeting.chair_id:
        return None
    deciding, places = deciding_of(meeting), [meeting.organisation_id, meeting.unit_id or 0]
    still_here = any(
        person.pk == meeting.chair_id for _role, person in holders_of(places, deciding.seats, clock.today())
    )
    if not still_here and actor.post is not None and actor.post.role in deciding.chair:
        return None
    return Reason(_("记录由主持会议的人审定。"))


def sat_in_it(actor: Actor, meeting: Any) -> Reason | None:
    """Somebody who was there signs, other than who approved the minutes."""
    if actor.person_id == meeting.approved_by_id:
        return Reason(_("审定和签字要两个人。"))
    if not meeting.seats.filter(person_id=actor.person_id, attends__in=CAME).exists():
        return Reason(_("到了会的人才能签字。"))
    return None


def belongs_to_the_writer(actor: Actor, minute: Any) -> Reason | None:
    """Everybody changes their own lines, and nobody another's."""
    return None if actor.person_id == minute.writer_id else Reason(_("只能改自己记的；别人记的，请他改。"))


def may_still_be_changed(minute: Any) -> Reason | None:
    """A line stands until it was dropped, and is changed until the minutes are found right."""
    if minute.is_dropped:
        return Reason(_("这一条已经删了。"))
    state = minute.hearing.meeting.state
    if state in (OPEN, CLOSED):
        return None
    return Reason(_("现在是“{state}”，记录已经不能改了。").format(state=MEETING.label(state)))


def is_before_its_hour(meeting: Any) -> bool:
    """Whether it is still to be opened, on its day, and its hour has not come."""
    is_today = meeting.state == SENT and meeting.held_on == clock.today()
    return is_today and meeting.starts_at is not None and clock.now() < meeting.starts_at
