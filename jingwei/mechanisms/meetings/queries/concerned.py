"""Whom the verbs of deciding concern: those who have a seat, who agrees to items, who answers for exceptions."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import people_in_charge, superior_ids
from jingwei.kernel.notices import Kind, Press, tells
from jingwei.mechanisms.meetings.models import AgendaItem, Meeting, Seat, SignUp

MEETING = Kind("meetings.meeting", _l("会议通知和记录"))
ITEM = Kind("meetings.item", _l("议题"))


def _meeting(record: Any) -> str:
    return f"/meetings/{record.subject_id}/"


def _item(record: Any) -> str:
    return f"/meetings/items/{record.subject_id}/"


def _seated(record: Any) -> set[int]:
    return set(Seat.objects.filter(meeting=record.subject_id).values_list("person", flat=True))


def _who_comes(record: Any) -> set[int]:
    """Who has a seat at a meeting, or said that they come."""
    return _seated(record) | set(
        SignUp.objects.filter(meeting=record.subject_id).values_list("person", flat=True)
    )


def _entrusted(record: Any) -> set[int]:
    """Who speaks for whoever entrusted somebody at a meeting."""
    rows = Seat.objects.filter(meeting=record.subject_id, person=record.actor_id, entrusted_to__isnull=False)
    return set(rows.values_list("entrusted_to__person", flat=True))


def _keepers(record: Any) -> set[int]:
    """Who may keep the roster of a meeting, and belongs to an organisation that holds it."""
    rows = Meeting.objects.filter(pk=record.subject_id).values_list("organisation", "unit")
    places = [place for row in rows for place in row if place is not None]
    return people_in_charge("meetings.attend", places)


def _chair(record: Any) -> set[int]:
    rows = Meeting.objects.filter(pk=record.subject_id, chair__isnull=False)
    return set(rows.values_list("chair", flat=True))


def _who_agrees(record: Any) -> set[int]:
    rows = AgendaItem.objects.filter(pk=record.subject_id).values_list("organisation", "unit")
    return people_in_charge("agenda_items.approve", [place for row in rows for place in row if place])


def _who_seconds(record: Any) -> set[int]:
    """Those of the other side than that which asked."""
    rows = AgendaItem.objects.filter(pk=record.subject_id).values_list(
        "organisation", "unit", "urged_at", "urged_by"
    )
    found: set[int] = set()
    for party, unit, asked_at, asked_by in rows:
        places = [place for place in (party, unit) if place and place != asked_at]
        found |= people_in_charge("agenda_items.second", places) - {asked_by}
    return found


def _who_proposed(record: Any) -> set[int]:
    rows = AgendaItem.objects.filter(pk=record.subject_id, proposed_by__isnull=False)
    return set(rows.values_list("proposed_by", flat=True))


def _above(record: Any) -> set[int]:
    found = AgendaItem.objects.filter(pk=record.subject_id).first()
    return people_in_charge("agenda_items.review", superior_ids(found.organisation)) if found else set()


tells(
    MEETING,
    "meetings.send",
    _l("{subject}：{held_on} {at}，{items} 个议题。"),
    _seated,
    at=_meeting,
)
tells(MEETING, "meetings.cancel", _l("{held_on} 的{subject}取消了：{reason}"), _who_comes, at=_meeting)
tells(
    MEETING,
    "meetings.ask_leave",
    _l("{actor}请假，不参加 {held_on} 的{subject}。"),
    _keepers,
    at=_meeting,
    press=Press.DAILY,
    settled_by=("meetings.attend", "meetings.come_after_all", "meetings.cancel"),
)
tells(
    MEETING,
    "meetings.entrust",
    _l("{actor}不能参加 {held_on} 的{subject}，委托了你。"),
    _entrusted,
    at=_meeting,
    settled_by=("meetings.revoke", "meetings.come_after_all", "meetings.open", "meetings.cancel"),
)
tells(
    MEETING,
    "meetings.close",
    _l("{subject}散会了，记录等你审定。"),
    _chair,
    at=_meeting,
    press=Press.DAILY,
    settled_by=("meetings.approve",),
)
tells(
    ITEM,
    "agenda_items.propose",
    _l("{actor}提出议题《{subject}》，等同意上会。"),
    _who_agrees,
    at=_item,
    press=Press.DAILY,
    settled_by=("agenda_items.approve", "agenda_items.return", "agenda_items.withdraw"),
)
tells(ITEM, "agenda_items.return", _l("议题《{subject}》退回来了：{reason}"), _who_proposed, at=_item)
tells(
    ITEM,
    "agenda_items.urge",
    _l("{actor}申请《{subject}》紧急上会，等你附议：{reason}"),
    _who_seconds,
    at=_item,
    settled_by=("agenda_items.second", "agenda_items.withdraw"),
)
tells(
    ITEM,
    "agenda_items.second",
    _l("《{subject}》没有先研究就要上会，两个人同意了：{reason}"),
    _above,
    at=_item,
    settled_by=("agenda_items.review",),
)
