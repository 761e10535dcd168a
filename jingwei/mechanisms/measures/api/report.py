"""The report of an organisation as a paper over the API."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from jingwei.adapters.papers.answer import paper_answer
from jingwei.kernel.access import actor_of
from jingwei.kernel.resources import PROBLEMS
from jingwei.mechanisms.measures.api.asking import MeasureQuery, about
from jingwei.mechanisms.measures.queries.report import report_of

router = Router(tags=["measures"])
PAPER = {"description": "the paper", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}


class ReportQuery(MeasureQuery):
    """As which file it is written: to go on writing in, or to file."""

    kind: Literal["docx", "pdf"] = Field("docx")


@router.get("", response=PROBLEMS, operation_id="measures.report", openapi_extra={"responses": {200: PAPER}})
def report(request: HttpRequest, asked: Annotated[ReportQuery, Query(...)]) -> HttpResponse:
    """The report of an organisation about a quarter or a year, as a paper; of other months, and as of a day, there is none."""
    organisation, span = about(request, asked)
    return paper_answer(*report_of(actor_of(request), organisation, span), asked.kind)


routers = {"measures/report": router}
