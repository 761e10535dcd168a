"""Which themed days are planned, who signed up for them, and whom the desk invites."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock, retention
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.held import AlsoHeld, also_held
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.meetings.flow import PLANNED
from jingwei.mechanisms.meetings.models import Meeting, SignUp
from jingwei.mechanisms.meetings.queries.held import RECORD, SEE
from jingwei.mechanisms.meetings.queries.series import above
from jingwei.ui.days import day as said_day

PLAN, SIGN_UP = "meetings.plan", "meetings.sign_up"
MOST = 10


def planned_for(actor: Actor) -> list[Meeting]:
    """What the organisation of the post in use and those above it planned and did not record; so many `comes` to each."""
    rows = Meeting.objects.filter(organisation__path__in=above(actor), state=PLANNED)
    counted = rows.annotate(comes=Count("sign_ups")).select_related("service__organisation")
    return list(counted.order_by("starts_at", "pk")[:MOST])


def is_to_record(actor: Actor, meeting: Meeting) -> bool:
    """Whether what was planned has come and waits to be recorded by the actor."""
    has_come = meeting.held_on <= clock.today()
    return meeting.state == PLANNED and has_come and actor.holds(RECORD, meeting.organisation.path)


def coming_to(actor: Actor, meeting: Meeting) -> list[tuple[int, str]]:
    """Who signed up, by number and name, for whoever records there; nobody else, above or beside, reads names."""
    if actor.post is None or actor.post.organisation_id != meeting.organisation_id:
        return []
    if not actor.holds(RECORD, meeting.organisation.path):
        return []
    return list(meeting.sign_ups.order_by("person__code").values_list("person_id", "person__name"))


def comes_too(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor signed up."""
    return meeting.sign_ups.filter(person_id=actor.person_id or 0).exists()


def _invited(here: tuple[str, ...], person: int, now: datetime) -> QuerySet[Any, Any]:
    rows = Meeting.objects.filter(organisation__path__in=here, state=PLANNED, starts_at__gt=now)
    mine = SignUp.objects.filter(person=person).values("meeting")
    counted = rows.exclude(pk__in=mine).annotate(comes=Count("sign_ups"))
    free = counted.filter(Q(places=None) | Q(comes__lt=F("places"))).order_by("starts_at", "pk")
    return free.values_list("pk", "body", "topic", "starts_at", "room", "places", "comes")[:MOST]


INVITED = Prepared(_invited)


def invitations_for(actor: Actor) -> list[Waiting]:
    """The themed days that whoever acts as a member of a branch may sign up for: known, pressing nobody, gone when they begin."""
    here = tuple(above(actor))
    if not here or actor.post is None or not actor.holds(SIGN_UP, actor.post.path):
        return []
    return [_told(*row) for row in INVITED(here, actor.person_id or 0, clock.now())]


def _told(
    pk: int, body: str, topic: str, starts_at: datetime, room: str, places: int | None, comes: int
) -> Waiting:
    at = starts_at.astimezone(clock.ZONE)
    when = " ".join(filter(None, (said_day(at.date()), f"{at:%H:%M}", room)))
    why = _("{when}。来就报名，不来不用管。").format(when=when)
    if places is not None:
        why = _("{when}，还有 {n} 个名额。来就报名，不来不用管。").format(when=when, n=places - comes)
    return Waiting(
        registry.body(body).label.here(),
        topic,
        why,
        f"/meetings/{pk}/",
        0,
        act=_("报名"),
        verb=SIGN_UP,
        subject_id=pk,
        press=f"/meetings/{pk}/sign-up/",
        may_wait=True,
        known=True,
    )


def planned_to_record(actor: Actor, meeting_id: str, organisation_id: int) -> Meeting | None:
    """The one of an address that is to be recorded in an organisation; None where none is."""
    if not meeting_id.isascii() or not meeting_id.isdecimal() or not actor.holds_anywhere(SEE):
        return None
    rows = Meeting.objects.filter(organisation=organisation_id, state=PLANNED, pk=int(meeting_id[:18]))
    return rows.select_related("service__organisation").first()


also_held(
    AlsoHeld(
        _l("主题党日的报名"),
        lambda person: SignUp.objects.filter(person=person).count(),
        _l("预先填好到会的名册"),
        lambda: _("记会议的时候删去；没有记的，过 {n} 天删去").format(n=retention.days("meetings.sign_ups")),
    )
)
