"""The pages of people: the list, one person, my data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters import clock
from jingwei.adapters.sheets.answer import workbook
from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.people.actions import ask_amendment, unmask_person
from jingwei.foundation.people.forms import AskAmendment, Reason
from jingwei.foundation.people.queries import (
    MY,
    PEOPLE,
    SEE,
    Person,
    changes_of,
    contact_of,
    held_about,
    looks_at,
    own_amendments,
    person_for,
    places_of,
    sheet_about,
)
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.errors import Invalid
from jingwei.kernel.pages import as_of, go, list_page, page


@holding(SEE)
@require_GET
def people(request: HttpRequest) -> HttpResponseBase:
    """The people the actor may see."""
    if wants_sheet(request):
        return sheet_of(request, PEOPLE)
    return list_page(request, PEOPLE, as_of(request, clock.day_asked(request.GET.get("on", ""))))


@holding(MY)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """One person; the masked values open by a verb with a reason."""
    actor = actor_of(request)
    found = person_for(actor, person_id)
    form, is_open = Reason(request.POST or None), found.pk == actor.person_id
    if request.method == "POST" and form.is_valid():
        try:
            unmask_person(found, actor=actor, reason=form.cleaned_data["reason"])
            is_open = True
        except Invalid as refusal:
            form.add_error("reason", str(refusal.message))
    context = {
        "person": found,
        "shown": contact_of(found, is_open=is_open),
        "places": places_of(found),
        "form": form,
        "history": sentences(list(records_about(found).reverse()[:30])),
        "may_unmask": not is_open and may(actor, "people.unmask", found) is None,
    }
    return page(request, "people/person.html", context, status=422 if form.errors else 200)


@holding(MY)
@require_http_methods(["GET", "POST"])
def my_data(request: HttpRequest) -> HttpResponseBase:
    """What is held about me, why, how long, and who looked; I may ask to have it corrected."""
    actor = actor_of(request)
    own = person_for(actor, actor.person_id or 0)
    if wants_sheet(request):
        return workbook(str(_("我的数据")), [str(each) for each in ABOUT_ME], sheet_about(own))
    form = AskAmendment(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_amendment(own, actor=actor, wish=form.cleaned_data["wish"])
            messages.success(request, _("已经提交，答复会显示在这一页。"))
            return go(request, "people:my-data")
        except Invalid as refusal:
            form.add_error("wish", str(refusal.message))
    context = {"title": _("我的数据"), "person": own, "form": form} | _about_me(own)
    return page(request, "people/my-data.html", context, status=422 if form.errors else 200)


ABOUT_ME = (_l("项目"), _l("内容"), _l("为什么"), _l("存多久"))


def _about_me(own: Person) -> dict[str, Any]:
    return {
        "held": held_about(own),
        "looks": looks_at(own),
        "amendments": own_amendments(own),
        "places": places_of(own),
        "history": sentences(list(changes_of(own))),
    }
