"""The verbs of who issues: draft, revise, issue, withdraw, close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, reserve_ids
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs import registry
from jingwei.kernel.said import said
from jingwei.mechanisms.directives import events, rules
from jingwei.mechanisms.directives.actions.memory import (
    LONGEST_REASON,
    LONGEST_SENTENCE,
    LONGEST_TEXT,
    LONGEST_TITLE,
)
from jingwei.mechanisms.directives.flow import (
    CLOSED,
    DIRECTIVE,
    EXCUSED,
    RETURNED,
    SENT,
    SIGNED,
    TAKEN,
)
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries import addressees_of

LONGEST_NUMBER, MOST_CLAUSES = 40, 20
ROW = "id directive_id university_id organisation_id parent_id path name state edition plan answer reason".split()
ROW += ["moved_on", "version"]


@action("directives.draft", label=_l("起草部署"), lock=False)
def draft_directive(
    organisation: Organisation,
    *,
    actor: Actor,
    title: str,
    text: str,
    due: date,
    kinds: Sequence[str],
    clauses: Sequence[str] = (),
    alignment: str = "",
    paper_number: str = "",
) -> Directive:
    """Begin a directive: what is decided, whom it reaches, by when they report."""
    directive = Directive(university=organisation.university, organisation=organisation)
    _fill(directive, title, text, due, alignment, paper_number)
    _address(directive, kinds, clauses)
    directive.save()
    record(events.DirectiveDrafted(title=directive.title), actor=actor, subject=directive)
    return directive


@action("directives.redraft", label=_l("改草稿"), flow=DIRECTIVE)
def redraft_directive(
    directive: Directive,
    *,
    actor: Actor,
    title: str,
    text: str,
    due: date,
    kinds: Sequence[str],
    clauses: Sequence[str] = (),
    alignment: str = "",
    paper_number: str = "",
) -> Directive:
    """Write a draft anew, whom it reaches included."""
    _fill(directive, title, text, due, alignment, paper_number)
    _address(directive, kinds, clauses)
    directive.version += 1
    directive.save()
    record(events.DirectiveRedrafted(title=directive.title), actor=actor, subject=directive)
    return directive


@action("directives.revise", label=_l("修改部署"), flow=DIRECTIVE)
def revise_directive(
    directive: Directive,
    *,
    actor: Actor,
    title: str,
    text: str,
    due: date,
    what: str,
    alignment: str = "",
    paper_number: str = "",
    sign_again: Sequence[str] = (),
) -> Directive:
    """Change text or day of what is issued, and say what; of the kinds in `sign_again` it is to be signed anew."""
    _fill(directive, title, text, due, alignment, paper_number)
    what, asked = said("what", what, LONGEST_REASON), 0
    if sign_again:
        directive.edition += 1
        touched = directive.receipts.filter(
            state__in=(SIGNED, TAKEN, RETURNED), organisation__kind__in=list(sign_again)
        )
        asked = touched.update(state=SENT, moved_on=clock.today())
    directive.version += 1
    directive.save()
    event = events.DirectiveRevised(what=what, edition=directive.edition, asked_again=asked)
    record(event, actor=actor, subject=directive, clauses=directive.cited)
    return directive


@action("directives.issue", label=_l("下发"), flow=DIRECTIVE)
def issue_directive(directive: Directive, *, actor: Actor) -> Directive:
    """Send it to all that stand below today and are of the kinds addressed, each with its next one above."""
    if directive.due < clock.today():
        raise Invalid.field("due", _("回报的日子已经过了，请先改。"))
    addressed = addressees_of(actor, directive.organisation, directive.addressed)
    if not addressed:
        raise Invalid.field("kinds", _("下面没有这样的组织，请先改发给谁。"))
    # The ids are asked for first: while rows are on their way into the database it answers nothing else.
    ids = reserve_ids(Receipt, len(addressed))
    insert_many(Receipt, ROW, _receipts(directive, addressed, ids))
    directive.state = DIRECTIVE.advance(directive.state, "issue")
    directive.issued_on = clock.today()
    directive.version += 1
    directive.save()
    event = events.DirectiveIssued(count=len(addressed), kinds=directive.addressed, due=str(directive.due))
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


def _fill(directive: Directive, title: str, text: str, due: date, alignment: str, paper_number: str) -> None:
    directive.title = said("title", title, LONGEST_TITLE)
    directive.text = said("text", text, LONGEST_TEXT, keeps_lines=True)
    if due != directive.due and due < clock.today():
        raise Invalid.field("due", _("回报的日子要在今天以后。"))
    directive.due = due
    directive.alignment = said("alignment", alignment, LONGEST_SENTENCE) if alignment.strip() else ""
    number = paper_number.strip()
    directive.paper_number = said("paper_number", number, LONGEST_NUMBER) if number else ""


def _end(directive: Directive, step: str) -> None:
    directive.state = DIRECTIVE.advance(directive.state, step)
    directive.ended_on = clock.today()
    directive.version += 1
    directive.save()


def _receipts(
    directive: Directive, addressed: Sequence[Organisation], ids: Sequence[int]
) -> Iterator[tuple[object, ...]]:
    """A row for each, in the order of the tree: whoever is above comes before those below."""
    today = clock.today()
    above: list[tuple[str, int]] = []
    for pk, each in zip(ids, addressed, strict=True):
        while above and not each.path.startswith(above[-1][0]):
            above.pop()
        parent = above[-1][1] if above else None
        above.append((each.path, pk))
        yield (
            *(pk, directive.pk, directive.university_id, each.pk, parent, each.path, each.name),
            *(SENT, 0, "", "", "", today, 1),
        )


def _barred(values: Sequence[str]) -> str:
    return f"|{'|'.join(dict.fromkeys(values))}|" if values else ""


def _address(directive: Directive, kinds: Sequence[str], clauses: Sequence[str]) -> None:
    """Whom it is sent to, and the clauses it carries out: kinds of its own tree, clauses that the university follows."""
    organisation = directive.organisation
    if not kinds:
        raise Invalid.field("kinds", _("请选发给哪些组织。"))
    if any(registry.kind(kind).tree != organisation.tree for kind in kinds):
        raise Invalid.field("kinds", _("部署只发给自己这棵树上的组织。"))
    held = norms_of(organisation.university).clauses
    if len(clauses) > MOST_CLAUSES:
        raise Invalid.field("clauses", _("最多选 {count} 条。").format(count=MOST_CLAUSES))
    for clause in clauses:
        if clause not in held:
            raise Invalid.field("clauses", _("没有采用条款 {clause}。").format(clause=clause))
    directive.kinds, directive.clauses = _barred(kinds), _barred(clauses)
