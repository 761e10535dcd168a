"""What a new version changes: the plan before it is adopted, the decisions after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_POST

from jingwei.foundation.policy.actions import adopt_pack, decide_change, leave_pack
from jingwei.foundation.policy.queries import (
    KINDS,
    NOUNS,
    SEE,
    adoption_for,
    all_followed,
    said,
    words_of,
)
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.pages import go, page, wants_fragment
from jingwei.mechanisms.clauses.forms import FromForm
from jingwei.mechanisms.clauses.queries import DECIDE, Turn, coming_for, others_for, turns_for

PRESSES = {"follow": _l("照新的办"), "keep": _l("先照旧"), "assign": _l("分到这里"), "retire": _l("不再用")}
SHOWN = {"undecided", "decided", "all"}


@holding(SEE)
@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """Old beside new with what each change touches; each decision is one press."""
    return _changes(request)


def _changes(request: HttpRequest, form: FromForm | None = None, status: int = 200) -> HttpResponse:
    actor, show = actor_of(request), request.GET.get("show", "undecided")
    turns = turns_for(actor)
    undecided = sum(turn.asked is not None and turn.asked.decision is None for turn in turns)
    wanted = [
        t for t in turns if show == "all" or (t.asked and (t.asked.decision is None)) == (show != "decided")
    ]
    context = {
        "coming": [_coming(actor, each) for each in coming_for(actor)],
        "others": others_for(actor) if actor.holds_anywhere("packs.adopt") else (),
        "versions": _versions(actor, wanted),
        "undecided": undecided,
        "decided": len(turns) - undecided,
        "all": len(turns),
        "form": form or FromForm(),
        "ours": _ours(actor) if actor.holds_anywhere("packs.leave") else (),
        "tabs": _tabs(show, undecided, len(turns) - undecided),
        "crumbs": [{"label": _("条款落实"), "url": "/clauses/"}, {"label": _("政策变化")}],
    }
    return page(request, "clauses/changes.html", context, status=status)


def _tabs(show: str, undecided: int, decided: int) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"?show={key}", "current": key == show}
        for key, label in (
            ("undecided", _("待定 {number}").format(number=undecided)),
            ("decided", _("已定 {number}").format(number=decided)),
        )
    ]


def _ours(actor: Actor) -> list[dict[str, Any]]:
    """The documents followed, with what stands against leaving each."""
    university = university_for(actor)
    return [
        {"followed": each, "refusal": may(actor, "packs.leave", university, pack=each.pack)}
        for each in all_followed(actor)
    ]


def _coming(actor: Actor, coming: Any) -> dict[str, Any]:
    refusal = may(actor, "packs.adopt", coming.followed.university, pack=coming.followed.pack)
    return {
        "pack": coming.followed.pack,
        "label": coming.followed.edition.about.label.here(),
        "former": coming.followed.edition.about.version,
        "version": coming.followed.newer,
        "turns": [_shown(turn, may_decide=False) for turn in coming.turns],
        "may_adopt": refusal is None,
    }


def _versions(actor: Actor, turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """The changes by the adoption that brought them."""
    found: dict[int, dict[str, Any]] = {}
    for turn in turns:
        if turn.asked is None:
            continue
        adoption = turn.asked.adoption
        group = found.get(adoption.pk)
        if group is None:
            may_decide = may(actor, DECIDE, adoption) is None
            group = found[adoption.pk] = {"adoption": adoption, "may_decide": may_decide, "turns": []}
        group["turns"].append(_shown(turn, may_decide=group["may_decide"]))
    return list(found.values())


def _shown(turn: Turn, *, may_decide: bool) -> dict[str, Any]:
    """One change as the page lays it out."""
    change, asked = turn.change, turn.asked
    decision = asked.decision if asked else None
    return {
        "key": change.key,
        "noun": NOUNS[change.noun],
        "kind": change.kind,
        "label": KINDS[change.kind],
        "old": _part(change.old) if change.old else None,
        "heirs": [_part(heir) for heir in change.heirs],
        "differences": [said(d) for d in change.differences if d.field not in ("summary", "shows", "text")],
        "touched": turn.touched,
        "clause": change.id if change.noun == "clause" else getattr(change.old, "clause", ""),
        "standings": turn.standings,
        "decision": decision,
        "assigned": decision.heir_ids if decision else (),
        "adoption": asked.adoption if asked else None,
        "presses": _presses(turn) if asked and may_decide else [],
    }


def _part(part: Any) -> dict[str, str]:
    return {"id": part.id, "shown": getattr(part, "shown", ""), "words": words_of(part)}


def _presses(turn: Turn) -> list[dict[str, Any]]:
    assert turn.asked is not None
    decided = turn.asked.decision
    return [
        {
            "choice": choice,
            "label": PRESSES[choice],
            "refusal": turn.asked.against(choice),
            "current": decided is not None and decided.choice == choice and choice != "assign",
        }
        for choice in turn.asked.choices
    ]


@holding(DECIDE)
@require_POST
def decide(request: HttpRequest, adoption_id: int, change: str) -> HttpResponse:
    """Decide on one change; the answer is that change as it stands now."""
    actor = actor_of(request)
    adoption = adoption_for(actor, adoption_id)
    heirs, choice = request.POST.getlist("heirs"), request.POST.get("choice", "")
    fault = ""
    try:
        decide_change(adoption, actor=actor, change=change, choice=choice, heirs=heirs)
    except Invalid as refusal:
        fault = str(refusal.errors[0].message)
    if not wants_fragment(request):
        (messages.error if fault else messages.success)(request, fault or _("定下了。"))
        return go(request, "clauses:changes")
    turn = next(
        (
            t
            for t in turns_for(actor)
            if t.asked and t.asked.adoption.pk == adoption_id and t.change.key == change
        ),
        None,
    )
    shown = _shown(turn, may_decide=True) if turn else None
    status = 422 if fault else 200
    return page(request, "clauses/change.html", {"turn": shown, "fault": fault}, status=status)


@holding("packs.adopt")
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Follow the version of a pack that is at hand, from today or a later day."""
    actor, form = actor_of(request), FromForm(request.POST)
    if not form.is_valid():
        return _changes(request, form, status=422)
    university, pack = university_for(actor), form.cleaned_data["pack"]
    try:
        adopted = adopt_pack(
            university, actor=actor, pack=pack or university.pack, since=form.cleaned_data["since"]
        )
    except Invalid as refusal:
        return _refused(request, form, refusal)
    told = _("从 {day} 起用第 {version} 版。")
    messages.success(request, told.format(day=adopted.since, version=adopted.pack_version.version))
    return go(request, "clauses:changes" if adopted.changes else "clauses:list")


@holding("packs.leave")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Follow a document no more, from today or a later day."""
    actor, form = actor_of(request), FromForm(request.POST)
    if not form.is_valid():
        return _changes(request, form, status=422)
    try:
        left = leave_pack(
            university_for(actor),
            actor=actor,
            pack=form.cleaned_data["pack"],
            since=form.cleaned_data["since"],
        )
    except Invalid as refusal:
        return _refused(request, form, refusal)
    messages.success(request, _("这份文件用到 {day} 为止。").format(day=left.until))
    return go(request, "clauses:changes")


def _refused(request: HttpRequest, form: FromForm, refusal: Invalid) -> HttpResponse:
    """The page again, with what was wrong beside the day or above everything."""
    for each in refusal.errors:
        form.add_error("since" if each.field == "since" else None, str(each.message))
    return _changes(request, form, status=422)
