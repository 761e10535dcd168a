"""Which old minutes an actor may see, where they may be taken over, and what a file of them says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.papers import reading
from jingwei.foundation.evidence.queries import Attachment, attachments_about, read_with
from jingwei.foundation.organisations.queries import Organisation, under
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.flow import OLD_MINUTES, TAKEN_IN
from jingwei.mechanisms.meetings.models import OldMinutes
from jingwei.mechanisms.meetings.queries.agenda import SEE_ITEMS
from jingwei.mechanisms.meetings.queries.rosters import body_words
from jingwei.mechanisms.meetings.rules.old_minutes import Told, read_minutes

TAKE_IN = "old_minutes.take_in"


def old_minutes_for(actor: Actor) -> QuerySet[OldMinutes]:
    """Those of bodies that decide where one reads minutes; and whatever one's own organisation took over, for who does that."""
    decide = [body.id for body in registry.bodies() if body.deciding]
    seen = under("organisation__path", actor.paths(SEE_ITEMS)) & Q(body__in=decide)
    own = actor.post.organisation_id if actor.post and actor.holds(TAKE_IN, actor.post.path) else None
    return OldMinutes.objects.filter(seen | Q(organisation=own or 0), university_id=actor.university_id)


def old_minutes_one_for(actor: Actor, minutes_id: int) -> OldMinutes:
    """Old minutes as the actor may see them, or NotFound."""
    found = old_minutes_for(actor).filter(pk=minutes_id).first()
    if found is None:
        raise NotFound
    return found


def taker_of(actor: Actor) -> Organisation | None:
    """The organisation for which the actor takes over old minutes: that of the post."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(TAKE_IN, post.path):
        return None
    own = Organisation.objects.filter(pk=post.organisation_id, university_id=actor.university_id)
    return own.select_related("university").first()


def taken_by(actor: Actor, organisation_id: int) -> Organisation:
    """The same by its number, or NotFound."""
    own = taker_of(actor)
    if own is None or own.pk != organisation_id:
        raise NotFound
    return own


def bodies_with_minutes(organisation: Organisation) -> list[Body]:
    """The bodies of which an organisation has minutes; of what is private nothing is taken over."""
    held = norms_of(organisation.university).bodies.values()
    return [body for body in held if organisation.kind in body.held_by and not body.private]


def told_by_file(organisation: Organisation, name: str, content: bytes) -> Told:
    """What a file says, of the bodies of an organisation; Invalid with a sentence where it cannot be read."""
    own = {body.id for body in bodies_with_minutes(organisation)}
    words = {word: body for word, body in body_words()["body"].items() if body in own}
    return read_minutes(reading(name, content), words)


def file_of(actor: Actor, minutes: OldMinutes) -> Attachment | None:
    """The file that they were taken over from."""
    return next(iter(attachments_about(actor, minutes).get("", [])), None)


def _present(actor: Actor, rows: Sequence[OldMinutes]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/meetings/old/{each.pk}/",
            "held_on": each.held_on,
            "title": each.title,
            "organisation": each.organisation.name,
            "state": str(OLD_MINUTES.label(each.state)),
        }
        for each in rows
    ]


def _states(actor: Actor) -> Sequence[tuple[str, Any]]:
    return [(state, OLD_MINUTES.label(state)) for state in OLD_MINUTES.states]


OLD = Listing(
    name="old-minutes",
    label=_l("旧会议记录"),
    columns=(
        Column("held_on", _l("哪天"), "date"),
        Column("title", _l("什么会"), width=40),
        Column("organisation", _l("组织"), width=28),
        Column("state", _l("状态"), "chip"),
    ),
    visible=old_minutes_for,
    order=("-held_on", "-id"),
    present=_present,
    filters=(
        Filter("q", _l("主题或内容"), lambda actor, v: Q(topic__icontains=v) | Q(text__icontains=v)),
        Filter("state", _l("状态"), lambda actor, value: Q(state=value), _states),
    ),
)
fetched_by(OldMinutes, old_minutes_one_for)
read_with(OldMinutes, old_minutes_for)


def already_taken(organisation: Organisation, digest: str) -> OldMinutes | None:
    """The minutes that were taken over from the same file."""
    return OldMinutes.objects.filter(organisation=organisation, digest=digest, state=TAKEN_IN).first()
