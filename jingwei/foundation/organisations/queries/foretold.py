"""What a change on another day than today will mean, told before it is decided."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.organisations.queries.seeing import under
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY


def foretold(actor: Actor, organisation: Organisation, verb: str, day: date) -> list[str]:
    """What follows where the first day (of an end: the last) lies behind or ahead, in sentences; none for today."""
    today = clock.today()
    if day > today:
        begins = day + DAY if verb == "organisations.end" else day
        return [
            _("{day} 零点（北京时间）自动生效。在那以前一切照旧，可以撤回。").format(day=begins),
            _("到时有事挡住，会写明原因等人处理，不会只做一半。"),
        ]
    if day == today:
        return []
    told = [
        _(
            "{day} 以后，这里和下级已经写下 {count} 条记录。它们不改：名称、上级都保留写下时的，"
            "数也仍算在写下时的上级名下。"
        ).format(day=day, count=_written_since(actor, organisation, day))
    ]
    if verb == "organisations.rename":
        return [*told, _("看 {day} 起的组织树、名单和表格，都用新名称。").format(day=day)]
    if verb == "organisations.move":
        return [*told, _("看 {day} 起的组织树、名单和表格，它都在新上级下面。").format(day=day)]
    return [*told, _("任职、覆盖也在 {day} 结束；看这以后的组织树，它已经不在。").format(day=day)]


def _written_since(actor: Actor, organisation: Organisation, day: date) -> int:
    """How many records stand at or below the organisation since a day began."""
    here = under(f"{organisation.tree}_path", [organisation.path])
    return records_for(actor).filter(here, at__gte=clock.end_of(day - DAY)).count()
