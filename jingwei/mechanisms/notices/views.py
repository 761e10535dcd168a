"""The pages of notices: the list, one that leads on, the settings, the calendar, the way out of a message."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.conf import settings as installation
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingwei.adapters import push
from jingwei.adapters.channels import mail
from jingwei.foundation.people.queries import account_for
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.access import actor_of, holding, public, signed_in
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.pages import carried_out, go, list_page, page
from jingwei.mechanisms.notices import actions
from jingwei.mechanisms.notices.forms import Choose, SetApp, SetRobot
from jingwei.mechanisms.notices.queries import (
    NOTICES,
    OVERSEE,
    SET_APP,
    app_called,
    apps_page,
    calendar_for,
    calendar_of,
    deliveries_for,
    devices_of,
    leaving_of,
    notice_for,
    overview_for,
    preference_for,
    reached_by,
    sees,
    unread,
)

LONGEST_PATH = 200
CALENDAR_STEPS = {"open": actions.open_calendar, "close": actions.close_calendar}
APP_STEPS = {"on": actions.turn_on_app, "off": actions.turn_off_app}
APP_WORK = {"test": actions.test_app, "end": actions.drop_app}


@signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What I was told, the latest first."""
    count, _here = unread(actor_of(request))
    return list_page(request, NOTICES, {"unread": count}, template="notices/list.html")


@signed_in
@require_GET
def new(request: HttpRequest) -> JsonResponse:
    """For the bell: how many are unread, and how many of them lead to the page that asks."""
    count, here = unread(actor_of(request), request.GET.get("here", "")[:LONGEST_PATH])
    return JsonResponse({"unread": count, "here": here})


@signed_in
@require_POST
def seen(request: HttpRequest) -> JsonResponse:
    """For the bell: its reader has this page open, so what leads there is read."""
    actor = actor_of(request)
    actions.see_page(actor, request.POST.get("here", "")[:LONGEST_PATH])
    return JsonResponse({"unread": unread(actor)[0], "here": 0})


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """All of it is read."""
    actions.read_all(actor_of(request))
    return go(request, "notices:list")


@signed_in
@require_GET
def one(request: HttpRequest, notice_id: int) -> HttpResponse:
    """On to where it is settled; where another of my posts may see that, its reader is asked to act in that one."""
    actor = actor_of(request)
    found = notice_for(actor, notice_id)
    actions.read_one(actor, found)
    if sees(actor, found.record, found.telling):
        return go(request, found.address)
    return page(request, "notices/elsewhere.html", {"notice": found})


@signed_in
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """How I am told: by which ways, when, and what."""
    actor = actor_of(request)
    chosen = preference_for(actor, actor.account_id or 0)
    form = _form(request, chosen)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(chosen, actor=actor, **form.chosen)
            messages.success(request, _("改好了。"))
            return go(request, "notices:settings")
        except Invalid as refused:
            for error in refused.errors:
                form.add_error(error.field, str(error.message))
    return _settings(request, form, chosen)


@signed_in
@require_POST
def calendar_step(request: HttpRequest, step: str) -> HttpResponse:
    """A new address of my calendar, shown on the page that answers and nowhere else; or none any more."""
    actor = actor_of(request)
    if step not in CALENDAR_STEPS:
        raise NotFound
    chosen = CALENDAR_STEPS[step](preference_for(actor, actor.account_id or 0), actor=actor)
    if not chosen.secret:
        return go(request, "notices:settings")
    return _settings(request, _form(request, chosen), chosen)


