"""How one directive takes the place of another: a draft that knows which, and the end of the old one when it is issued."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.evidence.actions import lay_again
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.mechanisms.directives import events, rules
from jingwei.mechanisms.directives.actions import passing
from jingwei.mechanisms.directives.actions.passing import recall_receipt, to_universities
from jingwei.mechanisms.directives.flow import DIRECTIVE
from jingwei.mechanisms.directives.models import Directive, Named
from jingwei.mechanisms.directives.queries import files_beside

CLOCKWORK = system("系统", "directives.give_way")
SAME = "university organisation title text alignment clauses kinds with_covered due dues".split()


@action("directives.replace", label=_l("另发一件代替"), flow=DIRECTIVE, gate=rules.is_replaced_once)
def replace_directive(directive: Directive, *, actor: Actor) -> Directive:
    """Begin one that takes its place when it is issued; all that the old one says is there already."""
    made = Directive.objects.create(replaces=directive, **{name: getattr(directive, name) for name in SAME})
    Named.objects.bulk_create(
        Named(
            university_id=each.university_id,
            directive=made,
            organisation_id=each.organisation_id,
            is_out=each.is_out,
        )
        for each in directive.named.all()
    )
    record(events.DirectiveDrafted(title=made.title), actor=actor, subject=made)
    for file in files_beside(actor, directive):
        lay_again(made, actor=actor, beside=file)
    record(events.ReplacementBegun(draft_id=made.pk), actor=actor, subject=directive)
    return made


@action("directives.give_way", label=_l("由新的代替"), flow=DIRECTIVE, system_only=True)
def give_way_directive(directive: Directive, *, actor: Actor, to: Directive) -> Directive:
    """Ask nothing more, now that another one asks; what was answered stays as it was answered."""
    directive.state = DIRECTIVE.advance(directive.state, "give_way")
    directive.ended_on = clock.today()
    directive.version += 1
    directive.save()
    record(events.DirectiveReplaced(by=to.title, by_id=to.pk), actor=actor, subject=directive)
    return directive


def take_its_place(directive: Directive, actor: Actor) -> dict[int, int]:
    """End what an issued directive replaces, if that is still asked; its receipts by organisation."""
    old = directive.replaces
    if old is None:
        return {}
    if DIRECTIVE.targets(old.state, "give_way"):
        give_way_directive(old, actor=CLOCKWORK, to=directive)
        reason = _("由《{title}》代替").format(title=directive.title)
        for receipt in to_universities(old, actor):
            recall_receipt(receipt, actor=passing.CLOCKWORK, reason=reason)
    return dict(old.receipts.values_list("organisation_id", "pk"))
