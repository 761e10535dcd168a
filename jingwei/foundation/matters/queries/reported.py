"""What a report says of matters: those an organisation had in hand in a period, with the results the other side confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import CONFIRMED, PLANNING, WITHDRAWN
from jingwei.foundation.matters.models import PARTY, UNIT, Agreement, Deed, Matter
from jingwei.foundation.matters.queries.seeing import SEE, matters_for
from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.reporting import MOST, Told

READER = system("融合事项", SEE)


@dataclass(frozen=True)
class InHand:
    """A matter with the sentences of its results that the side that benefits confirmed in the period, oldest first."""

    matter: Matter
    results: tuple[str, ...]


@dataclass(frozen=True)
class Reported:
    """The matters that may be read, up to `MOST`; how many there are in all, and how many of them may not be read."""

    items: tuple[InHand, ...]
    total: int
    hidden: int

    @property
    def more(self) -> int:
        """How many may be read and are not listed."""
        return self.total - self.hidden - len(self.items)


def reported(actor: Actor, organisation: Any, begins: date, ends: date) -> Reported:
    """The matters of an organisation and all below it that were agreed on and in hand in a period, by their numbers."""
    asked = under(f"{organisation.tree}__path", (organisation.path,)) & Q(starts__lte=ends)
    asked &= Q(ended_on=None) | Q(ended_on__gte=begins)
    mine = _asked(matters_for(actor), asked)
    total, shown = _asked(matters_for(READER), asked).count(), mine.count()
    matters = list(mine.select_related("party", "unit").order_by("number", "pk")[:MOST])
    found = _results(matters, begins, ends)
    return Reported(tuple(InHand(m, tuple(found.get(m.pk, ()))) for m in matters), total, total - shown)


def _asked(rows: QuerySet[Matter], asked: Q) -> QuerySet[Matter]:
    """Those agreed on; of what was withdrawn both sides' agreements to the plan tell it."""
    plan = Agreement.objects.filter(matter=OuterRef("pk"), stage=PLANNING)
    both = Exists(plan.filter(side=PARTY)) & Exists(plan.filter(side=UNIT))
    return rows.filter(asked).exclude(state=PLANNING).exclude(~both, state=WITHDRAWN)


def _results(matters: Sequence[Matter], begins: date, ends: date) -> dict[int, list[str]]:
    first, after = (datetime.combine(d, time(), clock.ZONE) for d in (begins, ends + timedelta(days=1)))
    rows = Deed.objects.filter(
        matter__in=matters,
        kind=Deed.Kind.OUTCOME,
        state=CONFIRMED,
        answered_at__gte=first,
        answered_at__lt=after,
    )
    found: dict[int, list[str]] = {}
    for matter, text in rows.order_by("answered_at", "pk").values_list("matter", "text"):
        found.setdefault(matter, []).append(text)
    return found


def told_of(actor: Actor, organisation: Any, begins: date, ends: date) -> list[Told]:
    """The same as the report lays it out."""
    found = reported(actor, organisation, begins, ends)
    other = UNIT if organisation.tree == PARTY else PARTY
    rows = tuple(
        (
            f"{each.matter.number}\n{each.matter.title}",
            getattr(each.matter, other).name,
            each.matter.state_label,
            "\n".join(each.results) or _("还没有"),
        )
        for each in found.items
    )
    return [
        Told(
            10,
            _l("事项和对方认可的结果"),
            _("这一期手上有 {total} 件事项。").format(total=found.total),
            (_l("事项"), _l("对方"), _l("现在"), _l("这一期对方认可的结果")),
            rows,
            (5, 4, 2, 6),
            found.more,
            found.hidden,
        )
    ]
