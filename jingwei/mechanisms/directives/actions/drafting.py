"""The verbs on a draft: what is decided, whom it reaches, by when they report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.mechanisms.directives import events
from jingwei.mechanisms.directives.actions.paper import fill, require_own_tree, set_days
from jingwei.mechanisms.directives.flow import DIRECTIVE
from jingwei.mechanisms.directives.models import Directive
from jingwei.mechanisms.directives.queries import to_name

MOST_CLAUSES, MOST_NAMED = 20, 200


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
    with_covered: bool = False,
) -> Directive:
    """Begin a directive: what is decided, whom it reaches, by when they report."""
    directive = Directive(university=organisation.university, organisation=organisation)
    fill(directive, title, text, due, alignment, paper_number)
    directive.with_covered = with_covered
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
    with_covered: bool = False,
) -> Directive:
    """Write a draft anew, whom it reaches included."""
    fill(directive, title, text, due, alignment, paper_number)
    directive.with_covered = with_covered
    _address(directive, kinds, clauses)
    set_days(directive, dues)
    directive.version += 1
    directive.save()
    record(events.DirectiveRedrafted(title=directive.title), actor=actor, subject=directive)
    return directive


@action("directives.add", label=_l("加一个组织"), flow=DIRECTIVE)
def add_addressee(directive: Directive, *, actor: Actor, organisation: Organisation) -> Directive:
    """Send it to a single organisation as well: one below, or joined by coverage to what is below."""
    _name(directive, actor, organisation, is_out=False)
    return _changed(directive, actor, organisation, events.AddresseeAdded)


@action("directives.leave_out", label=_l("去掉一个组织"), flow=DIRECTIVE)
def leave_out_addressee(directive: Directive, *, actor: Actor, organisation: Organisation) -> Directive:
    """Do not send it to a single organisation, though it is of a kind addressed."""
    _name(directive, actor, organisation, is_out=True)
    return _changed(directive, actor, organisation, events.AddresseeLeftOut)


@action("directives.unname", label=_l("不再单列"), flow=DIRECTIVE)
def unname_addressee(directive: Directive, *, actor: Actor, organisation: Organisation) -> Directive:
    """Let the kinds alone decide about an organisation that was added or left out."""
    gone, _by_model = directive.named.filter(organisation=organisation).delete()
    if not gone:
        raise Invalid.field("organisation", _("这个组织没有单列。"))
    return _changed(directive, actor, organisation, events.AddresseeUnnamed)


def _name(directive: Directive, actor: Actor, organisation: Organisation, *, is_out: bool) -> None:
    if not to_name(actor, directive).rows.filter(pk=organisation.pk).exists():
        raise Invalid.field("organisation", _("这个组织不在下面，也没有被下面的组织覆盖。"))
    decided = {"is_out": is_out, "university_id": directive.university_id}
    directive.named.update_or_create(organisation=organisation, defaults=decided)
    if directive.named.count() > MOST_NAMED:
        raise Invalid.field("organisation", _("最多单列 {count} 个。").format(count=MOST_NAMED))


def _changed(directive: Directive, actor: Actor, organisation: Organisation, event: Any) -> Directive:
    """Save it as changed, and record what was done about an organisation."""
    directive.version += 1
    directive.save(update_fields=["version"])
    told = event(name=organisation.name, organisation_id=organisation.pk)
    record(told, actor=actor, subject=directive)
    return directive


def _barred(values: Sequence[str]) -> str:
    return f"|{'|'.join(dict.fromkeys(values))}|" if values else ""


def _address(directive: Directive, kinds: Sequence[str], clauses: Sequence[str]) -> None:
    """Whom it is sent to, and the clauses it carries out: kinds of its own tree, clauses that the university follows."""
    organisation = directive.organisation
    require_own_tree(organisation, kinds)
    held = norms_of(organisation.university).clauses
    if len(clauses) > MOST_CLAUSES:
        raise Invalid.field("clauses", _("最多选 {count} 条。").format(count=MOST_CLAUSES))
    for clause in clauses:
        if clause not in held:
            raise Invalid.field("clauses", _("没有采用条款 {clause}。").format(clause=clause))
    directive.kinds, directive.clauses = _barred(kinds), _barred(clauses)
