"""How the organisations a reader looks after stand with what is asked, by obligation; and the excuses given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.policy.queries import SEE_OWED as SEE
from jingwei.foundation.policy.queries import Ask, Owed, asks_for, begun_by, excuse_for, excuses_for, owed_by
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.listing import Column, Listing, Row
from jingwei.kernel.packs import registry

NOW, LAST = "now", "last"
STATES = {
    "overdue": _l("没做到"),
    "due": _l("待做"),
    "excused": _l("免做"),
    "met": _l("做到了"),
}
"""How one may stand with what can be counted, what is missing first."""

__all__ = [
    "EXCUSES",
    "LAST",
    "NOW",
    "SEE",
    "STATES",
    "Line",
    "ask_for",
    "asks_in",
    "excuse_for",
    "lines_for",
    "month_of_post",
    "owes_monthly",
    "owing_for",
    "rows_of",
    "standings_in",
]


@dataclass(frozen=True)
class Line:
    """One obligation in one period, with how many organisations stand how."""

    ask: Ask
    counts: Counter[str]

    @property
    def asked(self) -> int:
        """Of how many it is asked: whoever is excused is not counted."""
        return sum(self.counts.values()) - self.counts["excused"]

    @property
    def missing(self) -> int:
        """How many have not done it."""
        return self.counts["due"] + self.counts["overdue"]


def asks_in(actor: Actor, period: str) -> list[Ask]:
    """What is asked in the periods that run, or in those that ended last."""
    return [each for each in asks_for(actor, clock.today()) if each.is_over == (period == LAST)]


def lines_for(actor: Actor, asks: Sequence[Ask]) -> list[Line]:
    """What can be counted, with how the organisations stand; those first where most is missing. None where nobody owes it."""
    counted = [each for each in asks if each.obligation.is_shown]
    owed = groupby(owed_by(actor, counted, clock.today()), key=attrgetter("ask"))
    lines = [Line(ask, Counter(each.state for each in held)) for ask, held in owed]
    return sorted(lines, key=lambda line: -line.missing)


def month_of_post(actor: Actor) -> list[tuple[Owed, str]]:
    """What the organisation of the post owes every month, groups in it included: last month's misses, then this month's.

    Each with where it is begun, if it still may be.
    """
    post = actor.post
    if post is None or not post.path:
        return []
    asks = [
        each
        for each in asks_for(actor, clock.today())
        if each.obligation.cycle == "month" and each.obligation.count
    ]
    owed = [each for each in owed_by(actor, asks, clock.today()) if each.owner.path.startswith(post.path)]
    shown = [each for each in owed if not each.ask.is_over or each.state == "overdue"]
    return [(each, begun_by(actor, each)) for each in sorted(shown, key=lambda each: not each.ask.is_over)]


def owes_monthly(actor: Actor) -> bool:
    """Whether the post leads an organisation of a kind of which something is asked every month; no question is asked."""
    post = actor.post
    role = registry.role(post.role) if post and post.path else None
    if role is None or not role.singular or not actor.holds_anywhere(SEE):
        return False
    asked = {
        kind for each in registry.obligations() if each.cycle == "month" and each.count for kind in each.who
    }
    return bool(asked & set(role.kinds))


def ask_for(actor: Actor, obligation: str, period: str) -> Ask:
    """One obligation that can be counted, in a period, or NotFound."""
    found = (each for each in asks_in(actor, period) if each.obligation.id == obligation)
    ask = next((each for each in found if each.obligation.is_shown), None)
    if ask is None:
        raise NotFound
    return ask


def owing_for(actor: Actor, asks: Sequence[Ask]) -> list[Owed]:
    """How each organisation stands with what is asked, who has not done it first."""
    order = list(STATES)
    counted = [each for each in asks if each.obligation.is_shown]
    return sorted(owed_by(actor, counted, clock.today()), key=lambda each: order.index(each.state))


def standings_in(owed: Sequence[Owed]) -> dict[str, int]:
    """How many stand how, what is missing first; none that nobody does."""
    counts = Counter(str(each.state) for each in owed)
    return {state: counts[state] for state in STATES if counts[state]}


def rows_of(owed: Sequence[Owed]) -> Iterator[Sequence[Any]]:
    """The rows of the sheet."""
    for each in owed:
        obligation = each.ask.obligation
        records = (each.count, obligation.measure) if obligation.count else ("", "")
        until = each.ask.until if obligation.count else None
        yield (
            *(each.owner.name, obligation.text.here(), each.ask.words, until),
            *(str(STATES[each.state]), *records, each.reason),
        )


def _present(actor: Actor, excuses: Sequence[Any]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/organisations/{each.organisation_id}/#obligations",
            "organisation": each.organisation.name,
            "obligation": each.obligation,
            "since": each.since,
            "reason": each.reason,
            "made_on": each.made_on,
            "withdrawn_on": each.withdrawn_on,
        }
        for each in excuses
    ]


EXCUSES = Listing(
    "excuses",
    _l("免做"),
    (
        Column("organisation", _l("组织"), width=28),
        Column("obligation", _l("要求"), width=28),
        Column("since", _l("哪一期"), "date"),
        Column("reason", _l("理由"), width=40),
        Column("made_on", _l("哪天定的"), "date"),
        Column("withdrawn_on", _l("哪天收回"), "date"),
    ),
    excuses_for,
    _present,
)
