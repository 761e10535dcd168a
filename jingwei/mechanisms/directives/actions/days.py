"""By which day each reports: that of its kind, or an earlier one that a level above has set."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries import kinds_sent


def day_of_each_kind(actor: Actor, directive: Directive) -> dict[str, date]:
    """By which day each of the kinds it was sent to reports."""
    return {kind: directive.days.get(kind, directive.due) for kind, _words in kinds_sent(actor, directive)}


def give_days(directive: Directive) -> None:
    """Give every one addressed the day of its kind; what a level set for those below still binds where it is earlier."""
    directive.receipts.update(due_given=directive.due)
    for kind, day in directive.days.items():
        directive.receipts.filter(organisation__kind=kind).update(due_given=day)
    _reckon(directive, directive.receipts.all())


def fits(receipt: Receipt, day: date) -> None:
    """Refuse a day for those below that is past, or later than one's own."""
    if day not in (receipt.due_below, receipt.due) and day < clock.today():
        raise Invalid.field("due_below", _("回报的日子要在今天以后。"))
    if day > receipt.due:
        message = _("自己要在 {day} 前回报，下级不能更晚。")
        raise Invalid.field("due_below", message.format(day=receipt.due))


def give_below(receipt: Receipt) -> None:
    """Let the day that a level has set, or has set no longer, hold for all below it."""
    rows = receipt.directive.receipts.filter(under("path", [receipt.path]))
    _reckon(receipt.directive, rows.exclude(pk=receipt.pk))


def _reckon(directive: Directive, rows: QuerySet[Any]) -> None:
    """The day given, or the earliest that is set above.

    Who set one is asked after the rows are written, and so held: of two who do this at once, the later sees the other.
    """
    rows.update(due=F("due_given"))
    for pk, path, day in directive.receipts.exclude(due_below=None).values_list("pk", "path", "due_below"):
        rows.filter(under("path", [path]), due__gt=day).exclude(pk=pk).update(due=day)
