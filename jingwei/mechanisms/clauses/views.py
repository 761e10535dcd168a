"""The pages of clauses: all of them with their state, one of them, the table as a sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jingwei.adapters.sheets.write import Column, stream_xlsx
from jingwei.foundation.policy.actions import adopt_pack, attach_text
from jingwei.foundation.policy.queries import SEE, followed_by
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.pages import go, page
from jingwei.mechanisms.clauses.forms import OfficialTextForm
from jingwei.mechanisms.clauses.queries import Row, Sheet, clause_for, sheet_for
from jingwei.mechanisms.clauses.rules import GAP, LABELS, THREADS
from jingwei.ui.weave import strip

NUMERALS = "零一二三四五六七八九十"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@holding(SEE)
@require_GET
def clauses(request: HttpRequest) -> HttpResponse:
    """All clauses, or those of one state."""
    actor = actor_of(request)
    sheet = sheet_for(actor)
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
    }
    return page(request, "clauses/clauses.html", context)


def _may_adopt(actor: Actor, sheet: Sheet) -> bool:
    if not (sheet.followed.newer and actor.holds_anywhere("packs.adopt")):
        return False
    return may(actor, "packs.adopt", sheet.followed.university, pack=sheet.followed.edition.about.id) is None


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
    """One clause with what it asks, who carries it out, and what was recorded."""
    return _clause(request, clause_id, OfficialTextForm())


def _clause(request: HttpRequest, clause_id: str, form: OfficialTextForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    found = clause_for(actor, clause_id)
    context = {
        "found": found,
        "row": found.row,
        "document": found.followed.edition.about.document,
        "form": form,
        "may_attach": may(actor, "clauses.attach_text", found.followed.university) is None,
        "crumbs": [{"label": _("条款落实"), "url": "/clauses/"}, {"label": found.row.clause.id}],
    }
    return page(request, "clauses/clause.html", context, status=status)


@holding("clauses.attach_text")
@require_POST
def attach(request: HttpRequest, clause_id: str) -> HttpResponse:
    """Attach the official text of a clause."""
    actor, form = actor_of(request), OfficialTextForm(request.POST)
    found = clause_for(actor, clause_id)
    if form.is_valid():
        pack = found.followed.edition.about.id
        try:
            attach_text(
                found.followed.university,
                actor=actor,
                pack=pack,
                clause=clause_id,
                text=form.cleaned_data["text"],
            )
        except Invalid as refusal:
            form.add_error("text", str(refusal.message))
        else:
            messages.success(request, _("附上了。现在先显示正式文本。"))
            return go(request, "clauses:one", clause_id)
    return _clause(request, clause_id, form, status=422)


@holding("packs.adopt")
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Follow the version of the pack that is at hand, from today."""
    actor = actor_of(request)
    followed = followed_by(actor)
    adopted = adopt_pack(followed.university, actor=actor, pack=followed.edition.about.id)
    messages.success(request, _("从今天起用第 {version} 版。").format(version=adopted.pack_version.version))
    return go(request, "clauses:list")


@holding(SEE)
@require_GET
def table(request: HttpRequest) -> StreamingHttpResponse:
    """The table of all clauses with their state, as a workbook."""
    sheet = sheet_for(actor_of(request))
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
    response = StreamingHttpResponse(stream_xlsx(name, columns, map(_cells, sheet.rows)), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response


def _cells(row: Row) -> tuple[Any, ...]:
    return (
        row.clause.id,
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
