"""The list of matters, and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.matters import actions, forms
from jingwei.foundation.matters.queries import MATTERS, SEE, hosts_for
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.pages import carried_out, go, list_page, page
from jingwei.ui.picking import suggestions

OPEN = "matters.open"


@holding(SEE)
@require_GET
def matters(request: HttpRequest) -> HttpResponseBase:
    """The matters one may see, narrowed by the filters of the address."""
    if wants_sheet(request):
        return sheet_of(request, MATTERS)
    actor = actor_of(request)
    may_open = bool(actor.post and actor.holds(OPEN, actor.post.path))
    return list_page(request, MATTERS, {"may_open": may_open}, template="matters/list.html")


@holding(OPEN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a matter of the own organisation: everything that can be guessed is chosen already."""
    actor = actor_of(request)
    host = next(iter(hosts_for(actor)), None)
    if host is None:
        raise NotAllowed("no-grant", _("你现在的身份不能在这里发起事项。"))
    form = forms.Open(request.POST or None, organisation=host, actor=actor, initial=_asked(request))
    if shown := suggestions(request, form):
        return shown
    if (matter := carried_out(form, actions.open_matter, host, actor)) is not None:
        messages.success(request, _("发起了。现在两侧一起定计划。"))
        return go(request, "matters:one", matter.pk)
    context = {"form": form, "host": host}
    return page(
        request, "matters/new.html", context, fragment="clauses", status=422 if form.is_bound else 200
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address already says of the new matter: its type, its partner."""
    return {key: request.GET[key] for key in ("type", "partner") if request.GET.get(key)}
