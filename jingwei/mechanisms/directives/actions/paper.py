"""What the paper itself says: title, text, day, number, within their bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs import registry
from jingwei.kernel.said import said
from jingwei.mechanisms.directives.actions.memory import LONGEST_SENTENCE, LONGEST_TEXT, LONGEST_TITLE
from jingwei.mechanisms.directives.models import Directive

LONGEST_NUMBER = 40


def set_days(directive: Directive, dues: Mapping[str, date] | None) -> None:
    """The kinds addressed that report by a day of their own; none is past, unless it was so already."""
    known, given = directive.days, dict(dues or {})
    for kind, day in given.items():
        if kind not in known and kind not in _kinds_with(directive):
            raise Invalid.field("dues", _("部署不发给这类组织，不用给它定日子。"))
        if day != known.get(kind) and day < clock.today():
            raise Invalid.field("dues", _("回报的日子要在今天以后。"))
    pairs = [f"{kind}={day}" for kind, day in given.items() if day != directive.due]
    directive.dues = f"|{'|'.join(pairs)}|" if pairs else ""


def require_own_tree(organisation: Organisation, kinds: Sequence[str]) -> None:
    """Refuse kinds of the other tree: those are reached by coverage."""
    if any(registry.kind(kind).tree != organisation.tree for kind in kinds):
        raise Invalid.field("kinds", _("部署只发给自己这棵树上的组织。"))


def _kinds_with(directive: Directive) -> set[str]:
    """The kinds that may have a day: those addressed, those of single ones named, those of the other tree if joined."""
    joined = [kind.id for kind in registry.kinds() if kind.tree != directive.organisation.tree]
    named = directive.named.values_list("organisation__kind", flat=True) if directive.pk else ()
    return {*directive.addressed, *named, *(joined if directive.with_covered else ())}


def fill(directive: Directive, title: str, text: str, due: date, alignment: str, paper_number: str) -> None:
    """Write it anew."""
    directive.title = said("title", title, LONGEST_TITLE)
    directive.text = said("text", text, LONGEST_TEXT, keeps_lines=True)
    if due != directive.due and due < clock.today():
        raise Invalid.field("due", _("回报的日子要在今天以后。"))
    directive.due = due
    directive.alignment = said("alignment", alignment, LONGEST_SENTENCE) if alignment.strip() else ""
    number = paper_number.strip()
    directive.paper_number = said("paper_number", number, LONGEST_NUMBER) if number else ""
