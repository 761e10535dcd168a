"""What is planned for organisations."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.flow import CHANGE, HELD, PENDING
from jingwei.foundation.organisations.models import PlannedChange
from jingwei.foundation.organisations.queries.seeing import Scope, organisations_for, scope_of, under, within
from jingwei.foundation.organisations.rules import concerns
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.prepared import Prepared

WITHDRAW = "organisations.withdraw"


def changes_for(actor: Actor) -> QuerySet[PlannedChange]:
    """The planned changes of organisations the actor may see, also those carried out or taken back."""
    rows = PlannedChange.objects.filter(organisation__in=organisations_for(actor))
    return rows.select_related("organisation")


def change_for(actor: Actor, change_id: int) -> PlannedChange:
    """One planned change as the actor may see it, or NotFound."""
    found = changes_for(actor).filter(pk=change_id).first()
    if found is None:
        raise NotFound
    return found


def changes_due() -> QuerySet[PlannedChange]:
    """What is to be carried out by now, in all universities, the earliest first; for the schedule."""
    due = PlannedChange.objects.filter(state__in=PENDING, day__lte=clock.today())
    return due.select_related("organisation").order_by("day", "pk")


def pending_about(organisation_id: int) -> QuerySet[PlannedChange]:
    """What is planned for an organisation or concerns it."""
    return PlannedChange.objects.filter(concerns(organisation_id), state__in=PENDING)


def changes_among(ids: Sequence[int]) -> list[PlannedChange]:
    """Planned changes that were found to be about an organisation the actor sees, the next first."""
    rows = PlannedChange.objects.filter(pk__in=ids).select_related("organisation")
    return list(rows.order_by("day", "pk"))


def held_changes_for(actor: Actor) -> list[Waiting]:
    """Planned changes against which something stands, for those who may take them back."""
    if not actor.holds_anywhere(WITHDRAW):
        return []
    return [
        Waiting(
            _("计划变更"),
            change.told,
            _("{day} 该生效，没能生效：{reason}").format(day=change.day, reason=change.reason),
            f"/organisations/{change.organisation_id}/#planned",
            3,
            act=_("去处理"),
            verb=WITHDRAW,
            subject_id=change.pk,
        )
        for change in HELD_UP(scope_of(actor), actor.paths(WITHDRAW))
    ]


def _held_up(scope: Scope, theirs: tuple[str, ...]) -> QuerySet[PlannedChange]:
    """The changes in a scope, at or below the paths `theirs`, that could not be carried out."""
    rows = PlannedChange.objects.filter(within(scope, "organisation__"), under("organisation__path", theirs))
    return rows.filter(state=HELD).select_related("organisation").order_by("day", "pk")


HELD_UP = Prepared(_held_up, narrow=True)


def _present(actor: Actor, rows: Sequence[PlannedChange]) -> list[Row]:
    return [
        {
            "id": change.pk,
            "url": f"/organisations/{change.organisation_id}/",
            "day": change.day,
            "told": change.told,
            "organisation": change.organisation.name,
            "state": change.state_label,
            "reason": change.reason,
            "planned_by": change.planned_by,
        }
        for change in rows
    ]


def _state(actor: Actor, value: str) -> Q:
    if value not in CHANGE.states:
        raise ValueError(value)
    return Q(state=value)


CHANGES = Listing(
    name="planned-changes",
    label=_l("计划变更"),
    columns=(
        Column("day", _l("哪天起"), "date"),
        Column("told", _l("变什么"), width=50),
        Column("organisation", _l("组织"), width=30),
        Column("state", _l("状态"), "chip"),
        Column("reason", _l("为什么没生效"), width=40),
        Column("planned_by", _l("谁定的")),
    ),
    visible=changes_for,
    present=_present,
    order=("day", "id"),
    filters=(
        Filter("state", _l("状态"), _state, lambda actor: [(s, CHANGE.label(s)) for s in CHANGE.states]),
    ),
)

fetched_by(PlannedChange, change_for)
