"""记一笔: one sentence, one press; which matter, side and milestone it is about is guessed and can be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jingwei.adapters import clock
from jingwei.foundation.evidence.actions import attach_evidence
from jingwei.foundation.matters import actions, forms
from jingwei.foundation.matters.queries import Guess, guess_for, matter_for
from jingwei.foundation.matters.views.acts import address
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor
from jingwei.kernel.call import part_of_call
from jingwei.kernel.pages import carried_out, go, page

NOTE = "matters.note"
OFFERED, KNOWN = 5, 30


@holding(NOTE)
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """Note what happened; the matter is guessed from the sentence and from what was touched last."""
    actor = actor_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    guesses = guess_for(actor, asked.get("text", ""), most=KNOWN)
    chosen = _chosen(guesses, asked.get("matter", ""), asked.get("guessed", ""))
    if chosen is None:
        return page(request, "matters/note.html", {"guesses": []})
    return _noted(request, actor, chosen.matter, chosen, guesses)


@holding(NOTE)
@require_http_methods(["GET", "POST"])
def note_here(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Note what happened in this matter."""
    actor = actor_of(request)
    matter = matter_for(actor, matter_id)
    if refusal := may(actor, NOTE, matter):
        raise refusal
    return _noted(request, actor, matter, None, [])


def _chosen(guesses: list[Guess], asked: str, guessed: str) -> Guess | None:
    """The matter that was picked by hand; else the likeliest."""
    by_hand = next((guess for guess in guesses if str(guess.matter.pk) == asked != guessed), None)
    return by_hand or next(iter(guesses), None)


def _noted(
    request: HttpRequest, actor: Actor, matter: Any, guess: Guess | None, guesses: list[Guess]
) -> HttpResponse:
    """Keep the note and go to where it went; ask again where it has a fault."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.Note(*sent, matter=matter, actor=actor, initial={"on": clock.today()})
    if form.is_bound and form.is_valid():
        deed = _kept(form, actor, matter, guess)
        if deed is not None:
            undo = address(matter.pk, "withdraw-deed", "deeds", deed.pk)
            messages.success(request, _where(deed), extra_tags=undo)
            return go(request, f"{reverse('matters:one', args=(matter.pk,))}#deed-{deed.pk}")
    others = [each for each in guesses if guess is None or each.matter.pk != guess.matter.pk]
    offered = [guess, *others[: OFFERED - 1]] if guess else []
    context = {"form": form, "matter": matter, "guess": guess, "guesses": offered, "fixed": guess is None}
    status = 422 if form.errors else 200
    part = "" if form.is_bound else "which"
    return page(request, "matters/note.html", context, fragment=part, status=status)


def _kept(form: Any, actor: Actor, matter: Any, guess: Guess | None) -> Any | None:
    """The note with its file, both or neither; None where something typed was refused."""
    upload = form.cleaned_data.pop("upload", None)
    if guess and guess.milestone and not form.cleaned_data.get("milestone"):
        form.cleaned_data["milestone"] = guess.milestone
    with transaction.atomic():
        deed = carried_out(form, actions.note_deed, matter, actor)
        if deed is not None and upload and not _attached(form, actor, deed, upload):
            transaction.set_rollback(True)
            return None
    return deed


def _attached(form: Any, actor: Actor, deed: Any, upload: Any) -> bool:
    form.cleaned_data = {"upload": upload}
    with part_of_call("file"):
        return carried_out(form, attach_evidence, deed.matter, actor, part=f"deed:{deed.pk}") is not None


def _where(deed: Any) -> str:
    """Where the note went and who answers it, in one sentence."""
    place = _("“{matter}”").format(matter=deed.matter.title)
    if deed.milestone:
        place = _("“{matter}”的节点“{milestone}”").format(
            matter=deed.matter.title, milestone=deed.milestone.title
        )
    return _("记下了，归到{place}，等{side}认可。").format(place=place, side=deed.get_benefits_display())
