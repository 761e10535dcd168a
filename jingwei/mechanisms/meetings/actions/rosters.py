"""How meetings that were held elsewhere come in, many at once, and go again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import Entry, hold_chain, record, record_many
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import batched, update_many
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.mechanisms.meetings import events
from jingwei.mechanisms.meetings.actions.bulk import Held, record_many_meetings
from jingwei.mechanisms.meetings.actions.recording import result_of
from jingwei.mechanisms.meetings.events.rosters import MeetingsBroughtIn
from jingwei.mechanisms.meetings.flow import MEETING, RECORDED
from jingwei.mechanisms.meetings.models import Attendance, Meeting
from jingwei.mechanisms.meetings.queries.rosters import BRING_IN, OldMeeting


@action("meetings.bring_in", label=_l("导入旧会议"), lock=False)
def bring_in_meetings(university: Any, *, actor: Actor, rows: Sequence[OldMeeting]) -> int:
    """Record meetings that were held elsewhere, on the days on which they were held, with numbers and no names."""
    if not rows:
        raise Invalid.field("rows", _("没有要导入的会议。"))
    hosts = {each.pk: each for each in organisations_for(actor).filter(university=university)}
    at = clock.now()
    helds = [
        Held(
            hosts[row.organisation_id],
            row.body,
            row.held_on,
            row.topic,
            row.outcome,
            row.expected,
            row.present,
            row.counts,
            actor,
            at,
        )
        for row in rows
    ]
    count = record_many_meetings(university.pk, helds)
    days = sorted(row.held_on for row in rows)
    told = MeetingsBroughtIn(count=count, first=str(days[0]), last=str(days[-1]))
    record(told, actor=actor, subject=university)
    return count


def take_back_meetings(university: Any, *, actor: Actor, ids: Collection[int]) -> int:
    """Strike out meetings that came in by mistake, those that were struck out since left aside; returns how many."""
    if not actor.holds(BRING_IN, *university.grant_paths):
        raise NotAllowed("no-grant", _("你现在的身份不能收回导入的会议。"))
    hold_chain(university.pk)
    reason, count = _("导入撤回了"), 0
    for portion in batched(sorted(ids)):
        rows = Meeting.objects.filter(university=university, pk__in=portion, state=RECORDED).order_by("pk")
        struck = list(rows.select_related("organisation"))
        Attendance.objects.filter(meeting__in=struck).delete()
        for meeting in struck:
            meeting.state, meeting.reason = MEETING.advance(meeting.state, "strike"), reason
            meeting.version += 1
        columns = ("state", "reason", "version")
        update_many(Meeting, columns, [(each.pk, each.state, each.reason, each.version) for each in struck])
        count += record_many(_struck(each, actor) for each in struck)
    return count


def _struck(meeting: Meeting, actor: Actor) -> Entry:
    return Entry.about(
        meeting,
        events.MeetingStruck(held_on=str(meeting.held_on), reason=meeting.reason),
        actor,
        result=result_of(meeting),
        tags=meeting.tags,
        counts_on=meeting.held_on,
    )
