"""Which meetings an actor may see, who is expected at one, and where meetings may be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock, retention
from jingwei.foundation.organisations.queries import (
    Organisation,
    organisations_for,
    party_members,
    standing,
    under,
)
from jingwei.foundation.people.queries import Person
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.held import AlsoHeld, also_held
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.flow import CANCELLED, PASSED
from jingwei.mechanisms.meetings.models import Attendance, Hearing, Meeting

SEE = reading("meetings.see", _l("看会议"), "Read what organisations under you held and what came of it.")
RECORD = "meetings.record"
MOST_BELOW = 30


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """Those of organisations one may see."""
    paths = actor.paths(SEE)
    seen = under("organisation__path", paths) | under("unit__path", paths)
    return Meeting.objects.filter(seen, university_id=actor.university_id)


def meeting_for(actor: Actor, meeting_id: int) -> Meeting:
    """One meeting as the actor may see it, or NotFound."""
    found = meetings_for(actor).filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def roster_of(actor: Actor, meeting: Meeting) -> list[tuple[str, bool]]:
    """Who was there and who was not, by name, for whoever records there; nobody else, above or below, reads names."""
    if actor.post is None or meeting.organisation.path != _own(actor, meeting):
        return []
    rows = Attendance.objects.filter(meeting=meeting).order_by("-present", "person__code")
    return list(rows.values_list("person__name", "present"))


def _own(actor: Actor, meeting: Meeting) -> str:
    """The path of the organisation where the actor records this meeting: that of the post, or of a group of it."""
    path = meeting.organisation.path
    near = actor.post is not None and path.startswith(actor.post.path)
    return path if near and actor.holds(RECORD, path) else ""


def bodies_of(organisation: Organisation) -> list[Body]:
    """The bodies in which an organisation meets and records it afterwards, of all documents that its university follows."""
    held = norms_of(organisation.university).bodies.values()
    return [body for body in held if organisation.kind in body.held_by and body.deciding is None]


def hosts_for(actor: Actor) -> list[Organisation]:
    """The organisations for which the actor records meetings: that of the post, and the groups in it."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(RECORD, post.path):
        return []
    kinds = {kind for body in registry.bodies() for kind in body.held_by}
    rows = organisations_for(actor).filter(standing(clock.today()), kind__in=sorted(kinds), tree=post.tree)
    own = rows.filter(under("path", (post.path,))).select_related("university")
    return list(own.order_by("path")[:MOST_BELOW]) if own.filter(pk=post.organisation_id).exists() else []


def host_for(actor: Actor, organisation_id: int) -> Organisation:
    """One of them, or NotFound."""
    found = next((each for each in hosts_for(actor) if each.pk == organisation_id), None)
    if found is None:
        raise NotFound
    return found


def expected_at(organisation: Organisation, on: date) -> list[Person]:
    """The members who belong to an organisation on a day, those of its groups included, by their number."""
    return list(party_members(organisation, on))


def _present(actor: Actor, meetings: Sequence[Meeting]) -> list[Row]:
    passed = _passed_at(meetings)
    return [
        {
            "id": each.pk,
            "url": f"/meetings/{each.pk}/",
            "held_on": each.held_on,
            "title": _("{body}：{topic}").format(body=each.body_label, topic=each.topic)
            if each.topic
            else each.body_label,
            "organisation": each.organisation.name,
            "state": each.state,
            "present": f"{each.present}/{each.expected}" if each.expected else each.present or "",
            "outcome": _outcome(each, passed.get(each.pk, 0)),
        }
        for each in meetings
    ]


def _passed_at(meetings: Sequence[Meeting]) -> dict[int, int]:
    """How many items passed at each, where any did: that much is told to all who see the meeting."""
    rows = Hearing.objects.filter(meeting__in=[each.pk for each in meetings], state=PASSED)
    counted = rows.order_by().values_list("meeting").annotate(count=Count("pk"))
    return dict(counted)


def _outcome(meeting: Meeting, passed: int) -> str:
    """What came of it, or why it does not count or was not held."""
    if not meeting.reason:
        return _("通过 {count} 个议题").format(count=passed) if passed else meeting.outcome
    told = _("取消：{reason}") if meeting.state == CANCELLED else _("作废：{reason}")
    return told.format(reason=meeting.reason)


def _said(value: str) -> Q:
    """What was said of a meeting: its topic, what came of it, or what kind of meeting it was."""
    bodies = [body.id for body in registry.bodies() if value in body.label.here()]
    return Q(topic__icontains=value) | Q(outcome__icontains=value) | Q(body__in=bodies)


MEETINGS = Listing(
    name="meetings",
    label=_l("会议"),
    empty=_l("还没有会议。开了会，记下来就在这里。"),
    columns=(
        Column("held_on", _l("哪天"), "date"),
        Column("title", _l("什么会"), width=40),
        Column("organisation", _l("组织"), width=28),
        Column("present", _l("到会")),
        Column("outcome", _l("议定了什么"), width=60),
    ),
    visible=meetings_for,
    order=("-held_on", "-id"),
    present=_present,
    filters=(
        Filter("q", _l("什么会、主题或结果"), lambda actor, value: _said(value)),
        Filter(
            "body",
            _l("什么会"),
            lambda actor, value: Q(body=value),
            lambda actor: [(each.id, each.label.here()) for each in registry.bodies()],
        ),
    ),
)
fetched_by(Meeting, meeting_for)


def kept_years() -> int:
    """For how many years it is kept who was there."""
    return retention.days("meetings.attendance") // 365


also_held(
    AlsoHeld(
        _l("会议到会的记录"),
        lambda person: Attendance.objects.filter(person=person).count(),
        _l("核对应到实到的人数"),
        lambda: _("开会满 {n} 年后删除").format(n=kept_years()),
    )
)
