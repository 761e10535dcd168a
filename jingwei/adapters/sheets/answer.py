"""A sheet of our own making as the answer to a request, written while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from jingwei.adapters.sheets.write import Column, stream_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    name: str, columns: Sequence[Column | str], rows: Iterable[Sequence[Any]], *, title: str = ""
) -> StreamingHttpResponse:
    """The answer that carries the rows; `name` is the file's without its ending, `title` the sheet's, the same unless said."""
    response = StreamingHttpResponse(stream_xlsx(title or name, columns, rows), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response
