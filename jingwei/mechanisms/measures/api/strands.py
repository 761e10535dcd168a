"""The balance of the two strands over the API, and what stands out in the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from jingwei.kernel.access import actor_of
from jingwei.kernel.listing import DEFAULT_LIMIT, MOST
from jingwei.kernel.resources import PROBLEMS, Answer
from jingwei.mechanisms.measures.api.asking import MeasureQuery, RowsPage, about, rows_out
from jingwei.mechanisms.measures.forms import reading_of
from jingwei.mechanisms.measures.queries.standing_out import standing_out_of
from jingwei.mechanisms.measures.queries.steps import steps_for
from jingwei.mechanisms.measures.queries.weave import Warned, matters_of, warned_below, weave_of

balance, standing = Router(tags=["measures"]), Router(tags=["measures"])


class WarnedOut(Answer):
    """One strand that stands much alone: `way` is `warp` or `weft`."""

    way: str
    label: str
    reason: str


class WarnedBelowOut(Answer):
    """An organisation of the next level with what it is warned of, in the order of the tree."""

    organisation: int
    name: str
    warned: list[WarnedOut]


class TallyOut(Answer):
    """How many matters are woven, have one strand alone, or cannot be told yet."""

    woven: int
    warp: int
    weft: int
    early: int


class MonthOut(TallyOut):
    """The matters at work in one month, as they could be read at its end."""

    month: str


class StepOut(Answer):
    """One thing to do, and where it begins; `side` is whose act it is."""

    kind: str
    title: str
    why: str
    side: str
    act: str
    url: str


class WeaveOut(TallyOut):
    """The balance of the two strands; `is_few` says that there are too few matters to warn of anything."""

    organisation: int
    begun: str = Field(serialization_alias="from")
    ended: str = Field(serialization_alias="to")
    is_few: bool
    origin: str
    months: list[MonthOut]
    warned: list[WarnedOut]
    warned_below: list[WarnedBelowOut]
    steps: list[StepOut]
    actions: list[str]


class WeaveRowsQuery(MeasureQuery):
    """Which of the four readings to open, and which page of it."""

    reading: str = Field("woven", max_length=12)
    cursor: str = Field("", max_length=500)
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST)


@balance.get("", response={200: WeaveOut, **PROBLEMS}, operation_id="measures.weave", by_alias=True)
def one_weave(request: HttpRequest, asked: Annotated[MeasureQuery, Query(...)]) -> dict[str, Any]:
    """The balance of the two strands of an organisation, its warnings, and what is most useful to do."""
    actor, (organisation, span) = actor_of(request), about(request, asked)
    woven = weave_of(organisation, span)
    return vars(woven.counts) | {
        "organisation": organisation.pk,
        "begun": span.begun,
        "ended": span.ended,
        "is_few": woven.is_few,
        "origin": woven.rule.origin.here() if woven.rule else "",
        "months": [vars(each.counts) | {"month": f"{each.first:%Y-%m}"} for each in woven.months],
        "warned": _warned(woven.warned),
        "warned_below": [
            {"organisation": e.organisation.pk, "name": e.organisation.name, "warned": _warned(e.warned)}
            for e in warned_below(actor, organisation, woven)
        ],
        "steps": [vars(each) for each in steps_for(actor, organisation, woven)],
        "actions": [],
    }


def _warned(warned: Sequence[Warned]) -> list[dict[str, str]]:
    return [{"way": e.way, "label": e.rule.label.here(), "reason": e.reason} for e in warned]


@balance.get("/rows", response={200: RowsPage, **PROBLEMS}, operation_id="measures.weave_rows")
def weave_rows(request: HttpRequest, asked: Annotated[WeaveRowsQuery, Query(...)]) -> dict[str, Any]:
    """The matters behind one number of the balance."""
    reading = reading_of({"reading": asked.reading})
    organisation, span = about(request, asked)
    woven = weave_of(organisation, span)
    return rows_out(
        matters_of(actor_of(request), woven, reading, organisation, cursor=asked.cursor, limit=asked.limit)
    )


class StandingOutOut(Answer):
    """What stands out, how many notes of how many, and why it is shown; it lowers no figure."""

    kind: str
    label: str
    words: str
    why: str
    part: int
    whole: int
    details: list[str]


class StandingOutPage(Answer):
    """Everything that stands out: always one page."""

    items: list[StandingOutOut]
    next: str | None


@standing.get("", response={200: StandingOutPage, **PROBLEMS}, operation_id="measures.standing_out")
def standing_out(request: HttpRequest, asked: Annotated[MeasureQuery, Query(...)]) -> dict[str, Any]:
    """List what stands out in the records of an organisation."""
    organisation, span = about(request, asked)
    found = standing_out_of(actor_of(request), organisation, span)
    return {"items": [asdict(each) for each in found], "next": None}


routers = {"measures/weave": balance, "measures/standing-out": standing}
