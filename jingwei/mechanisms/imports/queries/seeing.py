"""Which imports may be seen, the rows of a preview page by page, and the sheet given back with its faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.progress import Told, told
from jingwei.adapters.sheets.faults import CELL_FAULTS, CellFault
from jingwei.adapters.sheets.mark import marked
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound, Text
from jingwei.kernel.listing import Column, Filter, Listing, Row, Slice, take
from jingwei.mechanisms.imports.models import Import, ImportRow, kind_labels
from jingwei.mechanisms.imports.queries.planning import kept_sheet, plan_of, read_sheet

SEE = reading("imports.see", _l("看导入"), "See what was imported, and what a preview would change.")
RECENT = 10


def imports_for(actor: Actor) -> QuerySet[Import]:
    """The imports of the actor's university, where the actor may see them at all."""
    rows = Import.objects.filter(university_id=actor.university_id)
    return rows if actor.whole(SEE) or actor.holds_anywhere(SEE) else rows.none()


def import_for(actor: Actor, import_id: int) -> Import:
    """One import as the actor may see it, or NotFound."""
    found = imports_for(actor).select_related("university").filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


def recent_imports(actor: Actor) -> list[Import]:
    """The latest imports."""
    return list(imports_for(actor).order_by("-id")[:RECENT])


STAGES: dict[str, Text] = {
    "waiting": _l("排队等候"),
    "read": _l("打开表格"),
    "compare": _l("和现有名册比对"),
    "keep": _l("整理预览"),
    "write": _l("写入名册"),
    "check": _l("核对有没有被用到"),
    "remove": _l("收回"),
}


def progress_of(batch: Import) -> Told | None:
    """How far an import is that is under way: waiting, where nobody has told of it yet."""
    return (told(batch.progress_name) or Told("waiting")) if batch.is_under_way else None


def marked_sheet(actor: Actor, batch: Import) -> bytes:
    """The user's own sheet, faulty cells marked, as it stands against what is there now."""
    if not batch.digest:
        raise NotFound(_("这张表已经按期清除，请用自己手里的原表。"))
    _kind, table = read_sheet(kept_sheet(batch.digest), batch.file_name, batch.kind, importer=actor)
    plan_of(actor, batch.kind, table)
    return marked(table)


def shown_row(row: ImportRow) -> dict[str, Any]:
    """A row of a preview in the reader's words: changes with old and new, or faults with how to mend them."""
    shown: dict[str, Any] = {"number": row.number, "title": row.title, "changes": [], "faults": []}
    if row.outcome == ImportRow.Outcome.FAULTY:
        for column, code, values in row.said:
            fault = CellFault(code, values)
            known = code in CELL_FAULTS
            shown["faults"].append(
                {"column": column, "code": code, "what": fault.what, "mend": fault.mend} if known else {}
            )
    else:
        shown["changes"] = [{"label": label, "old": old, "new": new} for label, old, new in row.said]
    return shown


def page_of_rows(actor: Actor, batch: Import, asked: Mapping[str, str]) -> dict[str, Any]:
    """One page of the rows of a preview, the faulty ones first, and the ways to the others."""
    counts = {"faulty": batch.faulty, "new": batch.new, "changed": batch.changed, "same": batch.same}
    shown = asked.get("show") or next((name for name, count in counts.items() if count), "new")
    if shown not in counts:
        raise NotFound
    found = Slice([], None)
    if shown != "same":
        wanted = {"batch": str(batch.pk), "outcome": shown}
        found = take(ROWS, actor, wanted, cursor=asked.get("cursor", ""))
    labels = {**dict(ImportRow.Outcome.choices), "same": _l("不变")}
    return {
        "shown": shown,
        "rows": found,
        "tabs": [
            {"label": f"{labels[name]} {count}", "url": f"?show={name}", "current": name == shown}
            for name, count in counts.items()
        ],
        "next_url": f"?{urlencode({'show': shown, 'cursor': found.next})}" if found.next else "",
        "first_url": f"?show={shown}" if asked.get("cursor") else "",
    }


def _rows_for(actor: Actor) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(batch__in=imports_for(actor))


def _present_rows(actor: Actor, rows: Sequence[ImportRow]) -> list[Row]:
    return [{"id": row.pk, "url": "", "outcome": row.outcome, **shown_row(row)} for row in rows]


ROWS = Listing(
    name="import-rows",
    label=_l("导入的行"),
    columns=(
        Column("number", _l("行"), "number", 8),
        Column("title", _l("内容"), width=30),
        Column("outcome", _l("结果"), "chip"),
    ),
    visible=_rows_for,
    present=_present_rows,
    order=("number", "id"),
    filters=(
        Filter("batch", _l("哪次导入"), lambda actor, value: Q(batch_id=int(value))),
        Filter("outcome", _l("结果"), lambda actor, value: Q(outcome=ImportRow.Outcome(value))),
    ),
)


def _known(kind: str) -> str:
    """A kind of sheet; ValueError where there is none of this name."""
    if kind not in kind_labels():
        raise ValueError(kind)
    return kind


def _present(actor: Actor, rows: Sequence[Import]) -> list[Row]:
    return [
        {
            "id": one.pk,
            "url": f"/imports/{one.pk}/",
            "file": one.file_name,
            "kind": one.kind_label,
            "state": one.state_label,
            "new": one.new,
            "changed": one.changed,
            "same": one.same,
            "faulty": one.faulty,
            "made_by": one.made_by,
            "made_at": one.made_at,
        }
        for one in rows
    ]


IMPORTS = Listing(
    name="imports",
    label=_l("导入"),
    columns=(
        Column("file", _l("文件"), width=30),
        Column("kind", _l("类别"), "chip"),
        Column("state", _l("状态"), "chip"),
        Column("new", _l("新增"), "number"),
        Column("changed", _l("更正"), "number"),
        Column("same", _l("不变"), "number"),
        Column("faulty", _l("有问题"), "number"),
        Column("made_by", _l("谁")),
        Column("made_at", _l("时间"), "time"),
    ),
    visible=imports_for,
    present=_present,
    order=("-id",),
    filters=(Filter("kind", _l("类别"), lambda actor, value: Q(kind=_known(value))),),
)
