"""The list of organisations, of today or as of a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Organisation, Placement
from jingwei.foundation.organisations.queries.choosing import to_choose
from jingwei.foundation.organisations.queries.seeing import called, organisation_for, organisations_for, under
from jingwei.foundation.organisations.queries.then import as_it_was, organisation_then, placements_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry

COLUMNS = (
    Column("code", _l("编号")),
    Column("name", _l("名称"), width=30),
    Column("tree", _l("哪棵树")),
    Column("kind", _l("类别"), "chip"),
    Column("founded_on", _l("成立时间"), "date"),
    Column("ended_on", _l("撤销时间"), "date"),
)


def _present(actor: Actor, rows: Sequence[Organisation]) -> list[Row]:
    return [
        {
            "id": o.pk,
            "url": f"/organisations/{o.pk}/?on={o.on}" if o.on else f"/organisations/{o.pk}/",
            "code": o.code,
            "name": o.name,
            "tree": o.get_tree_display(),
            "kind": registry.kind(o.kind).label.here(),
            "founded_on": o.founded_on,
            "ended_on": o.ended_on,
        }
        for o in rows
    ]


def _filters(to: str, below: Callable[[Actor, str], Q]) -> tuple[Filter, ...]:
    """What the list may be narrowed by; `to` leads from a row to what of its organisation never changes."""
    return (
        Filter(
            "q",
            _l("名称或编号"),
            lambda actor, value: called(value, to),
        ),
        Filter(
            "tree",
            _l("哪棵树"),
            lambda actor, value: Q(**{f"{to}tree": value}),
            lambda actor: Organisation.Tree.choices,
        ),
        Filter(
            "kind",
            _l("类别"),
            lambda actor, value: Q(**{f"{to}kind": registry.kind(value).id}),
            lambda actor: [(kind.id, kind.label.here()) for kind in registry.kinds()],
        ),
        Filter("parent", _l("组织及以下"), below, candidates=_to_look_below),
    )


def _to_look_below(actor: Actor) -> Candidates:
    return to_choose(organisations_for(actor).order_by("tree", "path"))


def _below(actor: Actor, value: str) -> Q:
    return Q(path__startswith=organisation_for(actor, int(value)).path)


def _listing(
    visible: Callable[[Actor], QuerySet[Any]],
    present: Callable[[Actor, Sequence[Any]], list[Row]],
    filters: tuple[Filter, ...],
    then: Callable[[str], Listing] | None = None,
) -> Listing:
    return Listing(
        name="organisations",
        label=pgettext_lazy("several", "组织"),
        columns=COLUMNS,
        visible=visible,
        present=present,
        order=("path",),
        filters=filters,
        then=then,
    )


def _then(day: str) -> Listing:
    on = clock.day_asked(day) or clock.today()

    def below(actor: Actor, value: str) -> Q:
        return under("path", [organisation_then(actor, int(value), on).path])

    def present(actor: Actor, rows: Sequence[Placement]) -> list[Row]:
        return _present(actor, [as_it_was(row, on) for row in rows])

    def visible(actor: Actor, day: date = on) -> QuerySet[Placement]:
        return placements_for(actor, day)

    return _listing(visible, present, _filters("organisation__", below))


ORGANISATIONS = _listing(organisations_for, _present, _filters("", _below), _then)
