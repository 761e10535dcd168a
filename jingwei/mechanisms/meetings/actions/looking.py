"""The verb by which a body says what it found when it looked at something again that it had resolved."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import events, rules
from jingwei.mechanisms.meetings.actions.memory import meeting_moved
from jingwei.mechanisms.meetings.flow import MEETING
from jingwei.mechanisms.meetings.models import LookBack, Meeting

LONGEST_FOUND = 300


@action("meetings.look_again", label=_l("回头看"), flow=MEETING, gate=rules.has_some_due)
def look_again(
    meeting: Meeting, *, actor: Actor, hearing: int, found: str, review_on: date | None = None
) -> Meeting:
    """Say what was found in looking at something again that is due at this meeting, and on which day to do so next, if any."""
    resolved = rules.due_at(meeting).select_for_update(of=("self",), no_key=True).filter(pk=hearing).first()
    if resolved is None:
        raise Invalid.field("hearing", _("这一项不在这次要回头看的里面。"))
    if review_on and (fault := rules.may_be_looked_at(meeting, review_on)):
        raise Invalid.field("review_on", fault)
    look = LookBack.objects.create(
        university_id=meeting.university_id,
        hearing=resolved,
        meeting=meeting,
        found=said("found", found, LONGEST_FOUND),
        review_on=review_on,
        looked_on=clock.today(),
    )
    resolved.review_on = review_on
    resolved.version += 1
    resolved.save(update_fields=["review_on", "version"])
    event = events.ResolutionLookedAt(
        hearing_id=resolved.pk, title=resolved.title, found=look.found, review_on=str(review_on or "")
    )
    return meeting_moved(meeting, actor, "look_again", event, to=meeting.state)
