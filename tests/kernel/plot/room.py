"""The verbs of the garden. Declared while a test uses them, unknown to everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from jingwei.foundation.ledger.actions import record
from jingwei.kernel import events, flow, reactions
from jingwei.kernel.actions import VERBS, Reason, action
from jingwei.kernel.actor import Actor, Grant
from jingwei.kernel.errors import NotFound
from jingwei.kernel.events import Event
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.flow import Step
from jingwei.kernel.listing import Column, Filter, Listing
from jingwei.kernel.reactions import when
from tests.kernel.plot.models import Bed, Plot

REGISTERS: tuple[dict[str, Any], ...] = (
    VERBS,
    events.EVENTS,
    flow.FLOWS,
    reactions.REACTIONS,
    reactions._by_verb,
)
_before = [set(register) for register in REGISTERS]


@dataclass(frozen=True, kw_only=True)
class Dug(Event):
    verb = "plot.dig"
    sentence = "{actor} 在 {subject} 挖了 {deep} 尺"
    deep: int


@dataclass(frozen=True, kw_only=True)
class Sown(Event):
    verb = "plot.sow"
    sentence = "{actor} 在 {subject} 种下 {crop}，由 {helper} 帮忙"
    personal = ("helper",)
    crop: str
    helper: str = ""


@dataclass(frozen=True, kw_only=True)
class Reaped(Event):
    verb = "plot.reap"
    sentence = "{actor} 收了 {subject}"


@dataclass(frozen=True, kw_only=True)
class Watered(Event):
    verb = "plot.water"
    sentence = "{actor} 给 {subject} 浇水"


@dataclass(frozen=True, kw_only=True)
class Trampled(Event):
    verb = "plot.trample"
    sentence = "{actor} 踩了 {subject}"


@dataclass(frozen=True, kw_only=True)
class Laid(Event):
    verb = "plot.lay"
    sentence = "{actor} 开出 {subject}"


@dataclass(frozen=True, kw_only=True)
class Weeded(Event):
    verb = "plot.weed"
    sentence = "{actor} 给 {subject} 除草"


GARDEN = flow.flow(
    "garden", "bare", Step("dig", "bare", "dug"), Step("sow", "dug", "sown"), Step("reap", "sown", "bare")
)


def not_on_sunday(actor: Actor, plot: Plot, on: date | None = None) -> Reason | None:
    """A rule that asks for one value of the request by name."""
    return Reason("星期天不翻地。", "9.9") if on and on.isoweekday() == 7 else None


def has_a_bed(plot: Plot) -> Reason | None:
    """A gate: something is still missing."""
    return None if plot.bed_set.exists() else Reason("还差一畦。", "1.2")


@action("plot.dig", label="翻地", rule=not_on_sunday, flow=GARDEN)
def dig(plot: Plot, *, actor: Actor, deep: int = 1, on: date | None = None) -> Plot:
    """Turn the soil."""
    plot.state = GARDEN.advance(plot.state, "dig")
    plot.spades += deep
    plot.version += 1
    plot.save()
    record(Dug(deep=deep), actor=actor, subject=plot)
    return plot


@action("plot.sow", label="播种", flow=GARDEN, gate=has_a_bed)
def sow(plot: Plot, *, actor: Actor, crop: str, helper: str = "") -> Plot:
    """Put seed into the soil."""
    plot.state = GARDEN.advance(plot.state, "sow")
    plot.save()
    record(Sown(crop=crop, helper=helper), actor=actor, subject=plot)
    return plot


@action("plot.reap", label="收割", flow=GARDEN)
def reap(plot: Plot, *, actor: Actor) -> Plot:
    """Take the crop, and water what is left: a verb that calls another."""
    plot.state = GARDEN.advance(plot.state, "reap")
    plot.save()
    water(plot, actor=actor)
    record(Reaped(), actor=actor, subject=plot)
    return plot


@action("plot.water", label="浇水")
def water(plot: Plot, *, actor: Actor) -> Plot:
    """Pour water."""
    record(Watered(), actor=actor, subject=plot)
    return plot


@action("plot.trample", label="踩")
def trample(plot: Plot, *, actor: Actor, quietly: bool = True) -> Plot:
    """Step on it: leaves no record, or one of another verb."""
    plot.name = "踩过"
    plot.save()
    if not quietly:
        record(Watered(), actor=actor, subject=plot)
    return plot


@action("plot.lay", label="开畦", within=GARDEN)
def lay(bed: Bed, *, actor: Actor) -> Bed:
    """Lay out a bed: a part, locked through its plot."""
    record(Laid(), actor=actor, subject=bed)
    return bed


@action("plot.weed", label="除草")
def weed(bed: Bed, *, actor: Actor) -> Bed:
    """Pull the weeds of a bed, which has no version of its own."""
    record(Weeded(), actor=actor, subject=bed)
    return bed


HEARD: list[int] = []
FAILING: list[Exception] = []


@when("plot.water")
def hear(record: Any) -> None:
    """Remember that it was heard; fail while told to."""
    if FAILING:
        raise FAILING.pop()
    HEARD.append(record.pk)


def gardener(university_id: int, path: str = "0001", *verbs: str, **more: Any) -> Actor:
    """Somebody who may do all in the garden below `path`, or only the verbs named."""
    grant = Grant(frozenset(verbs or ("plot.*",)), (path,))
    return Actor("person", "园丁", university_id, person_id=1, account_id=1, grants=(grant,), **more)


def visible_plots(actor: Actor) -> Any:
    """All plots of the actor's university."""
    return Plot.objects.filter(university_id=actor.university_id)


def plot_for(actor: Actor, plot_id: int) -> Plot:
    """One plot, or NotFound."""
    found = visible_plots(actor).filter(pk=plot_id).first()
    if found is None:
        raise NotFound
    return found


def _present(actor: Actor, rows: Any) -> list[dict[str, Any]]:
    return [{"id": p.pk, "url": "", "name": p.name, "rank": p.rank} for p in rows]


def plots(*order: str) -> Listing:
    """The plots as a list in this order."""
    columns = (Column("name", "名"), Column("rank", "序", "number"))
    filters = (Filter("rank", "序", lambda actor, value: Q(rank=int(value))),)
    return Listing("plots", "地块", columns, visible_plots, _present, order, filters)


fetched_by(Plot, plot_for)
_declared = [
    {key: register[key] for key in register.keys() - known}
    for register, known in zip(REGISTERS, _before, strict=True)
]
for _register, _names in zip(REGISTERS, _declared, strict=True):
    for _name in _names:
        del _register[_name]


@contextmanager
def declared() -> Iterator[None]:
    """The garden is part of the house for the length of a block."""
    for register, ours in zip(REGISTERS, _declared, strict=True):
        register.update(ours)
    try:
        yield
    finally:
        for register, ours in zip(REGISTERS, _declared, strict=True):
            for name in ours:
                register.pop(name, None)
