"""The verbs of the level above: return, excuse, settle, remind."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual
from jingwei.kernel.said import said
from jingwei.mechanisms.directives import events, rules
from jingwei.mechanisms.directives.actions.memory import LONGEST_REASON, moved
from jingwei.mechanisms.directives.flow import RECEIPT
from jingwei.mechanisms.directives.models import Receipt


@action("receipts.return", label=_l("退回"), rule=rules.stands_above, flow=RECEIPT, gate=rules.is_in_force)
def return_receipt(receipt: Receipt, *, actor: Actor, reason: str) -> Receipt:
    """Ask for more, or answer that it is theirs after all, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    event = partial(events.ReceiptReturned, edition=receipt.edition, reason=reason)
    return moved(receipt, actor, "return", event, tags=(f"from:{receipt.state}",), reason=reason)


@action(
    "receipts.excuse", label=_l("同意免办"), rule=rules.stands_above, flow=RECEIPT, gate=rules.is_in_force
)
def excuse_receipt(receipt: Receipt, *, actor: Actor, reason: str) -> Receipt:
    """No longer ask for it here, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    event = partial(events.ReceiptExcused, edition=receipt.edition, reason=reason)
    return moved(receipt, actor, "excuse", event, reason=reason)


@action(
    "receipts.close", label=_l("核销"), rule=rules.stands_above, flow=RECEIPT, gate=rules.children_settled
)
def close_receipt(receipt: Receipt, *, actor: Actor) -> Receipt:
    """Settle what was reported, once all below are settled."""
    tags = (
        f"due:{punctual(receipt.moved_on, receipt.due)}",
        "carried:matter" if receipt.matter_id else "carried:none",
        f"from:{receipt.state}",
    )
    return moved(receipt, actor, "close", partial(events.ReceiptClosed, edition=receipt.edition), tags=tags)


@action("receipts.nudge", label=_l("提醒"), rule=rules.stands_above, flow=RECEIPT, gate=rules.may_nudge_now)
def nudge_receipt(receipt: Receipt, *, actor: Actor) -> Receipt:
    """Remind those addressed, once in three days and never at night or on a day off."""
    receipt.nudged_on = clock.today()
    receipt.version += 1
    receipt.save(update_fields=["nudged_on", "version"])
    told = events.ReceiptNudged(by=receipt.name, edition=receipt.edition)
    record(told, actor=actor, subject=receipt)
    return receipt
