"""The norms of deciding: studied first, chaired by whom the rule names, two for an exception, signed by a second."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Share, reaches
from jingwei.mechanisms.meetings.flow import LISTED, PASSED, READY, UNDER_WAY

STUDIED_FIRST, CHAIRED = "3.3a", "3.3b"


def passed_in(item: Any) -> set[str]:
    """The bodies that have passed this very number of its paper."""
    rows = item.hearings.filter(state=PASSED, paper=item.paper)
    return {registry.body(each).stands_for for each in rows.values_list("meeting__body", flat=True)}


def unstudied(item: Any, body: str) -> str | None:
    """The body that must pass this paper before `body` may hear it, and has not; None where there is none."""
    base = registry.body(body).stands_for
    before = item.bodies[: item.bodies.index(base)] if base in item.bodies else item.bodies
    done = passed_in(item)
    return next((each for each in before if each not in done), None)


def studied_before(actor: Actor, item: Any, meeting: Any = None) -> Reason | None:
    """It enters the agenda of a body on its way once those before have passed this paper (3.3a).

    Nothing stands against it as long as no meeting is named.
    """
    if meeting is None:
        return None
    base = registry.body(meeting.body).stands_for
    if base not in item.bodies:
        told = _("这类议题不上{body}。").format(body=registry.body(meeting.body).label.here())
        return Reason(told, STUDIED_FIRST)
    return _study(item, meeting.body)


def may_be_heard(actor: Actor, hearing: Any) -> Reason | None:
    """The same whenever it is begun or voted on; and who leads the field has agreed to this paper.

    What was heard already is no longer asked about: its step is over.
    """
    if hearing.state not in (LISTED, UNDER_WAY):
        return None
    if hearing.item.state != READY:
        return Reason(_("这个议题的材料改过，还没有同意上会。"))
    return _study(hearing.item, hearing.meeting.body)


def _study(item: Any, body: str) -> Reason | None:
    missing = unstudied(item, body)
    if missing is None or item.is_exception:
        return None
    told = _("第 {paper} 稿还没有经{body}研究通过，不能上会。材料改了，要再研究一次。")
    return Reason(told.format(paper=item.paper, body=registry.body(missing).label.here()), STUDIED_FIRST)


def not_yet_passed(actor: Actor, item: Any) -> Reason | None:
    """What one of the bodies on its way must still study may be asked to go first, once for each paper."""
    if len(item.bodies) < 2 or unstudied(item, item.bodies[-1]) is None:
        return Reason(_("这个议题不用紧急上会：该研究的都研究过了。"))
    if item.urged_by_id is not None and item.urgent_paper == item.paper:
        return Reason(_("这一稿已经有人申请了。"))
    return None


def not_who_urged(actor: Actor, item: Any) -> Reason | None:
    """Two people ask for an exception, not one twice."""
    if item.urged_by_id is None or item.urgent_paper != item.paper:
        return Reason(_("这一稿没有人申请紧急上会。"))
    if item.seconded_by_id is not None:
        return Reason(_("已经附议过了。"))
    if actor.person_id == item.urged_by_id or actor.person_id is None:
        return Reason(_("紧急上会要两个人：申请的人不能自己附议。"), STUDIED_FIRST)
    return None


def was_an_exception(actor: Actor, item: Any) -> Reason | None:
    """Only an exception is reviewed."""
    if item.seconded_by_id is None:
        return Reason(_("这个议题没有紧急上会。"))
    return Reason(_("已经复核过了。")) if item.review else None


def is_not_being_heard(actor: Actor, item: Any) -> Reason | None:
    """The paper on the table is not exchanged under those who look at it."""
    if item.hearings.filter(state=UNDER_WAY).exists():
        return Reason(_("会上正在议它，议完再改。"))
    return None


def chaired_by_rule(actor: Actor, meeting: Any, chair: Any = None, reason: str = "") -> Reason | None:
    """The one whom the rule names chairs; another with one sentence why, and from among those with a vote who came (3.3b)."""
    seats = list(meeting.seats.filter(has_vote=True, attends="present"))
    deciding = registry.body(meeting.body).deciding
    named = deciding.chair if deciding else ()
    if chair is None:
        if any(seat.role in named for seat in seats):
            return None
        return Reason(_("该主持的人没有到会。请选谁来主持，写一句为什么。"), CHAIRED)
    seat = next((each for each in seats if each.person_id == chair.pk), None)
    if seat is None:
        return Reason(_("主持的人要有表决权，并且到了会。"), CHAIRED)
    if seat.role not in named and not reason.strip():
        label = "、".join(registry.role(each).label.here() for each in named)
        return Reason(_("这个会由{label}主持；别人主持，请写一句为什么。").format(label=label), CHAIRED)
    return None


def acts_here(actor: Actor, subject: Any) -> Reason | None:
    """An organisation decides by its own people; who stands above reads, and leaves no hand in it."""
    if actor.kind == "system":
        return None
    meeting = getattr(subject, "meeting", None) or getattr(
        getattr(subject, "hearing", None), "meeting", subject
    )
    own = (getattr(meeting, "organisation_id", meeting.pk), getattr(meeting, "unit_id", None))
    if actor.post is not None and actor.post.organisation_id in own:
        return None
    return Reason(_("会由本组织自己开，上级只看不办。"))


def has_a_seat(actor: Actor, meeting: Any) -> Reason | None:
    """Somebody comes who belongs to the meeting, and comes once."""
    seat = meeting.seats.filter(person_id=actor.person_id or 0).first()
    if seat is None:
        return Reason(_("这次会的名单上没有你。"))
    return Reason(_("你已经签到了。")) if seat.attends == "present" else None


def is_the_day(meeting: Any) -> Reason | None:
    """Nobody comes before the day."""
    if clock.today() >= meeting.held_on:
        return None
    return Reason(_("会排在 {day}，还没有到那天。").format(day=meeting.held_on))


def may_open(meeting: Any) -> Reason | None:
    """It opens on its day, with as many there as the body asks, once it was noted who is."""
    if clock.today() < meeting.held_on:
        told = _("会排在 {day}，还没有到那天。要提前开，请取消了另排。")
        return Reason(told.format(day=meeting.held_on))
    deciding = registry.body(meeting.body).deciding
    seats, present = _voting(meeting)
    if deciding is None or reaches(deciding.present, present, seats):
        return None
    if not meeting.seats.exclude(attends="expected").exists():
        return Reason(_("先点到会。"))
    told = _("应到 {seats} 人，实到 {present} 人，不够开会。可以取消，改期再开。")
    return Reason(told.format(seats=seats, present=present))


def may_begin(hearing: Any) -> Reason | None:
    """One item at a time, with as many there as its kind asks."""
    other = hearing.meeting.hearings.filter(state=UNDER_WAY).select_related("item").first()
    if other is not None:
        return Reason(_("正在议《{title}》，议完再议下一项。").format(title=other.item.title))
    return enough_for(hearing)


def enough_for(hearing: Any) -> Reason | None:
    """As many are there as the kind of the item asks, when it is begun and still when it is voted on."""
    seats, present = _voting(hearing.meeting)
    if reaches(_share_for(hearing), present, seats):
        return None
    told = _("应到 {seats} 人，实到 {present} 人，不够议这一项。")
    return Reason(told.format(seats=seats, present=present))


def may_close(meeting: Any) -> Reason | None:
    """It ends with no item left on the table."""
    left = meeting.hearings.filter(state=UNDER_WAY).select_related("item").first()
    if left is None:
        return None
    return Reason(_("正在议《{title}》，先表决或者缓议。").format(title=left.item.title))


def _voting(meeting: Any) -> tuple[int, int]:
    """How many seats have a vote, and how many of these came."""
    rows = meeting.seats.filter(has_vote=True)
    return rows.count(), rows.filter(attends="present").count()


def _share_for(hearing: Any) -> Share:
    """How many must be there: what the body asks, or the kind of the item where it asks more."""
    asked = {each.id: each.present for each in registry.item_kinds()}.get(hearing.item.kind)
    deciding = registry.body(hearing.meeting.body).deciding
    return "two-thirds" if "two-thirds" in (asked, deciding.present if deciding else None) else "half"


def is_the_chair(actor: Actor, meeting: Any) -> Reason | None:
    """Whoever chaired it finds the minutes right."""
    return None if actor.person_id == meeting.chair_id else Reason(_("记录由主持会议的人审定。"))


def sat_in_it(actor: Actor, meeting: Any) -> Reason | None:
    """Somebody who was there signs, other than who approved the minutes."""
    if actor.person_id == meeting.approved_by_id:
        return Reason(_("审定和签字要两个人。"))
    if not meeting.seats.filter(person_id=actor.person_id, attends="present").exists():
        return Reason(_("到了会的人才能签字。"))
    return None


def belongs_to_the_writer(actor: Actor, minute: Any) -> Reason | None:
    """Everybody changes their own lines, and nobody another's."""
    return None if actor.person_id == minute.writer_id else Reason(_("只能改自己记的；别人记的，请他改。"))
