"""What crosses from the authority into a university: it arrives there, is sent on, changes, is asked for no more.

The ledger is one chain a university. What the authority does stands in its own; that it reached a university, and what
came of it there, stands in that university's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.directives import events, rules
from jingwei.mechanisms.directives.actions.days import fits, give_below
from jingwei.mechanisms.directives.actions.memory import LONGEST_SENTENCE, moved
from jingwei.mechanisms.directives.actions.paper import require_own_tree
from jingwei.mechanisms.directives.actions.sending import send
from jingwei.mechanisms.directives.flow import RECEIPT
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries import passed_on_to

CLOCKWORK = system("系统", "receipts.arrive", "receipts.change", "receipts.recall")


def to_universities(directive: Directive, actor: Actor) -> QuerySet[Receipt]:
    """The receipts at the heads of universities, where the actor stands above those; else none."""
    rows = directive.receipts.filter(parent=None).order_by("path")
    return rows if actor.above else rows.none()


@action(
    "receipts.forward", label=_l("转发下级"), rule=rules.is_addressed, flow=RECEIPT, gate=rules.is_in_force
)
def forward_receipt(
    receipt: Receipt,
    *,
    actor: Actor,
    kinds: Sequence[str],
    plan: str = "",
    due_below: date | None = None,
    with_covered: bool = False,
) -> Receipt:
    """Send it on to those below as it is, with how it is carried out here. That signs for it and takes it on.

    Those who have it already are not asked again. They report by `due_below`, not later than this level itself.
    """
    require_own_tree(receipt.organisation, kinds)
    day = due_below or receipt.due_below or receipt.due
    fits(receipt, day)
    found = passed_on_to(actor, receipt, kinds, with_covered=with_covered)
    old = receipt.directive.replaces
    carried = dict(old.receipts.values_list("organisation_id", "pk")) if old else {}
    new = send(receipt.directive, found, lambda kind: (day, receipt.due_given), carried)
    if not new:
        raise Invalid.field("kinds", _("下面没有这样的组织，或者都已经收到了。"))
    plan = said("plan", plan, LONGEST_SENTENCE) if plan.strip() else receipt.plan
    event = partial(
        events.ReceiptForwarded,
        edition=receipt.directive.edition,
        count=len(new),
        kinds=tuple(sorted({each.organisation.kind for each in new})),
        plan=plan,
        due_below=str(day),
    )
    changed = receipt.due_below != day
    values: dict[str, Any] = {
        "edition": receipt.directive.edition,
        "plan": plan,
        "due_below": day,
        "reason": "",
    }
    moved(receipt, actor, "forward", event, **values)
    if changed:
        give_below(receipt)
    return receipt


@action("receipts.arrive", label=_l("送到学校"), system_only=True)
def arrive_receipt(receipt: Receipt, *, actor: Actor) -> Receipt:
    """Let a university know that the authority sent it something."""
    told = events.ReceiptArrived(
        by=receipt.name, sender=receipt.above.name, edition=receipt.directive.edition, due=str(receipt.due)
    )
    record(told, actor=actor, subject=receipt, clauses=receipt.directive.cited)
    return receipt


@action("receipts.change", label=_l("告知改动"), system_only=True)
def change_receipt(
    receipt: Receipt, *, actor: Actor, what: str, asked_again: int, days_moved: Sequence[str] = ()
) -> Receipt:
    """Let a university know what the authority changed, and how many in it sign again."""
    told = events.ReceiptChanged(
        by=receipt.name,
        what=what,
        edition=receipt.directive.edition,
        asked_again=asked_again,
        days_moved=tuple(days_moved),
    )
    record(told, actor=actor, subject=receipt, clauses=receipt.directive.cited)
    return receipt


@action("receipts.recall", label=_l("告知不再要求"), system_only=True)
def recall_receipt(receipt: Receipt, *, actor: Actor, reason: str) -> Receipt:
    """Let a university know that the authority asks for it no more."""
    told = events.ReceiptRecalled(by=receipt.name, reason=reason)
    record(told, actor=actor, subject=receipt)
    return receipt
