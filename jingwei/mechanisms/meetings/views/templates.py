"""The page of a school's own templates: seven kinds of paper, one to begin with of each, and what is written instead."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jingwei.adapters.papers.answer import document_answer
from jingwei.adapters.papers.placeholders import ROW
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.errors import NotFound
from jingwei.kernel.pages import carried_out, go, page
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.forms.templates import OwnTemplate
from jingwei.mechanisms.meetings.queries.templates import SET, kind_called, starter_of, templated_for

EXAMPLE = "{{ 会议 }}"


@holding(SET)
@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """Every kind of paper, and the template of the school where it has one."""
    return _shown(request)


@holding(SET)
@require_POST
def put(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a template of the school's own, or tell every fault of it; the one in use stays then."""
    actor, found = actor_of(request), kind_called(kind)
    form = _form(found, request.POST, request.FILES)
    if carried_out(form, actions.set_paper_template, university_for(actor), actor, kind=kind) is None:
        return _shown(request, {kind: form})
    messages.success(request, _("换上了。从现在起，Word 版的{label}按它填。").format(label=found.label))
    return go(request, "meetings:templates")


@holding(SET)
@require_POST
def drop(request: HttpRequest, kind: str) -> HttpResponse:
    """Write papers of a kind as the platform does again."""
    actor, found = actor_of(request), kind_called(kind)
    own = next((each.own for each in templated_for(actor) if each.kind is found), None)
    if own is None:
        raise NotFound
    actions.drop_paper_template(own, actor=actor)
    messages.success(request, _("用回原来的了。"))
    return go(request, "meetings:templates")


@holding(SET)
@require_GET
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """A template to begin with: every placeholder beside what it holds."""
    found = kind_called(kind)
    return document_answer(_("{label}模板.docx").format(label=found.label), starter_of(found))


def _form(kind: Any, typed: Any = None, files: Any = None) -> OwnTemplate:
    """The form of a kind; seven stand on a page, each with ids of its own."""
    return OwnTemplate(typed, files, auto_id=f"id_{kind.id}_%s")


def _shown(request: HttpRequest, sent: dict[str, OwnTemplate] | None = None) -> HttpResponse:
    rows = [
        (each, (sent or {}).get(each.kind.id) or _form(each.kind))
        for each in templated_for(actor_of(request))
    ]
    return page(
        request,
        "meetings/templates.html",
        {"rows": rows, "example": EXAMPLE, "row": ROW},
        status=422 if sent else 200,
    )
