"""What every question to the measures asks alike: whose, when, which page; and a page of rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Schema

from jingwei.kernel.access import actor_of
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.resources import AS_OF, Answer
from jingwei.mechanisms.measures.forms import asked_of
from jingwei.mechanisms.measures.queries import SEE, Opened, Span, organisation_of


class MeasureQuery(Schema):
    """Which organisation (by default that of the post in use) and which months, each as `2026-10`."""

    organisation: str = Field("", max_length=20)
    begun: str = Field("", alias="from", max_length=7)
    ended: str = Field("", alias="to", max_length=7)
    on: str = Field("", max_length=10, description=AS_OF)
    period: str = Field(
        "", max_length=6, description="a quarter as 2026q4 or a year as 2026, instead of months"
    )


class RowOut(Answer):
    """A record, or an organisation with its latest record; `counted` says that it is in the numerator.

    `period` is empty except where organisations are counted once in each quarter.
    """

    id: int
    organisation: str
    kind: str
    period: str
    sentence: str
    subject: str
    at: datetime | None
    actor: str
    post: str
    side: str
    url: str
    counted: bool


class RowsPage(Answer):
    """`shown` rows are open to you and `hidden` are not; together they are `total`, the number itself."""

    items: list[RowOut]
    next: str | None
    total: int
    shown: int
    hidden: int


def rows_out(opened: Opened) -> dict[str, Any]:
    """A page of rows as the API gives it."""
    keys = RowOut.model_fields
    return {
        "items": [{key: row[key] for key in keys} for row in opened.items],
        "next": opened.next,
        "total": opened.total,
        "shown": opened.shown,
        "hidden": opened.hidden,
    }


def about(request: HttpRequest, asked: MeasureQuery) -> tuple[Any, Span]:
    """The organisation and the span asked about, or a refusal."""
    actor, read = actor_of(request), asked_of(address_of(asked))
    if not actor.holds_anywhere(SEE):
        raise NotAllowed("no-grant", _("你现在的身份不能看融合分析。"))
    return organisation_of(actor, read.organisation_id, read.on), read.span


def address_of(asked: MeasureQuery) -> dict[str, str]:
    """The question as an address would have it."""
    return {key: str(value) for key, value in asked.model_dump(by_alias=True).items()}
