"""The verbs of those addressed: sign, take on, report, say that it is not theirs."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.queries import matter_for
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.directives import events, rules
from jingwei.mechanisms.directives.actions.days import fits, give_below
from jingwei.mechanisms.directives.actions.memory import LONGEST_REASON, LONGEST_SENTENCE, moved
from jingwei.mechanisms.directives.flow import RECEIPT
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.queries import hands_for


@action("receipts.sign", label=_l("签收"), rule=rules.is_addressed, flow=RECEIPT, gate=rules.is_in_force)
def sign_receipt(receipt: Receipt, *, actor: Actor) -> Receipt:
    """Say that it was read, in the edition there is."""
    edition = receipt.directive.edition
    event = partial(events.ReceiptSigned, edition=edition)
    return moved(receipt, actor, "sign", event, edition=edition)


@action("receipts.take_on", label=_l("承接"), rule=rules.is_addressed, flow=RECEIPT, gate=rules.is_in_force)
def take_on_receipt(
    receipt: Receipt,
    *,
    actor: Actor,
    matter_id: int | None = None,
    plan: str = "",
    due_below: date | None = None,
) -> Receipt:
    """Say how it is carried out here: by a matter of one's own, by a sentence, or both. That signs for it, too.

    `due_below` is the day by which those below report to this level, not later than it reports itself.
    """
    matter = matter_for(actor, matter_id) if matter_id is not None else None
    if matter is not None and receipt.organisation_id not in (matter.party_id, matter.unit_id):
        raise Invalid.field("matter_id", _("请选自己组织的事项。"))
    if matter is None and not plan.strip():
        raise Invalid.field("plan", _("选一件事项，或者写一句怎么落实。"))
    if due_below is not None:
        fits(receipt, due_below)
    plan = said("plan", plan, LONGEST_SENTENCE) if plan.strip() else ""
    edition = receipt.directive.edition
    event = partial(
        events.ReceiptTakenOn,
        edition=edition,
        matter=matter.title if matter else "",
        matter_id=matter.pk if matter else None,
        plan=f"，{plan}" if matter and plan else plan,
        due_below=str(due_below or ""),
    )
    changed = receipt.due_below != due_below
    values: dict[str, Any] = {
        "edition": edition,
        "matter": matter,
        "plan": plan,
        "due_below": due_below,
        "reason": "",
    }
    moved(receipt, actor, "take_on", event, **values)
    if changed:
        give_below(receipt)
    return receipt


@action(
    "receipts.hand", label=_l("交给一个人"), rule=rules.is_addressed, flow=RECEIPT, gate=rules.is_in_force
)
def hand_receipt(receipt: Receipt, *, actor: Actor, person: Person) -> Receipt:
    """Let another person of the organisation do it and report; it stays the organisation's."""
    if person.pk == actor.person_id:
        raise Invalid.field("person", _("你自己办就直接承接、回报，不用交给自己。"))
    if not hands_for(actor, receipt).rows.filter(pk=person.pk).exists():
        raise Invalid.field("person", _("只能交给在这里任职的人，或者这个党组织的党员。"))
    before = receipt.hand.name if receipt.hand else ""
    event = partial(events.ReceiptHanded, person=person.name, person_code=person.code, before=before)
    return _passed(receipt, actor, "hand", event, hand=person, given_back="")


@action(
    "receipts.give_back", label=_l("交回"), rule=rules.has_it_in_hand, flow=RECEIPT, gate=rules.is_in_force
)
def give_back_receipt(receipt: Receipt, *, actor: Actor, reason: str) -> Receipt:
    """Give it back, with a sentence why for who is in charge."""
    reason = said("reason", reason, LONGEST_REASON)
    event = partial(events.ReceiptGivenBack, reason=reason)
    return _passed(receipt, actor, "give_back", event, hand=None, given_back=reason)


def _passed(receipt: Receipt, actor: Actor, step: str, event: Any, **values: Any) -> Receipt:
    """From hand to hand: nothing has moved for those above."""
    return moved(receipt, actor, step, event, moved_on=receipt.moved_on, **values)


@action("receipts.report", label=_l("回报"), rule=rules.does_it_here, flow=RECEIPT, gate=rules.is_in_force)
def report_receipt(receipt: Receipt, *, actor: Actor, text: str) -> Receipt:
    """Say in a sentence what came of it."""
    answer = said("text", text, LONGEST_SENTENCE)
    event = partial(events.ReceiptReported, edition=receipt.edition, text=answer)
    return moved(receipt, actor, "report", event, answer=answer)


@action("receipts.reckon", label=_l("自动回报"), flow=RECEIPT, system_only=True, gate=rules.is_in_force)
def reckon_receipt(receipt: Receipt, *, actor: Actor) -> Receipt:
    """Report what the matter has shown: a note of it was confirmed."""
    matter = receipt.matter.title if receipt.matter else ""
    event = partial(events.ReceiptReckoned, edition=receipt.edition, matter=matter)
    return moved(receipt, actor, "reckon", event)


@action(
    "receipts.decline", label=_l("不归我办"), rule=rules.is_addressed, flow=RECEIPT, gate=rules.is_in_force
)
def decline_receipt(receipt: Receipt, *, actor: Actor, reason: str) -> Receipt:
    """Say that it is not one's own to do; the level above reads why and answers."""
    reason = said("reason", reason, LONGEST_REASON)
    event = partial(events.ReceiptDeclined, edition=receipt.edition, reason=reason)
    return moved(receipt, actor, "decline", event, reason=reason)
