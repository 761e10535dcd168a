"""Imports over the API: hand in a sheet as multipart, read what it would change, then act."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query
from ninja.files import UploadedFile

from jingwei.adapters.sheets.answer import XLSX
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.access import actor_of
from jingwei.kernel.actions import VERBS
from jingwei.kernel.actor import Actor
from jingwei.kernel.listing import DEFAULT_LIMIT, MOST, take
from jingwei.kernel.resources import PROBLEMS, Answer, OpenVerb, Resource, open_verbs, router_of
from jingwei.mechanisms.imports.actions import hand_in
from jingwei.mechanisms.imports.queries import IMPORTS, ROWS, import_for, marked_sheet, progress_of

FIRST_FAULTS = 200
NAMES = ("imports.apply", "imports.discard", "imports.undo")


class FaultOut(Answer):
    """What is wrong with one cell, and how to mend it."""

    column: str
    code: str
    what: str
    mend: str


class FaultyRowOut(Answer):
    """A row that cannot be taken; `row` as people see it in the sheet."""

    row: int
    title: str
    faults: list[FaultOut]


class ProgressOut(Answer):
    """How far an import is that is under way; `total` is 0 where it cannot be counted."""

    stage: str
    done: int
    total: int


class ImportOut(Answer):
    """An import: counts, columns left aside, and its first faulty rows.

    A large sheet is read, written and taken back by the queue. Until then `state` is `reading`, `applying` or
    `undoing`, and `progress` tells how far it is: ask again. Where it could not be done, `said` tells why.
    """

    id: int
    kind: str
    file: str
    sheet: str
    state: str
    progress: ProgressOut | None
    said: str
    new: int
    changed: int
    same: int
    faulty: int
    aside: list[str]
    made_by: str
    made_at: datetime
    applied_at: datetime | None
    version: int
    faults: list[FaultyRowOut]


class PreviewOut(ImportOut):
    """A new preview, with the verbs open on it."""

    actions: list[OpenVerb]


class RowOut(Answer):
    """One row of a preview: what it changes, or its faults."""

    id: int
    url: str
    outcome: str
    number: int
    title: str
    changes: list[dict[str, str]]
    faults: list[FaultOut]


class RowsOut(Answer):
    """A page of the rows of a preview."""

    items: list[RowOut]
    next: str | None


def _detail(actor: Actor, batch: Any) -> dict[str, Any]:
    same = "id kind sheet state said new changed same faulty made_by made_at applied_at version".split()
    asked = {"batch": str(batch.pk), "outcome": "faulty"}
    rows = take(ROWS, actor, asked, limit=FIRST_FAULTS).items if batch.faulty else []
    far = progress_of(batch)
    return {name: getattr(batch, name) for name in same} | {
        "progress": vars(far) if far else None,
        "file": batch.file_name,
        "aside": batch.aside.splitlines(),
        "faults": [{"row": r["number"], "title": r["title"], "faults": r["faults"]} for r in rows],
    }


_router = router_of(Resource("imports", import_for, _detail, ImportOut, IMPORTS, verbs=NAMES))


@_router.post(
    "",
    response={200: PreviewOut, **PROBLEMS},
    operation_id="imports.preview",
    summary=VERBS["imports.preview"].summary,
)
def preview(request: HttpRequest, file: File[UploadedFile], kind: Form[str] = "") -> dict[str, Any]:
    """Hand in a sheet; its kind is read from the header where it is not given.

    A small sheet is answered with its preview, `state` `previewed`; a large one with `state` `reading`, see `progress`.
    """
    actor = actor_of(request)
    batch = hand_in(
        university_for(actor), actor=actor, pieces=file.chunks(), file_name=file.name or "", kind=kind
    )
    return _detail(actor, batch) | {"actions": open_verbs(actor, batch, NAMES)}


@_router.get("/{int:id}/rows", response={200: RowsOut, **PROBLEMS}, operation_id="imports.rows")
def rows(
    request: HttpRequest,
    id: int,
    outcome: str = "",
    cursor: str = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = DEFAULT_LIMIT,
) -> dict[str, Any]:
    """The rows of a preview that are new, changed or faulty."""
    actor = actor_of(request)
    asked = {"batch": str(import_for(actor, id).pk), "outcome": outcome}
    found = take(ROWS, actor, asked, cursor=cursor, limit=limit)
    return {"items": found.items, "next": found.next}


SHEET = {"description": "the workbook", "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}


@_router.get(
    "/{int:id}/faults.xlsx",
    operation_id="imports.faults",
    response=PROBLEMS,
    openapi_extra={"responses": {200: SHEET}},
)
def faults(request: HttpRequest, id: int) -> HttpResponse:
    """The sheet that was handed in, its faults marked."""
    actor = actor_of(request)
    batch = import_for(actor, id)
    headers = {"Content-Disposition": f'attachment; filename="import-{batch.pk}.xlsx"'}
    return HttpResponse(marked_sheet(actor, batch), content_type=XLSX, headers=headers)


routers = {"imports": _router}
