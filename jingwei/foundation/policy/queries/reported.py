"""What the report of an organisation says of what was asked of it and of those below it in a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.policy.queries.owed import Owed
from jingwei.foundation.policy.queries.owing import CONTENT, asks_ended_in, owed_by
from jingwei.kernel.actor import Actor
from jingwei.kernel.reporting import Told

NAMED = 6
"""So many organisations that missed one thing are named; how often others did is told."""
TITLE = _l("该做的事")


def told_of(actor: Actor, organisation: Any, begins: date, ends: date) -> list[Told]:
    """Each thing asked, for every organisation and period once; an authority tells nothing of its universities."""
    university, today = organisation.university, clock.today()
    if university.kind == "authority":
        return []
    if not actor.holds(CONTENT, organisation.path):
        return [Told(40, TITLE, _("该做的做到没有，不对你开放。"))]
    asks = asks_ended_in(university, begins, ends, today)
    owed = owed_by(actor, asks, min(ends, today), below=organisation.path) if asks else []
    if not owed:
        return []
    states = Counter(each.state for each in owed)
    words = _("一个组织一期算一次：该做 {asked} 次，做到 {met} 次，没做到 {missed} 次，还没到期 {due} 次。")
    told = words.format(
        asked=len(owed) - states["excused"],
        met=states["met"],
        missed=states["overdue"],
        due=states["due"],
    )
    if states["excused"]:
        told += _("上级免做 {excused} 次，不算在里面。").format(excused=states["excused"])
    heads = (_l("要求"), _l("该做"), _l("做到"), _l("没做到"), _l("没做到的"))
    return [Told(40, TITLE, told, heads, _rows(owed), (6, 2, 2, 2, 5))]


def _rows(owed: Sequence[Owed]) -> tuple[tuple[str, ...], ...]:
    """By what is asked, in the order of the documents."""
    by_text: dict[str, list[Owed]] = {}
    for each in owed:
        by_text.setdefault(each.ask.obligation.text.here(), []).append(each)
    found = []
    for text, those in by_text.items():
        states = Counter(each.state for each in those)
        asked = len(those) - states["excused"]
        found.append((text, str(asked), str(states["met"]), str(states["overdue"]), _missed(those)))
    return tuple(found)


def _missed(owed: Sequence[Owed]) -> str:
    """Where it was not done, and when, or how often."""
    by_owner: dict[int, list[Owed]] = {}
    for each in owed:
        if each.state == "overdue":
            by_owner.setdefault(each.owner.id, []).append(each)
    missed = [*by_owner.values()]
    told = [f"{those[0].owner.name}　{_when(those)}" for those in missed[:NAMED]]
    if left := sum(map(len, missed[NAMED:])):
        told.append(_("还有 {n} 次").format(n=left))
    return "\n".join(told) or "—"


def _when(owed: Sequence[Owed]) -> str:
    return owed[0].ask.words if len(owed) == 1 else _("{n} 次").format(n=len(owed))
