"""Any list as a sheet: the same columns, the same visible rows, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from jingwei.adapters import clock
from jingwei.adapters.sheets.answer import workbook
from jingwei.adapters.sheets.write import Column
from jingwei.kernel.access import actor_of
from jingwei.kernel.listing import Listing, stream


def wants_sheet(request: HttpRequest) -> bool:
    """Whether the reader asked for the list as a sheet."""
    return request.GET.get("format") == "xlsx"


def sheet_of(request: HttpRequest, listing: Listing) -> StreamingHttpResponse:
    """The whole list under the filters of the address, as an .xlsx that is written while it is read."""
    asked = {key: str(value) for key, value in request.GET.items() if key not in ("format", "cursor")}
    columns = [Column(str(column.label), column.width) for column in listing.columns]
    name = f"{listing.label}-{asked.get('on') or clock.today().isoformat()}"
    return workbook(name, columns, _cells(request, listing, asked), title=str(listing.label))


def _cells(request: HttpRequest, listing: Listing, asked: dict[str, str]) -> Iterator[list[Any]]:
    keys = [column.key for column in listing.columns]
    for row in stream(listing, actor_of(request), asked):
        yield [row[key] for key in keys]
