"""When a matter is a label only (贴牌, 4.0): the Party side changed nothing that the other side confirms."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from jingwei.foundation.matters.flow import CONFIRMED, NOTED, RETURNED
from jingwei.foundation.matters.models import PARTY, Deed, Matter
from jingwei.kernel.actions import Reason


def label_reading(matter: Matter) -> Reason | None:
    """Why the matter reads as a label only, in words; None where the Party side really changed something."""
    return reads_as_label(matter.deeds.all())


def reads_as_label(all_deeds: Iterable[Deed]) -> Reason | None:
    """The same of all the deeds of a matter."""
    deeds = [deed for deed in all_deeds if deed.side == PARTY]
    if any(deed.state == CONFIRMED and deed.changed for deed in deeds):
        return None
    waiting = sum(1 for deed in deeds if deed.state in (NOTED, RETURNED) and deed.changed)
    confirmed = sum(1 for deed in deeds if deed.state == CONFIRMED)
    if waiting:
        why = _("党建侧有 {count} 条记录说改变了决策、人员、资源或结果，业务侧还没有认可。").format(
            count=waiting
        )
    elif confirmed:
        why = _("党建侧有 {count} 条做法得到认可，但没有一条改变了决策、人员、资源或结果。").format(
            count=confirmed
        )
    else:
        why = _("党建侧没有一条得到认可的做法，决策、人员、资源、结果都没有变。")
    return Reason(why, "4.0")
