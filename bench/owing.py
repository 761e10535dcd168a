"""Reads what organisations owe in 36 months, asks the records bare, and one organisation; run inside a place."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle, islice

from django.db.models import Count

from jingwei.adapters import clock
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.organisations.queries import actor_in_post
from jingwei.foundation.people.queries import account_named
from jingwei.foundation.policy.queries.owed import Ask, period_of
from jingwei.foundation.policy.queries.owing import owed_by
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.shell.sign_in import first_post

OBLIGATIONS, MONTHS, SINGLE = 40, 36, 100
PACK = "heilongjiang-2022-38"


def main(_arguments: list[str]) -> dict[str, list[float]]:
    """Seconds of the whole and of the bare question; milliseconds of one organisation in one month; what there is."""
    actor, asked = _officer(), _obligations()
    owners = list(Organisation.objects.filter(tree="party").order_by("path").values_list("pk", flat=True))
    states: Counter[str] = Counter()

    def everything() -> None:
        for last in _last_days():
            states.update(each.state for each in owed_by(actor, _asks(asked, last), last))

    bare, whole = _seconds(lambda: _bare(asked)), _seconds(everything)
    day = clock.today()
    today = _asks(asked, day)
    one = [1000 * _seconds(lambda pk=pk: owed_by(actor, today, day, pk)) for pk in owners[:SINGLE]]  # type: ignore[misc]
    numbers = (len(owners), len(asked), Record.objects.count(), sum(states.values()), states["met"])
    return {"whole": [whole], "bare": [bare], "one": one, "there": list(numbers)}


def _officer() -> Actor:
    """The officer of the province, who sees them all."""
    account = account_named("province")
    assert account is not None
    actor = actor_in_post(account.pk, first_post(account))
    assert actor is not None
    return actor


def _obligations() -> list[Obligation]:
    """Those of the pack that records show, again and again under other names, each asked of every kind of the Party tree."""
    kinds = tuple(kind.id for kind in registry.kinds() if kind.tree == "party")
    counted = [each for each in registry.pack(PACK).obligations.values() if each.count is not None]
    cycles = cycle(("month", "quarter", "year"))
    return [
        each.model_copy(update={"id": f"{each.id}-{number}", "who": kinds, "cycle": next(cycles)})
        for number, each in enumerate(islice(cycle(counted), OBLIGATIONS))
    ]


def _last_days() -> Iterator[date]:
    """The last days of the months before this one, the latest first."""
    day = clock.today().replace(day=1)
    for _month in range(MONTHS):
        day = (day - timedelta(days=1)).replace(day=1)
        yield (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _asks(asked: list[Obligation], on: date) -> list[Ask]:
    return [Ask(each, f"{PACK}@1", *period_of(each, on), on) for each in asked]


def _bare(asked: list[Obligation]) -> None:
    """How many records of these verbs each organisation has in each month: what any recompute has to ask."""
    verbs = sorted({verb for each in asked if each.count for verb in each.count.verbs})
    rows = Record.objects.filter(verb__in=verbs).order_by().values_list("party_id", "verb", "month")
    list(rows.annotate(Count("pk")))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
