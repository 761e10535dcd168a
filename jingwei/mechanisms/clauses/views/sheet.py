"""All clauses of a document with their state, one of them, the table as a sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingwei.adapters.sheets.answer import workbook
from jingwei.adapters.sheets.write import Column
from jingwei.foundation.policy.queries import SEE, Followed, undecided_for
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.pages import page
from jingwei.mechanisms.clauses.forms import OfficialTextForm
from jingwei.mechanisms.clauses.queries import Row, Sheet, clause_for, left_with, now_at, sheet_for
from jingwei.mechanisms.clauses.rules import GAP, LABELS, THREADS
from jingwei.ui.weave import strip

NUMERALS = "零一二三四五六七八九十"


@holding(SEE)
@require_GET
def clauses(request: HttpRequest) -> HttpResponse:
    """All clauses of a document, or those of one state."""
    actor = actor_of(request)
    sheet = sheet_for(actor, request.GET.get("document", ""))
    state = request.GET.get("state", "") if request.GET.get("state") in LABELS else ""
    rows = [row for row in sheet.rows if state in ("", row.state)]
    context = {
        "sheet": sheet,
        "document": sheet.followed.edition.about.document,
        "chapters": [_chapter(section, held) for section, held in sheet.chapters(rows)],
        "legend": _legend(sheet, state),
        "state": state,
        "gaps": sheet.counts[GAP],
        "summaries": sum(row.text is None for row in rows),
        "adoptable": _may_adopt(actor, sheet),
        "documents": _documents(sheet),
        "address": f"document={sheet.followed.pack}&" if len(sheet.documents) > 1 else "",
        "undecided": len(undecided_for(actor)),
        "may_attach": actor.holds_anywhere("clauses.attach_text"),
    }
    return page(request, "clauses/clauses.html", context)


def _may_adopt(actor: Actor, sheet: Sheet) -> bool:
    if not (sheet.followed.newer and actor.holds_anywhere("packs.adopt")):
        return False
    return may(actor, "packs.adopt", sheet.followed.university, pack=sheet.followed.edition.about.id) is None


def _documents(sheet: Sheet) -> list[dict[str, Any]]:
    """The documents to choose from, none where there is one."""
    if len(sheet.documents) < 2:
        return []
    return [
        {
            "label": each.edition.about.label.here(),
            "url": f"?document={each.pack}",
            "current": each.pack == sheet.followed.pack,
        }
        for each in sheet.documents
    ]


def _chapter(section: Any, rows: list[Row]) -> dict[str, Any]:
    numeral = NUMERALS[section.number] if section.number < len(NUMERALS) else str(section.number)
    return {
        "id": f"section-{section.number}",
        "number": numeral if get_language() != "en" else str(section.number),
        "title": section.title.here(),
        "rows": rows,
        "cloth": strip("".join(THREADS[row.state] for row in rows)),
    }


def _legend(sheet: Sheet, state: str) -> list[dict[str, Any]]:
    return [
        {
            "state": key,
            "label": label,
            "count": sheet.counts[key],
            "thread": strip(THREADS[key]),
            "current": key == state,
        }
        for key, label in LABELS.items()
        if sheet.counts[key]
    ]


@holding(SEE)
@require_GET
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """One clause with what it asks, who carries it out, and what was recorded; an older one leads on to its heir."""
    try:
        return clause_page(request, clause_id, OfficialTextForm())
    except NotFound:
        if left := left_with(actor_of(request), clause_id):
            return _left(request, left, clause_id)
        heirs = now_at(actor_of(request), clause_id)
    to = reverse("clauses:one", args=heirs) if len(heirs) == 1 else f"/clauses/changes/#clause:{clause_id}"
    return redirect(to)


def _left(request: HttpRequest, left: Followed, clause_id: str) -> HttpResponse:
    """A clause of a document that is followed no more, as it read on the last day."""
    found = left.edition.clauses[clause_id]
    crumbs = [{"label": _("条款落实"), "url": "/clauses/"}, {"label": found.shown}]
    context = {
        "clause": found,
        "document": left.edition.about.document,
        "until": left.until,
        "crumbs": crumbs,
    }
    return page(request, "clauses/left.html", context)


def clause_page(
    request: HttpRequest, clause_id: str, form: OfficialTextForm, status: int = 200
) -> HttpResponse:
    """The page of one clause, with what was typed."""
    actor = actor_of(request)
    found = clause_for(actor, clause_id)
    context = {
        "found": found,
        "row": found.row,
        "document": found.followed.edition.about.document,
        "form": form,
        "may_attach": may(actor, "clauses.attach_text", found.followed.university) is None,
        "crumbs": [{"label": _("条款落实"), "url": "/clauses/"}, {"label": found.row.clause.shown}],
    }
    return page(request, "clauses/clause.html", context, status=status)


@holding(SEE)
@require_GET
def table(request: HttpRequest) -> StreamingHttpResponse:
    """The table of all clauses with their state, as a workbook."""
    sheet = sheet_for(actor_of(request), request.GET.get("document", ""))
    titles = (
        _("条款编号"),
        _("部分"),
        _("内容"),
        _("是不是正式文本"),
        _("状态"),
        _("在办事项"),
        _("今年办结"),
    )
    more = (_("今年得到认可"), _("要求"), _("还没做到的组织"))
    widths = (8, 14, 60, 16, 10, 10, 10, 14, 60, 16)
    columns = [Column(title, width) for title, width in zip(titles + more, widths, strict=True)]
    name = _("条款落实 {day}").format(day=sheet.on)
    return workbook(name, columns, map(_cells, sheet.rows))


def _cells(row: Row) -> tuple[Any, ...]:
    return (
        row.clause.shown,
        row.section.title.here(),
        row.text.text if row.text else row.clause.summary.here(),
        _("正式文本") if row.text else _("概述"),
        row.label,
        row.work.in_hand,
        row.work.closed,
        row.work.confirmed,
        "\n".join(standing.obligation.text.here() for standing in row.standings),
        sum(len(standing.owing) for standing in row.gaps),
    )
