"""The verbs that change what an organisation is called, where it stands and how long, each on any day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations import events, rules
from jingwei.foundation.organisations.actions.placing import move_below, rename_from
from jingwei.foundation.organisations.actions.planning import effect, from_day
from jingwei.foundation.organisations.actions.verbs import end_link, end_post
from jingwei.foundation.organisations.models import Membership, Organisation, Placement
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY, a_day_or_more, overlaps
from jingwei.kernel.errors import Invalid


@action("organisations.rename", label=_l("更名"), rule=rules.still_stands)
def rename_organisation(
    organisation: Organisation, *, actor: Actor, name: str, short_name: str = "", since: date | None = None
) -> Organisation:
    """Give the organisation another name from a day on; the former name is kept for the time before."""
    since = since or clock.today()
    event = events.OrganisationRenamed(old=organisation.name, new=name, since=str(since))
    from_day(organisation, event, since, actor=actor, name=name, short_name=short_name)
    return organisation


@effect("organisations.rename")
def _rename(organisation: Organisation, day: date, *, actor: Actor, name: str, short_name: str) -> None:
    old, organisation.name, organisation.short_name = organisation.name, name, short_name
    organisation.version += 1
    organisation.save(update_fields=["name", "short_name", "version"])
    rename_from(organisation, old, day)


@action("organisations.move", label=_l("划转"), rule=rules.moves_within_its_tree, holding=("parent",))
def move_organisation(
    organisation: Organisation, *, actor: Actor, parent: Organisation, since: date | None = None
) -> Organisation:
    """Put the organisation, with all below it, under another parent from a day on."""
    since = since or clock.today()
    above = Organisation.objects.get_parent(organisation)
    event = events.OrganisationMoved(
        old_parent=above.name if above else "", new_parent=parent.name, since=str(since)
    )
    from_day(organisation, event, since, actor=actor, concerns=[parent], parent=parent)
    return organisation


@effect("organisations.move")
def _move(organisation: Organisation, day: date, *, actor: Actor, parent: Organisation) -> None:
    move_below(organisation, parent, day)
    organisation.version += 1
    organisation.save(update_fields=["version"])


@action("organisations.end", label=_l("撤销"), rule=rules.nothing_left)
def end_organisation(
    organisation: Organisation, *, actor: Actor, reason: str, until: date | None = None
) -> Organisation:
    """End the organisation after a day, with the posts and coverage links it has; its records and its past stay."""
    until = until or clock.today()
    event = events.OrganisationEnded(until=str(until), reason=reason)
    from_day(organisation, event, until + DAY, actor=actor)
    return organisation


@effect("organisations.end")
def end_before(organisation: Organisation, day: date, *, actor: Actor) -> None:
    """Let the day before be the organisation's last, and that of all that hangs on it."""
    until = day - DAY
    _require_nothing_later(organisation, until)
    organisation.ended_on = until
    organisation.version += 1
    organisation.save(update_fields=["ended_on", "version"])
    later = overlaps(day, None)
    Placement.objects.filter(later, organisation=organisation).update(until=until)
    for post in _held(organisation.appointments.filter(later).select_related("person")):
        end_post(post, until, actor)
    for link in _held(organisation.coverages.filter(later).select_related("party", "unit")):
        end_link(link, until, actor)
    for link in _held(organisation.covered_by.filter(later).select_related("party", "unit")):
        end_link(link, until, actor)
    Membership.objects.filter(later, organisation=organisation).update(until=until)


def _held(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that nobody else changes from now on; what another ended meanwhile is not among them."""
    return rows.order_by("pk").select_for_update(of=("self",), no_key=True)


def _require_nothing_later(organisation: Organisation, until: date) -> None:
    """Refuse a last day before the last change of name or place."""
    placements = Placement.objects.filter(a_day_or_more(), organisation=organisation)
    last = placements.aggregate(day=Max("since"))["day"]
    if last and last > until:
        message = _("它在 {date} 还更名或划转过，最后一天不能更早。")
        raise Invalid.field("until", message.format(date=last))
