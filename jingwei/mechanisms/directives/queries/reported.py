"""What the report of an organisation says of directives: those it was sent in a period, and those it issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.actor import Actor
from jingwei.kernel.reporting import Told, listed
from jingwei.mechanisms.directives.flow import OWING, SETTLED
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries.seeing import SEE


def told_of(actor: Actor, organisation: Any, begins: date, ends: date) -> list[Told]:
    """Each as it stands today, in the order in which they were issued."""
    issued = Directive.objects.filter(organisation=organisation, issued_on__range=(begins, ends))
    sent = Receipt.objects.filter(organisation=organisation, directive__issued_on__range=(begins, ends))
    if not actor.holds(SEE, organisation.path):
        hidden = sent.count() + issued.count()
        return [Told(20, _l("部署"), _("这一期有部署。"), hidden=hidden)] if hidden else []
    return [*_received(sent), *_issued(issued)]


def _received(sent: QuerySet[Receipt]) -> Iterator[Told]:
    found, total = listed(sent.order_by("directive__issued_on", "directive"))
    today = clock.today()
    rows = tuple(
        (
            _named(each.directive),
            each.above.name,
            str(each.due),
            _("{state}，过期了").format(state=each.state_label)
            if each.state in OWING and each.due < today
            else each.state_label,
        )
        for each in found
    )
    if rows:
        words = _("这一期收到部署 {total} 件。").format(total=total)
        heads = (_l("收到的部署"), _l("上一级"), _l("回报期限"), _l("现在"))
        yield Told(20, _l("收到的部署"), words, heads, rows, (7, 4, 3, 3), total - len(rows))


def _issued(issued: QuerySet[Directive]) -> Iterator[Told]:
    """How many it reached, how many of those are settled, and how many are late."""
    late = Count("receipts", Q(receipts__state__in=OWING, receipts__due__lt=clock.today()))
    settled = Count("receipts", Q(receipts__state__in=SETTLED))
    counted = issued.annotate(reached=Count("receipts"), settled=settled, late=late)
    found, total = listed(counted.order_by("issued_on", "pk"))
    rows = tuple(
        (_named(each), each.state_label, str(each.reached), str(each.settled), str(each.late))
        for each in found
    )
    if rows:
        words = _("这一期下发部署 {total} 件。").format(total=total)
        heads = (_l("下发的部署"), _l("现在"), _l("送达"), _l("核销、免办"), _l("过期没回报"))
        yield Told(21, _l("下发的部署"), words, heads, rows, (7, 3, 2, 3, 3), total - len(rows))


def _named(directive: Directive) -> str:
    number = f"{directive.paper_number}\n" if directive.paper_number else ""
    return f"{number}{directive.title}"
