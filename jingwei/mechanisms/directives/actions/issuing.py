"""The verbs by which a directive goes out and comes to an end: issue, withdraw, close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, reserve_ids
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.directives import events, rules
from jingwei.mechanisms.directives.actions.memory import LONGEST_REASON
from jingwei.mechanisms.directives.actions.replacing import take_its_place
from jingwei.mechanisms.directives.flow import CLOSED, DIRECTIVE, EXCUSED, SENT
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries import Addressed, addressees_of

ROW = "id directive_id university_id organisation_id parent_id carries_id path name state edition plan answer reason".split()
ROW += ["given_back", "due", "due_given", "moved_on", "version"]


@action("directives.issue", label=_l("下发"), flow=DIRECTIVE)
def issue_directive(directive: Directive, *, actor: Actor) -> Directive:
    """Send it to all that it reaches today, each with the next one addressed above it."""
    if min([directive.due, *directive.days.values()]) < clock.today():
        raise Invalid.field("due", _("回报的日子已经过了，请先改。"))
    addressed = addressees_of(actor, directive)
    if not addressed:
        raise Invalid.field("kinds", _("下面没有这样的组织，请先改发给谁。"))
    # The ids are asked for first: while rows are on their way into the database it answers nothing else.
    ids = reserve_ids(Receipt, len(addressed))
    insert_many(Receipt, ROW, _receipts(directive, addressed, ids, take_its_place(directive)))
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
    return directive


@action("directives.withdraw", label=_l("撤回部署"), flow=DIRECTIVE)
def withdraw_directive(directive: Directive, *, actor: Actor, reason: str) -> Directive:
    """Ask nothing more of anybody; what was answered stays."""
    directive.reason = said("reason", reason, LONGEST_REASON)
    _end(directive, "withdraw")
    record(events.DirectiveWithdrawn(reason=directive.reason), actor=actor, subject=directive)
    return directive


@action("directives.close", label=_l("办结部署"), flow=DIRECTIVE, gate=rules.all_settled)
def close_directive(directive: Directive, *, actor: Actor) -> Directive:
    """End it when all that were addressed are settled or excused."""
    _end(directive, "close")
    states = list(directive.receipts.values_list("state", flat=True))
    event = events.DirectiveClosed(closed=states.count(CLOSED), excused=states.count(EXCUSED))
    record(event, actor=actor, subject=directive, clauses=directive.cited)
    return directive


def _end(directive: Directive, step: str) -> None:
    directive.state = DIRECTIVE.advance(directive.state, step)
    directive.ended_on = clock.today()
    directive.version += 1
    directive.save()


def _receipts(
    directive: Directive, addressed: Sequence[Addressed], ids: Sequence[int], old: Mapping[int, int]
) -> Iterator[tuple[object, ...]]:
    """A row for each: whoever is above comes before those below."""
    today, days = clock.today(), directive.days
    for pk, each in zip(ids, addressed, strict=True):
        own, parent = each.organisation, None if each.above is None else ids[each.above]
        due = days.get(own.kind, directive.due)
        yield (
            *(
                pk,
                directive.pk,
                directive.university_id,
                own.pk,
                parent,
                old.get(own.pk),
                each.path,
                own.name,
            ),
            *(SENT, 0, "", "", "", "", due, due, today, 1),
        )
