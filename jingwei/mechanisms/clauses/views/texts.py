"""The official text: of one clause as typed, or of a whole document from a file, aligned and mended by a person."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jingwei.adapters.papers import reading
from jingwei.foundation.policy.actions import attach_text, attach_texts
from jingwei.foundation.policy.queries import Followed, all_followed, followed_by
from jingwei.foundation.policy.queries.alignment import Alignment, align
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.errors import Invalid
from jingwei.kernel.pages import go, page
from jingwei.mechanisms.clauses.forms import AlignedForm, DocumentForm, OfficialTextForm
from jingwei.mechanisms.clauses.queries import clause_for
from jingwei.mechanisms.clauses.views.sheet import clause_page

ATTACH = "clauses.attach_text"


@holding(ATTACH)
@require_POST
def attach(request: HttpRequest, clause_id: str) -> HttpResponse:
    """Attach the official text of a clause."""
    actor, form = actor_of(request), OfficialTextForm(request.POST)
    followed = clause_for(actor, clause_id).followed
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            attach_text(followed.university, actor=actor, pack=followed.pack, clause=clause_id, text=text)
        except Invalid as refusal:
            form.add_error("text", str(refusal.message))
        else:
            messages.success(request, _("附上了。现在先显示正式文本。"))
            return go(request, "clauses:one", clause_id)
    return clause_page(request, clause_id, form, status=422)


@holding(ATTACH)
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """Hand in a file; its sentences come back beside the clauses they seem to belong to."""
    documents = all_followed(actor_of(request))
    posted = request.method == "POST"
    form = DocumentForm(request.POST, request.FILES) if posted else DocumentForm()
    form.offer(documents)
    if posted and form.is_valid():
        content = form.cleaned_data["file"].read()
        followed = next(each for each in documents if each.pack == form.cleaned_data["pack"])
        try:
            found = align(reading(form.cleaned_data["file"].name, content), followed.edition)
        except Invalid as refusal:
            form.add_error("file", str(refusal.errors[0].message))
        else:
            return _mend(request, followed, found, sha256(content).hexdigest())
    context = {"form": form, "crumbs": _crumbs(), "single": len(documents) == 1}
    return page(request, "clauses/text.html", context, status=422 if form.errors else 200)


def _crumbs() -> list[dict[str, Any]]:
    return [{"label": _("条款落实"), "url": "/clauses/"}, {"label": _("附正式文本")}]


def _mend(
    request: HttpRequest,
    followed: Followed,
    found: Alignment,
    digest: str,
    fault: str = "",
    strange: Mapping[int, str] = MappingProxyType({}),
) -> HttpResponse:
    clauses = followed.edition.clauses
    context = {
        "sentences": _sentences(found, {**found.clauses, **strange}),
        "all": "\n".join(found.paragraphs),
        "clauses": clauses.values(),
        "missing": [clause for clause in clauses.values() if clause.id not in found.given],
        "loose": len(found.loose),
        "given": len(found.given),
        "pack": followed.pack,
        "document": followed.edition.about.document,
        "digest": digest,
        "fault": fault,
        "strange": strange,
        "crumbs": _crumbs(),
    }
    return page(request, "clauses/mend.html", context, status=422 if fault else 200)


def _sentences(found: Alignment, clauses: Mapping[int, str]) -> list[dict[str, Any]]:
    return [
        {"number": number, "text": text, "clause": clauses.get(number, "")}
        for number, text in enumerate(found.paragraphs, 1)
    ]


@holding(ATTACH)
@require_POST
def attach_all(request: HttpRequest) -> HttpResponse:
    """Attach what was aligned and mended, all of it or nothing."""
    form = AlignedForm(request.POST)
    if not form.is_valid():
        return go(request, "clauses:texts")
    actor = actor_of(request)
    followed = followed_by(actor, pack=form.cleaned_data["pack"])
    found, strange = form.aligned(followed)
    digest = form.cleaned_data["digest"]
    if strange:
        fault = _("没有条款 {clause}。").format(clause=next(iter(strange.values())))
        return _mend(request, followed, found, digest, fault, strange)
    try:
        count = attach_texts(
            followed.university, actor=actor, pack=followed.pack, texts=found.texts, source_digest=digest
        )
    except Invalid as refusal:
        return _mend(request, followed, found, digest, str(refusal.errors[0].message))
    messages.success(request, _("附上了 {count} 款的正式文本。").format(count=count))
    return go(request, "clauses:list")
