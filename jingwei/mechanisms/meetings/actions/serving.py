"""The verbs by which a meeting tells whom it served, and these say whether it was so."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import Reason, action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs import registry
from jingwei.kernel.posts import post_kept
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings.events.serving import (
    ServiceConfirmed,
    ServiceDeclined,
    ServiceFallen,
    ServiceTold,
)
from jingwei.mechanisms.meetings.flow import INTENDED, MEETING, RECORDED, SERVICE
from jingwei.mechanisms.meetings.models import Meeting, Service
from jingwei.mechanisms.meetings.queries.serving import FITS

LONGEST_WORDS, LONGEST_REASON = 60, 200


@action("services.tell", label=_l("记服务了谁"))
def tell_service(
    meeting: Meeting,
    *,
    actor: Actor,
    served: Organisation | None = None,
    served_words: str = "",
    fits: Sequence[str] = (),
) -> Service:
    """Tell whom a meeting served – an organisation of the university, or somebody in words – and what it used."""
    service = Service.objects.filter(meeting=meeting).first() or _new(meeting)
    _say_whom(service, served, served_words, fits)
    if service.state != INTENDED:
        raise Invalid.field("served", _("这次已经记过服务了谁。"))
    if meeting.state != RECORDED:
        raise Invalid.field("served", str(MEETING.label(meeting.state)))
    service.state, service.told_by_id = SERVICE.advance(service.state, "tell"), actor.person_id
    service.save()
    told = ServiceTold(whom=service.whom, organisation=service.organisation_id or 0, fits=service.fits)
    record(told, actor=actor, subject=service, counts_on=meeting.held_on)
    return service


def intend_service(
    meeting: Meeting, served: Organisation | None, served_words: str, fits: Sequence[str]
) -> Service:
    """Keep with a meeting that is planned whom it means to serve and with what; nobody is asked before it is held."""
    if not fits:
        raise Invalid.field("fits", _("选上用专业还是用岗位。"))
    service = _new(meeting)
    _say_whom(service, served, served_words, fits)
    service.save()
    return service


def _new(meeting: Meeting) -> Service:
    return Service(university_id=meeting.university_id, meeting=meeting, state=INTENDED)


def _say_whom(service: Service, served: Organisation | None, served_words: str, fits: Sequence[str]) -> None:
    """Whom it serves – an organisation of the university, or somebody in words – and what it uses."""
    meeting = service.meeting
    if not registry.body(meeting.body).serves:
        raise Invalid.field("served", _("这种会不记服务了谁。"))
    if served and served.pk == meeting.organisation_id:
        raise Invalid.field("served", _("不能是自己。"))
    if unknown := sorted(set(fits) - {each.id for each in registry.terms(FITS)}):
        raise Invalid.field("fits", _("没有“{value}”这一项。").format(value=unknown[0]))
    words = said("served_words", served_words, LONGEST_WORDS) if served_words.strip() and not served else ""
    if served is None and not words:
        raise Invalid.field("served", _("写上服务了谁。"))
    service.organisation, service.words = served, words
    service.fits = ",".join(dict.fromkeys(fits))


def not_own_word(actor: Actor, service: Service) -> Reason | None:
    """Who told of it does not say for the others that it was so."""
    if actor.person_id is not None and actor.person_id == service.told_by_id:
        return Reason(_("是你记的，要由对方别的人来认可。"))
    return None


@action("services.confirm", label=_l("认可"), rule=not_own_word, flow=SERVICE)
def confirm_service(service: Service, *, actor: Actor) -> Service:
    """Say for those who were served that it was so."""
    _answer(service, actor, "confirm", "")
    told = ServiceConfirmed(whom=service.whom)
    record(told, actor=actor, subject=service, result="confirmed")
    return service


@action("services.decline", label=_l("不是这样"), rule=not_own_word, flow=SERVICE)
def decline_service(service: Service, *, actor: Actor, reason: str) -> Service:
    """Say that it was not so, with one sentence why."""
    _answer(service, actor, "decline", said("reason", reason, LONGEST_REASON))
    told = ServiceDeclined(whom=service.whom, reason=service.reason)
    record(told, actor=actor, subject=service, result="declined")
    return service


@action("services.fall", label=_l("随会议作废"), flow=SERVICE, system_only=True)
def fall_service(service: Service, *, actor: Actor) -> Service:
    """Let it count no longer, the meeting that told of it having been struck out."""
    service.state = SERVICE.advance(service.state, "fall")
    service.version += 1
    service.save()
    record(ServiceFallen(whom=service.whom), actor=actor, subject=service)
    return service


def _answer(service: Service, actor: Actor, step: str, reason: str) -> None:
    service.state = SERVICE.advance(service.state, step)
    service.reason, service.answered_name = reason, actor.name
    service.answered_post = post_kept(actor)
    service.version += 1
    service.save()
