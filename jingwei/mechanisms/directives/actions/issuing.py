"""The verbs by which a directive goes out and comes to an end: issue, withdraw, close."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.directives import events, rules
from jingwei.mechanisms.directives.actions.memory import LONGEST_REASON
from jingwei.mechanisms.directives.actions.passing import (
    CLOCKWORK,
    arrive_receipt,
    recall_receipt,
    to_universities,
)
from jingwei.mechanisms.directives.actions.replacing import take_its_place
from jingwei.mechanisms.directives.actions.sending import send
from jingwei.mechanisms.directives.flow import CLOSED, DIRECTIVE, EXCUSED
from jingwei.mechanisms.directives.models import Directive, answered_to_issuer
from jingwei.mechanisms.directives.queries import addressees_of


@action("directives.issue", label=_l("下发"), flow=DIRECTIVE)
def issue_directive(directive: Directive, *, actor: Actor) -> Directive:
    """Send it to all that it reaches today, each with the next one addressed above it."""
    if min([directive.due, *directive.days.values()]) < clock.today():
        raise Invalid.field("due", _("回报的日子已经过了，请先改。"))
    addressed = addressees_of(actor, directive)
    if not addressed:
        raise Invalid.field("kinds", _("下面没有这样的组织，请先改发给谁。"))
    own = directive.days

    def days(kind: str) -> tuple[date, date]:
        day = own.get(kind, directive.due)
        return day, day

    send(directive, addressed, days, take_its_place(directive, actor))
    directive.state = DIRECTIVE.advance(directive.state, "issue")
    directive.issued_on = clock.today()
    directive.version += 1
    directive.save()
    event = events.DirectiveIssued(
        count=len(addressed),
        kinds=directive.addressed,
        due=str(directive.due),
        dues=tuple(f"{kind}={day}" for kind, day in directive.days.items()),
    )
    record(event, actor=actor, subject=directive, clauses=directive.cited)
    for receipt in to_universities(directive, actor):
        arrive_receipt(receipt, actor=CLOCKWORK)
    return directive


@action("directives.withdraw", label=_l("撤回部署"), flow=DIRECTIVE)
def withdraw_directive(directive: Directive, *, actor: Actor, reason: str) -> Directive:
    """Ask nothing more of anybody; what was answered stays."""
    directive.reason = said("reason", reason, LONGEST_REASON)
    _end(directive, "withdraw")
    record(events.DirectiveWithdrawn(reason=directive.reason), actor=actor, subject=directive)
    for receipt in to_universities(directive, actor):
        recall_receipt(receipt, actor=CLOCKWORK, reason=directive.reason)
    return directive


@action("directives.close", label=_l("办结部署"), flow=DIRECTIVE, gate=rules.all_settled)
def close_directive(directive: Directive, *, actor: Actor) -> Directive:
    """End it when all that were addressed are settled or excused."""
    _end(directive, "close")
    states = list(answered_to_issuer(directive).values_list("state", flat=True))
    event = events.DirectiveClosed(closed=states.count(CLOSED), excused=states.count(EXCUSED))
    record(event, actor=actor, subject=directive, clauses=directive.cited)
    return directive


def _end(directive: Directive, step: str) -> None:
    directive.state = DIRECTIVE.advance(directive.state, step)
    directive.ended_on = clock.today()
    directive.version += 1
    directive.save()
