"""When a body looks at what it resolved again (回头看): at its first meeting from that day on."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import predecessors_of
from jingwei.kernel.actions import Reason
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.flow import CANCELLED, CONVENED, SENT


def alike(body: str) -> list[str]:
    """The bodies that stand for the same: where a school has its own, the one that it tightens as well."""
    base = registry.body(body).stands_for
    return [each.id for each in registry.bodies() if each.stands_for == base]


def due_at(meeting: Any) -> Any:
    """What is looked at again at a meeting, in the order of its days; also what organisations resolved that went into its own.

    One that was called off is no meeting, nor one whose day went by before it was opened.
    """
    meetings, hearings = type(meeting).objects, meeting.hearings.model.objects
    bodies, never_held = (
        alike(meeting.body),
        Q(state=CANCELLED) | Q(state__in=(CONVENED, SENT), held_on__lt=clock.today()),
    )
    own = meetings.filter(body__in=bodies, organisation=meeting.organisation_id)
    before = own.filter(starts_at__lt=meeting.starts_at).exclude(never_held)
    resolved_by = meetings.filter(body__in=bodies, organisation__in=_line_of(meeting.organisation))
    rows = hearings.filter(
        ~Exists(before.filter(held_on__gte=OuterRef("review_on"))),
        university=meeting.university_id,
        review_on__lte=meeting.held_on,
        meeting__in=resolved_by.values("pk"),
    )
    return rows.none() if meeting.state == CANCELLED else rows.order_by("review_on", "pk")


def _line_of(organisation: Any) -> list[int]:
    """An organisation and all that went into it and are no more, however far back."""
    found, newest = {organisation.pk: organisation}, [organisation]
    while newest:
        newest = [
            old for each in newest for old in predecessors_of(each) if old.ended_on and old.pk not in found
        ]
        found |= {each.pk: each for each in newest}
    return list(found)


def has_some_due(meeting: Any) -> Reason | None:
    """Nothing is looked at that is not due at this meeting."""
    return None if due_at(meeting).exists() else Reason(_("这次会没有要回头看的。"))