@signed_in
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Let this browser be told while no page is open."""
    actor, told = actor_of(request), request.POST
    given = {name: told.get(name, "").replace("\x00", "") for name in ("endpoint", "p256dh", "auth")}
    actions.subscribe(preference_for(actor, actor.account_id or 0), actor=actor, **given)
    messages.success(request, _("这个浏览器会接到推送。"))
    return go(request, "notices:settings")


@signed_in
@require_POST
def unsubscribe(request: HttpRequest, device_id: int) -> HttpResponse:
    """Tell a browser no more."""
    actor = actor_of(request)
    actions.unsubscribe(preference_for(actor, actor.account_id or 0), actor=actor, device_id=device_id)
    return go(request, "notices:settings")


@signed_in
@require_POST
def set_robot(request: HttpRequest) -> HttpResponse:
    """Be told through the robot of a group in a messenger."""
    actor = actor_of(request)
    chosen = preference_for(actor, actor.account_id or 0)
    form = SetRobot(request.POST)
    if form.is_valid():
        try:
            actions.set_robot(chosen, actor=actor, **form.cleaned_data)
            messages.success(request, _("接好了，有事会在群里说一声。"))
            return go(request, "notices:settings")
        except Invalid as refused:
            form.add_error("url", str(refused.message))
    return _settings(request, _form(request, chosen), chosen, form)


@signed_in
@require_POST
def drop_robot(request: HttpRequest) -> HttpResponse:
    """Be told through no robot any more."""
    actor = actor_of(request)
    actions.drop_robot(preference_for(actor, actor.account_id or 0), actor=actor)
    return go(request, "notices:settings")


@signed_in
@require_POST
def app_step(request: HttpRequest, kind: str, step: str) -> HttpResponse:
    """Be told through the application of a messenger, or no more: one press."""
    actor = actor_of(request)
    if step not in APP_STEPS:
        raise NotFound
    APP_STEPS[step](preference_for(actor, actor.account_id or 0), actor=actor, kind=kind)
    return go(request, "notices:settings")


@holding(SET_APP)
@require_GET
def apps(request: HttpRequest) -> HttpResponse:
    """The applications by which the university tells its people something on their phones."""
    return _apps(request)


@holding(SET_APP)
@require_POST
def set_app(request: HttpRequest, kind: str) -> HttpResponse:
    """Set up the application of a messenger."""
    actor = actor_of(request)
    app_called(actor, kind)
    form = SetApp(request.POST, kind=kind)
    if carried_out(form, actions.set_app, university_for(actor), actor, kind=kind) is not None:
        messages.success(request, _("接好了，试发一条看看。"))
        return go(request, "notices:apps")
    return _apps(request, {kind: form})


@holding(SET_APP)
@require_POST
def app_work(request: HttpRequest, kind: str, step: str) -> HttpResponse:
    """Try an application, or drop it."""
    actor = actor_of(request)
    found = app_called(actor, kind)
    if step not in APP_WORK or found is None:
        raise NotFound
    APP_WORK[step](found, actor=actor)
    return go(request, "notices:apps")


@holding(SET_APP)
@require_GET
def app_outcome(request: HttpRequest, kind: str) -> HttpResponse:
    """What became of the last try, asked again while it is under way."""
    row = next((each for each in apps_page(actor_of(request)) if each.kind == kind), None)
    if row is None:
        raise NotFound
    return page(request, "notices/outcome.html", {"each": row})


def _apps(request: HttpRequest, sent: dict[str, SetApp] | None = None) -> HttpResponse:
    rows = apps_page(actor_of(request))
    forms = {row.kind: (sent or {}).get(row.kind) or SetApp(kind=row.kind, initial=row.given) for row in rows}
    return page(request, "notices/apps.html", {"rows": rows, "forms": forms}, status=422 if sent else 200)


def _settings(request: HttpRequest, form: Choose, chosen: Any, robot: SetRobot | None = None) -> HttpResponse:
    actor, secret = actor_of(request), chosen.secret
    context = {
        "form": form,
        "has_mail": mail().is_there,
        "goes_out": _goes_out(actor),
        "devices": devices_of(actor.account_id or 0),
        "push_key": push.public_key(),
        "robot": robot or SetRobot(),
        "robot_kind": chosen.get_robot_kind_display(),
        "reached": reached_by(account_for(actor, actor.account_id or 0)),
        "deliveries": deliveries_for(actor),
        "has_calendar": chosen.calendar_digest is not None,
        "calendar": request.build_absolute_uri(f"/notices/calendar/{secret}.ics") if secret else "",
        "may_set_app": actor.holds_anywhere(SET_APP),
        "may_oversee": actor.holds_anywhere(OVERSEE),
    }
    return page(
        request,
        "notices/settings.html",
        context,
        status=422 if form.errors or (robot and robot.errors) else 200,
    )


def _form(request: HttpRequest, chosen: Any) -> Choose:
    """The form as it was sent to the settings themselves, else as it was last kept."""
    actor = actor_of(request)
    person = account_for(actor, actor.account_id or 0).person
    sent = request.POST if "told_shown" in request.POST else None
    return Choose(
        sent,
        chosen=chosen,
        address=person.email if person else "",
        goes_out=_goes_out(actor),
        has_mail=mail().is_there,
    )


def _goes_out(actor: Actor) -> bool:
    """Whether anything can leave the page at all, so that it matters when."""
    own = actor.account_id or 0
    if mail().is_there or devices_of(own) or preference_for(actor, own).concealed:
        return True
    return any(each.is_on for each in reached_by(account_for(actor, own)))


@public
@require_GET
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The dates of whoever made this address; who knows it reads them, until its owner makes another."""
    preference = calendar_of(secret)
    site = installation.SITE or request.build_absolute_uri("/").rstrip("/")
    content = calendar_for(preference.account_id, request.get_host().partition(":")[0], site).encode()
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@public
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """The way out of a message, without signing in: asked first, since machines follow links."""
    preference = leaving_of(token)
    left = request.method == "POST"
    if left:
        actions.leave_by_link(preference)
    return page(request, "notices/leave.html", {"left": left})


@holding(OVERSEE)
@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """How the messages of the university went: numbers and failures, nobody's name, no content."""
    return page(request, "notices/deliveries.html", overview_for(actor_of(request)))
