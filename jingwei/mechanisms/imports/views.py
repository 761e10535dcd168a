"""The pages of imports: hand in a sheet, look at what it would change, take it in or drop it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingwei.adapters.sheets.answer import XLSX, workbook
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.organisations.queries import next_to_bring_in
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, TooLarge
from jingwei.kernel.pages import go, page
from jingwei.mechanisms.imports.actions import apply_import, discard_import, hand_in, undo_import
from jingwei.mechanisms.imports.forms import HandIn
from jingwei.mechanisms.imports.queries import (
    SEE,
    STAGES,
    import_for,
    marked_sheet,
    page_of_rows,
    place_of,
    progress_of,
    recent_imports,
    sheets_there_are,
    template_of,
)

FIRST_STEPS = {
    "organisations": (
        _l("先把组织带进来"),
        _l("这里还只有学校和校党委。把手头的单位表、党组织表、支部名册传上来，先看会改什么，确认后才写入。"),
    ),
    "people": (
        _l("接着把人员带进来"),
        _l("组织有了，还没有人。把教职工、学生、党员的名册传上来。"),
    ),
    "posts": (
        _l("再把任职带进来"),
        _l("人员有了，还没有人任职。把书记、院长、组织员的名册传上来，系统管理员再给他们开通账号。"),
    ),
}


def first_steps(actor: Actor, _subject: Any) -> dict[str, Any] | None:
    """What to bring in next where a university was only just admitted; for who may, once nothing else waits."""
    step = next_to_bring_in(actor) if actor.holds_anywhere("imports.preview") else ""
    return dict(zip(("title", "why"), FIRST_STEPS[step], strict=True)) if step else None


@holding(SEE)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Hand in a sheet; below, what was imported lately."""
    actor, posted = actor_of(request), request.method == "POST"
    form = HandIn(request.POST, request.FILES) if posted else HandIn()
    if posted and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            batch = hand_in(
                university_for(actor),
                actor=actor,
                pieces=upload.chunks(),
                file_name=upload.name,
                kind=form.cleaned_data["kind"],
            )
            return go(request, "imports:one", batch.pk)
        except (Invalid, TooLarge) as refusal:
            form.add_error("file", str(refusal.message))
    context = {"form": form, "sheets": sheets_there_are(), "recent": recent_imports(actor)}
    return page(request, "imports/start.html", context, status=422 if form.errors else 200)


@holding(SEE)
@require_GET
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """One import: before it is taken in, row by row what it would change; afterwards, what came in."""
    actor = actor_of(request)
    batch = import_for(actor, import_id)
    context = {
        "batch": batch,
        "total": batch.new + batch.changed + batch.same + batch.faulty,
        "valid": batch.new + batch.changed,
        "aside": batch.aside.splitlines(),
        "refused": {step: may(actor, f"imports.{step}", batch) for step in ("apply", "discard", "undo")},
        "history": sentences(list(records_about(batch))),
        "there": place_of(batch.kind),
        **_far(batch),
        **page_of_rows(actor, batch, request.GET.dict()),
    }
    return page(request, "imports/one.html", context, fragment="rows")


@holding(SEE)
@require_GET
def progress(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far an import is; once it is no longer under way, its page as it is now."""
    batch = import_for(actor_of(request), import_id)
    if not batch.is_under_way:
        return go(request, "imports:one", batch.pk)
    return page(request, "imports/progress.html", {"batch": batch, **_far(batch)})


def _far(batch: Any) -> dict[str, Any]:
    far = progress_of(batch)
    return {"far": far, "stage": STAGES.get(far.stage, "") if far else ""}


@holding("imports.apply")
@require_POST
def apply(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take a sheet in, whole or its valid rows."""
    actor = actor_of(request)
    only = request.POST.get("rows") == "valid"
    batch = apply_import(import_for(actor, import_id), actor=actor, valid_only=only)
    if not batch.is_under_way:
        done = _("已导入：新增 {new} 行，更正 {changed} 行。").format(new=batch.new, changed=batch.changed)
        messages.success(request, done)
    return go(request, "imports:one", batch.pk)


@holding("imports.discard")
@require_POST
def discard(request: HttpRequest, import_id: int) -> HttpResponse:
    """Drop a preview."""
    actor = actor_of(request)
    discard_import(import_for(actor, import_id), actor=actor)
    messages.success(request, _("已放弃，什么都没有改。"))
    return go(request, "imports:start")


@holding("imports.undo")
@require_POST
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take back what an import created."""
    actor = actor_of(request)
    batch = undo_import(import_for(actor, import_id), actor=actor)
    if not batch.is_under_way:
        messages.success(request, _("已撤回，这次新增的内容都收回了。"))
    return go(request, "imports:one", batch.pk)


@holding(SEE)
@require_GET
def faults(request: HttpRequest, import_id: int) -> HttpResponse:
    """The sheet that was handed in, its faults marked."""
    actor = actor_of(request)
    batch = import_for(actor, import_id)
    name = _("{file}（已标出问题）.xlsx").format(file=batch.file_name.rpartition(".")[0])
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(marked_sheet(actor, batch), content_type=XLSX, headers=headers)


@holding(SEE)
@require_GET
def template(request: HttpRequest, set_id: str) -> StreamingHttpResponse:
    """An empty sheet with the columns that are taken in."""
    title, names = template_of(set_id)
    return workbook(title, names, ())
