"""The verbs on a draft: what is decided, whom it reaches, by when they report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs import registry
from jingwei.mechanisms.directives import events
from jingwei.mechanisms.directives.actions.paper import fill, set_days
from jingwei.mechanisms.directives.flow import DIRECTIVE
from jingwei.mechanisms.directives.models import Directive

MOST_CLAUSES = 20


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
    dues: Mapping[str, date] | None = None,
) -> Directive:
    """Begin a directive: what is decided, whom it reaches, by when they report."""
    directive = Directive(university=organisation.university, organisation=organisation)
    fill(directive, title, text, due, alignment, paper_number)
    _address(directive, kinds, clauses)
    set_days(directive, dues)
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
    dues: Mapping[str, date] | None = None,
) -> Directive:
    """Write a draft anew, whom it reaches included."""
    fill(directive, title, text, due, alignment, paper_number)
    _address(directive, kinds, clauses)
    set_days(directive, dues)
    directive.version += 1
    directive.save()
    record(events.DirectiveRedrafted(title=directive.title), actor=actor, subject=directive)
    return directive


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
