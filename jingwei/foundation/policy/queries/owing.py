"""Who owes what, for many organisations at once: a fixed number of questions, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import DateField, Value

from jingwei.foundation.ledger.queries import beginning, tallied
from jingwei.foundation.organisations.queries import (
    IN_TERM,
    facts_on,
    led_since,
    organisations_for,
    standing,
    under,
)
from jingwei.foundation.policy.models import Excuse
from jingwei.foundation.policy.queries.editions import Followed, followed_for, followed_on
from jingwei.foundation.policy.queries.owed import MONTHS, Ask, Owed, Owner, in_effect, judge, period_of
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.condition import AllOf, AnyOf, Condition, Fact
from jingwei.kernel.packs.spec.obligation import Obligation

CONTENT = "matters.see"
"""Whose work counts for a reader: that of the organisations where this is held."""
OF_OWNER = ("id", "name", "kind", "path", "founded_on", "ended_on", "university_id")
FEW = 50
"""So many organisations are named in the question; of more, all are counted."""


def asks_of(followed: Followed, on: date) -> list[Ask]:
    """What a document asks in the periods that run on a day, as it binds on that day."""
    return [
        Ask(each, followed.edition.name, *period_of(each, on), on)
        for each in followed.edition.obligations.values()
        if in_effect(each, on)
    ]


def asks_for(actor: Actor, on: date) -> list[Ask]:
    """What is asked in the actor's university: in the periods that run, and in the last month, quarter and year.

    Each past one is read as it bound on its last day; what nothing can count is asked for now alone.
    """
    return _asked(followed_for(actor, (on, *_last_days(on))), on)


def asks_in(university: University, on: date) -> list[Ask]:
    """The same in a university at hand."""
    return _asked(followed_on(university, (on, *_last_days(on))), on)


def _asked(followed: Mapping[date, Sequence[Followed]], on: date) -> list[Ask]:
    found = [ask for each in followed[on] for ask in asks_of(each, on)]
    for last, cycles in _last_days(on).items():
        for each in followed[last]:
            found += [
                Ask(asked, each.edition.name, *period_of(asked, last), on)
                for asked in each.edition.obligations.values()
                if asked.cycle in cycles and asked.count and in_effect(asked, last)
            ]
    return found


def _last_days(on: date) -> dict[date, set[str]]:
    """The last day of the month, quarter and year before those of a day, with the cycles that ended on it."""
    found: dict[date, set[str]] = {}
    for cycle, months in MONTHS.items():
        last = date(on.year, (on.month - 1) // months * months + 1, 1) - DAY
        found.setdefault(last, set()).add(cycle)
    return found


def asks_ended_in(university: University, begins: date, ends: date, on: date) -> list[Ask]:
    """What is asked that can be counted, in the periods whose last day lies in a span: each as it bound on that day.

    Where that day is still to come, as it binds on the day `on`.
    """
    days = [*(last for last in _month_ends(begins, ends) if last < on), on]
    followed = followed_on(university, days)
    found = []
    for day in days:
        for each in followed[day]:
            for asked in each.edition.obligations.values():
                since, until = period_of(asked, day)
                if until is None or not begins <= until <= ends or (until != day and day != on):
                    continue
                if asked.count and in_effect(asked, day):
                    found.append(Ask(asked, each.edition.name, since, until, on))
    return found


def _month_ends(begins: date, ends: date) -> Iterator[date]:
    """The last days of the months from the one in which a span begins to the one in which it ends."""
    for month in range(begins.year * 12 + begins.month, ends.year * 12 + ends.month + 1):
        yield date(month // 12, month % 12 + 1, 1) - DAY


def owed_by(
    actor: Actor, asks: Sequence[Ask], on: date, organisation: int | None = None, *, below: str = ""
) -> list[Owed]:
    """How the organisations whose work the actor may see, one of them or those below a path, stand with what is asked of them.

    Four questions at most, one for the members of all days whose facts are asked for, and one more a day for other facts;
    what does not apply is left out.
    """
    kinds = {kind for ask in asks for kind in ask.obligation.who}
    owners = _owners(actor, kinds, on, organisation, below)
    if not owners:
        return []
    counts = _counts(asks, owners)
    facts = _facts(asks, owners)
    found = [
        Owed(owner, ask, state, count)
        for ask in asks
        for owner in owners
        if owner.kind in ask.obligation.who
        for count in (_count(ask, owner, counts) or _in_term(ask, owner, facts),)
        for state in (judge(ask, owner, count, facts.get((ask.as_of, owner.id), {}), owner.recorded),)
        if state != "none"
    ]
    return _with_excuses(found)


def _with_excuses(found: list[Owed]) -> list[Owed]:
    """The same, those excused told so; asked only where something is not done."""
    missing = [each for each in found if each.state in ("due", "overdue")]
    if not missing:
        return found
    rows = Excuse.objects.filter(
        withdrawn_on=None,
        university__in={each.owner.university_id for each in missing},
        since__in={each.ask.since for each in missing},
    )
    owners = {each.owner.id for each in missing}
    if len(owners) <= FEW:
        rows = rows.filter(organisation__in=owners)
    excused = {
        (organisation, obligation, since): (reason, pk)
        for organisation, obligation, since, reason, pk in rows.values_list(
            "organisation_id", "obligation", "since", "reason", "pk"
        )
    }
    return [
        replace(each, state="excused", reason=told[0], excuse=told[1])
        if each.state in ("due", "overdue")
        and (told := excused.get((each.owner.id, each.ask.obligation.id, each.ask.since)))
        else each
        for each in found
    ]


def _owners(
    actor: Actor, kinds: Iterable[str], on: date, organisation: int | None, below: str
) -> list[Owner]:
    """The organisations that may owe something and whose work the actor may see, in the order of the tree."""
    rows = organisations_for(actor).filter(standing(on), kind__in=sorted(kinds))
    rows = rows.filter(under("path", (below,))) if below else rows
    if not (actor.whole(CONTENT) and actor.university_id):
        rows = rows.filter(under("path", actor.paths(CONTENT)))
    begun = beginning("university_id")
    if organisation is not None:
        told = rows.filter(pk=organisation).values_list(
            *OF_OWNER, begun, led_since(on), Value(on, DateField())
        )
        return [Owner(*row) for row in told]
    return [Owner(*row) for row in rows.order_by("tree", "path").values_list(*OF_OWNER, begun)]


Counts = Mapping[tuple[int, str], Mapping[str, Mapping[tuple[int, int], int]]]
"""By organisation and verb, by result, by span of months."""


def _counts(asks: Sequence[Ask], owners: Sequence[Owner]) -> Counts:
    """Records by organisation and verb in each span of months; one question a tree."""
    counted = [ask for ask in asks if ask.obligation.count]
    verbs = sorted({verb for ask in counted if (c := ask.obligation.count) for verb in (*c.verbs, *c.less)})
    spans = sorted({ask.months for ask in counted})
    universities = sorted({owner.university_id for owner in owners})
    found: dict[tuple[int, str], dict[str, Mapping[tuple[int, int], int]]] = {}
    for tree in (
        sorted({registry.kind(kind).tree for kind in {owner.kind for owner in owners}}) if verbs else ()
    ):
        named = [owner.id for owner in owners] if len(owners) <= FEW else []
        for (owner, verb, result), numbers in tallied(tree, universities, verbs, spans, named).items():
            found.setdefault((owner, verb), {})[result] = dict(zip(spans, numbers, strict=True))
    return found


def _count(ask: Ask, owner: Owner, counts: Counts) -> int:
    if (wanted := ask.obligation.count) is None:
        return 0
    return sum(
        spans.get(ask.months, 0) * (-1 if verb in wanted.less else 1)
        for verb in (*wanted.verbs, *wanted.less)
        for result, spans in counts.get((owner.id, verb), {}).items()
        if not wanted.result or result in wanted.result
    )


def _in_term(ask: Ask, owner: Owner, facts: Mapping[tuple[date, int], Mapping[str, int]]) -> int:
    """For how many months whoever leads has been in the post, where a term is asked for."""
    return facts.get((ask.as_of, owner.id), {}).get(IN_TERM, 0) if ask.obligation.term else 0


def _facts(asks: Sequence[Ask], owners: Sequence[Owner]) -> dict[tuple[date, int], dict[str, int]]:
    """By day and organisation the facts that conditions ask for."""
    wanted: dict[date, set[str]] = {}
    kinds: dict[date, set[str]] = {}
    for ask in asks:
        named = _asked_facts(ask.obligation)
        if named:
            wanted.setdefault(ask.as_of, set()).update(named)
            kinds.setdefault(ask.as_of, set()).update(ask.obligation.who)
    alike: dict[tuple[frozenset[str], frozenset[str]], list[date]] = {}
    for on, names in wanted.items():
        alike.setdefault((frozenset(names), frozenset(kinds[on])), []).append(on)
    return {
        (on, owner): facts
        for (names, asked), days in alike.items()
        for on, found in facts_on([o for o in owners if o.kind in asked], days, names).items()
        for owner, facts in found.items()
    }


def _asked_facts(obligation: Obligation) -> set[str]:
    named = set(_named(obligation.when)) if obligation.when is not None else set()
    return named | {IN_TERM} if obligation.term is not None else named


def _named(condition: Condition) -> Iterator[str]:
    """The facts that a condition compares."""
    match condition:
        case Fact():
            yield condition.fact
        case AllOf() | AnyOf():
            for part in condition.all if isinstance(condition, AllOf) else condition.any:
                yield from _named(part)
        case _:
            yield from _named(condition.negated)
