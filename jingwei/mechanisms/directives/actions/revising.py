"""The verbs on what is issued already: change it and say what, put a file beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.evidence.actions import lay_beside, take_off
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.directives import events
from jingwei.mechanisms.directives.actions.days import day_of_each_kind, give_days
from jingwei.mechanisms.directives.actions.memory import LONGEST_REASON
from jingwei.mechanisms.directives.actions.paper import fill, set_days
from jingwei.mechanisms.directives.actions.passing import CLOCKWORK, change_receipt, to_universities
from jingwei.mechanisms.directives.flow import DIRECTIVE, RETURNED, SENT, SIGNED, TAKEN
from jingwei.mechanisms.directives.models import Directive
from jingwei.mechanisms.directives.queries import files_beside, kinds_sent


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
    files_off: Sequence[int] = (),
    dues: Mapping[str, date] | None = None,
) -> Directive:
    """Change text, days or files of what is issued, and say what; of the kinds in `sign_again` it is signed anew."""
    before = day_of_each_kind(actor, directive)
    fill(directive, title, text, due, alignment, paper_number)
    set_days(directive, dues)
    after = day_of_each_kind(actor, directive)
    moved = tuple(kind for kind in before if after[kind] != before[kind])
    if moved:
        give_days(directive)
    what = said("what", what, LONGEST_REASON)
    beside = {file.pk: file for file in files_beside(actor, directive)}
    for key in files_off:
        if key not in beside:
            raise Invalid.field("files_off", _("这件部署没有这个附件。"))
        take_off(beside.pop(key), actor=actor, reason=what)
    asked = _asked_again(actor, directive, sign_again)
    event = events.DirectiveRevised(what=what, edition=directive.edition, asked_again=asked, days_moved=moved)
    record(event, actor=actor, subject=directive, clauses=directive.cited)
    _let_universities_know(directive, actor, what, sign_again, moved)
    return directive


@action("directives.supplement", label=_l("补附件"), flow=DIRECTIVE)
def supplement_directive(
    directive: Directive, *, actor: Actor, upload: UploadedFile, what: str, sign_again: tuple[str, ...] = ()
) -> Directive:
    """Put a file beside what is issued, and say what it is; of the kinds in `sign_again` it is signed anew."""
    what = said("what", what, LONGEST_REASON)
    lay_beside(directive, actor=actor, upload=upload)
    asked = _asked_again(actor, directive, sign_again)
    event = events.DirectiveSupplemented(what=what, edition=directive.edition, asked_again=asked)
    record(event, actor=actor, subject=directive, clauses=directive.cited)
    _let_universities_know(directive, actor, what, sign_again)
    return directive


def _asked_again(actor: Actor, directive: Directive, kinds: Sequence[str]) -> int:
    """Save it as changed; how many of these kinds have to sign again, those who answered apart: then it is a new edition."""
    asked = 0
    if kinds:
        if set(kinds) - dict(kinds_sent(actor, directive)).keys():
            raise Invalid.field("sign_again", _("这件部署没有发给这类组织，不用请它重新签收。"))
        touched = directive.receipts.filter(
            state__in=(SIGNED, TAKEN, RETURNED), organisation__kind__in=list(kinds)
        )
        asked = touched.update(state=SENT, moved_on=clock.today())
        directive.edition += 1 if asked else 0
    directive.version += 1
    directive.save()
    return asked


def _let_universities_know(
    directive: Directive, actor: Actor, what: str, kinds: Sequence[str], moved: Sequence[str] = ()
) -> None:
    """What the authority changed stands in the ledger of each university that it was sent to."""
    told = list(to_universities(directive, actor))
    again = directive.receipts.filter(state=SENT, edition__gt=0, organisation__kind__in=list(kinds))
    counted = dict(again.order_by().values_list("university").annotate(number=Count("pk"))) if told else {}
    for receipt in told:
        asked = counted.get(receipt.university_id, 0)
        change_receipt(receipt, actor=CLOCKWORK, what=what, asked_again=asked, days_moved=moved)
