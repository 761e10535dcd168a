"""The pages of whom a meeting served: told afterwards, and answered by those who were served with one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.kernel.access import actor_of, holding, signed_in
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.doors import Act
from jingwei.kernel.errors import NotFound
from jingwei.kernel.pages import carried_out, go, page
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.forms.serving import Decline, TellService
from jingwei.mechanisms.meetings.queries import RECORD, SEE, hosts_for, meeting_for
from jingwei.mechanisms.meetings.queries.serving import CONFIRM, TELL, served_choices, service_for
from jingwei.ui.acting import through
from jingwei.ui.picking import suggestions

DECLINE = "services.decline"
TELLING = Act(TELL, actions.tell_service, _l("记下了。"), TellService, ("candidates",))


@holding(RECORD)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """Whom a meeting may have served, while it is typed."""
    actor = actor_of(request)
    host = next(iter(hosts_for(actor)), None)
    form = TellService(candidates=served_choices(actor, host)) if host else None
    shown = suggestions(request, form) if form else None
    if shown is None:
        raise NotFound
    return shown


@holding(SEE)
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Tell afterwards whom a meeting served."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    return through(
        request,
        TELLING,
        meeting,
        onward=lambda made: go(request, "meetings:one", meeting.pk),
        template="meetings/correct.html",
        context={"meeting": meeting},
        candidates=served_choices(actor, meeting.organisation),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, service_id: int) -> HttpResponse:
    """What a branch says it did for us: one press says that it was so, one sentence that it was not."""
    actor = actor_of(request)
    service = service_for(actor, service_id)
    is_declined = "reason" in request.POST
    form = Decline(request.POST if is_declined else None)
    if is_declined:
        done = carried_out(form, actions.decline_service, service, actor)
    else:
        done = actions.confirm_service(service, actor=actor) if request.method == "POST" else None
    if done is not None:
        messages.success(request, _("说清楚了。") if is_declined else _("认可了。"))
        return go(request, "/")
    context = {
        "service": service,
        "form": form,
        "may_answer": may(actor, CONFIRM, service) is None,
        "decline": VERBS[DECLINE].label,
    }
    return page(request, "meetings/served.html", context, status=422 if form.errors else 200)
