"""Which thanks an actor may read."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.finding import Found, in_list
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.mechanisms.thanks_probe.models import Thanks

SEE = reading("thanks_probe.see", _l("看致谢"), "Read the thanks said to organisations under you.")


def thanks_for(actor: Actor) -> QuerySet[Thanks]:
    """The thanks the actor may read."""
    return Thanks.objects.filter(under("organisation__path", actor.paths(SEE)))


def one_for(actor: Actor, thanks_id: int) -> Thanks:
    """One of them, or NotFound."""
    found = thanks_for(actor).filter(pk=thanks_id).first()
    if found is None:
        raise NotFound
    return found


def _present(actor: Actor, rows: Sequence[Thanks]) -> list[Row]:
    return [{"id": t.pk, "url": "", "words": t.words} for t in rows]


THANKS_LIST = Listing(
    "thanks-probe",
    _l("致谢"),
    (Column("words", _l("话"), width=60),),
    thanks_for,
    _present,
    filters=(Filter("q", _l("话"), lambda actor, value: Q(words__icontains=value)),),
)
FINDS = (
    in_list(
        THANKS_LIST,
        SEE,
        "/thanks-probe/",
        reads=("id", "words"),
        told=lambda row: Found(row["id"], row["words"], "/thanks-probe/"),
    ),
)
