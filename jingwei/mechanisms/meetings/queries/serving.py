"""Which services an actor may see, whom a meeting may have served, and who is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import (
    Organisation,
    people_in_charge,
    standing,
    to_choose,
    under,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.dated import in_force
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.notices import Kind, tells
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.flow import RECORDED, SERVICE, TOLD
from jingwei.mechanisms.meetings.models import Meeting, Service
from jingwei.mechanisms.meetings.queries.held import SEE

CONFIRM, TELL = "services.confirm", "services.tell"
FITS = "fit"
"""The group of terms that say what of discipline and post a meeting used."""


def services_for(actor: Actor) -> QuerySet[Service]:
    """Those of meetings one may see, and those about which one may say whether they were so."""
    mine = under("organisation__path", actor.paths(CONFIRM))
    rows = Service.objects.filter(university_id=actor.university_id, meeting__state=RECORDED)
    return rows.filter(under("meeting__organisation__path", actor.paths(SEE)) | mine)


def service_for(actor: Actor, service_id: int) -> Service:
    """One service as the actor may see it, or NotFound."""
    found = services_for(actor).filter(pk=service_id).first()
    if found is None:
        raise NotFound
    return found


def service_of(meeting: Meeting) -> Service | None:
    """Whom a meeting that is shown served."""
    return Service.objects.filter(meeting=meeting).first()


def asked_of(actor: Actor) -> list[Service]:
    """What waits for the word of the organisation of the post in use."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(CONFIRM, post.path):
        return []
    return list(services_for(actor).filter(organisation=post.organisation_id, state=TOLD).order_by("pk"))


def served_choices(actor: Actor, host: Organisation) -> Candidates:
    """Whom a meeting may have served: the organisations of the university, first those that the host covers.

    Names of organisations are no secret within a university.
    """
    linked = host.coverages.filter(in_force(clock.today())).values("unit_id")
    rows = Organisation.objects.filter(standing(clock.today()), university_id=actor.university_id)
    is_near = Case(When(pk__in=linked, then=True), default=False)
    return to_choose(rows.exclude(pk=host.pk).annotate(is_near=is_near).order_by("-is_near", "path"))


def served_for(actor: Actor, organisation_id: int) -> Organisation:
    """One organisation of the actor's university, or NotFound."""
    rows = Organisation.objects.filter(standing(clock.today()), university_id=actor.university_id)
    found = rows.filter(pk=organisation_id).select_related("university").first()
    if found is None:
        raise NotFound
    return found


def fit_choices() -> list[tuple[str, str]]:
    """What of discipline and post a meeting may have used."""
    return [(each.id, each.label.here()) for each in registry.terms(FITS)]


def _present(actor: Actor, rows: Sequence[Service]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/meetings/served/{each.pk}/",
            "held_on": each.meeting.held_on,
            "organisation": each.meeting.organisation.name,
            "whom": each.whom,
            "fits": _("、").join(each.fit_labels),
            "hours": each.hours or "",
            "hours_of_all": each.hours_of_all or "",
            "state": str(SERVICE.label(each.state)) if each.is_asked else "",
        }
        for each in rows
    ]


SERVICES = Listing(
    name="services",
    label=_l("服务了谁"),
    columns=(
        Column("held_on", _l("哪天"), "date"),
        Column("organisation", _l("组织"), width=28),
        Column("whom", _l("服务了谁"), width=28),
        Column("fits", _l("用上了什么")),
        Column("hours", _l("小时")),
        Column("hours_of_all", _l("全支部人时")),
        Column("state", _l("状态"), "chip"),
    ),
    visible=services_for,
    present=_present,
    filters=(Filter("state", _l("状态"), lambda actor, value: Q(state=value)),),
)


def _asked(record: Any) -> set[int]:
    organisation = record.values.get("organisation")
    return people_in_charge(CONFIRM, [organisation]) if organisation else set()


def _teller(record: Any) -> set[int]:
    row = Service.objects.filter(pk=record.subject_id).values_list("told_by_id", flat=True)
    return set(filter(None, row))


def _address(record: Any) -> str:
    return f"/meetings/served/{record.subject_id}/"


SERVED = Kind("services.asked", _l("说服务了我们的主题党日"))
ANSWERED = Kind("services.answered", _l("服务对象的认可"))
tells(
    SERVED,
    "services.tell",
    _l("{actor}说{subject}服务了{whom}，认可一下。"),
    _asked,
    at=_address,
    settled_by=("services.confirm", "services.decline", "services.fall"),
)
tells(ANSWERED, "services.confirm", _l("{whom}认可了{subject}。"), _teller, at=_address)
tells(ANSWERED, "services.decline", _l("{whom}说{subject}不是这样：{reason}"), _teller, at=_address)
fetched_by(Service, service_for)
