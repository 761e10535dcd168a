"""The shell's own pages: sign-in, sign-out, posts, language, health, and how a miss is answered."""

from __future__ import annotations

import sys

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

import jingwei
from jingwei.adapters import clock, health, queue
from jingwei.adapters.outage import unavailable
from jingwei.foundation.organisations.queries import posts_of
from jingwei.kernel.access import actor_of, holding, public, signed_in
from jingwei.kernel.errors import Invalid, NotAllowed, NotFound, Refused, TooMany
from jingwei.kernel.pages import go, page
from jingwei.shell.actions import end_session, own_sessions, put_off, take_up
from jingwei.shell.answers import answer
from jingwei.shell.desk import TEAM, desk_for, team_of
from jingwei.shell.finding import excerpt, found_by, kinds_for, marked, words_of
from jingwei.shell.forms import SignIn
from jingwei.shell.sign_in import enter, remember_posts, signed_in_account
from jingwei.ui.days import day

YEAR = 365 * 24 * 3600


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door: a name and a password."""
    onward = _onward(request, request.GET.get("next", "/"))
    form = SignIn(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = signed_in_account(request, form.cleaned_data["username"], form.cleaned_data["password"])
            enter(request, account)
            return go(request, onward)
        except TooMany:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    status = 422 if form.is_bound else 200
    return page(request, "shell/sign-in.html", {"form": form}, status=status)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    request.session.flush()
    return go(request, "shell:sign-in")


@signed_in
@require_http_methods(["GET", "POST"])
def posts(request: HttpRequest) -> HttpResponse:
    """The posts the account may act in; choosing one acts in it from now on."""
    actor = actor_of(request)
    mine = posts_of(actor.account_id or 0)
    if request.method == "POST":
        if request.POST.get("post") not in [post.key for post in mine]:
            raise NotFound
        request.session["post"] = request.POST["post"]
        return go(request, _onward(request, request.POST.get("next", "/")))
    return page(request, "shell/posts.html", {"mine": mine})


@signed_in
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where I am signed in; any of them may be ended."""
    if request.method == "POST":
        end_session(request, request.POST.get("session", ""))
        return go(request, "shell:sessions")
    return page(request, "shell/sessions.html", {"sessions": own_sessions(request)})


@public
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether database, queue and disk do their part; 503 with the failing one otherwise."""
    found = health.state()
    failing = any(part != "ok" for part in found.values())
    told: dict[str, str | int] = {"status": "failing" if failing else "ok", **found}
    told["version"] = jingwei.__version__
    if found["queue"] == "ok" and (given_up := queue.dead_letters().count()):
        told["given_up"] = given_up
    return JsonResponse(told, status=503 if failing else 200)


@signed_in
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me today."""
    actor = actor_of(request)
    remember_posts(request.session, actor.account_id or 0)
    return page(request, "shell/desk.html", {"desk": desk_for(actor)})


@signed_in
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What I find by a few words; below the field of the top bar, the findings alone."""
    actor, typed = actor_of(request), request.GET.get("q", "").replace("\x00", "")
    words, fault = "", ""
    try:
        words = words_of(typed) if typed.strip() else ""
    except Invalid as invalid:
        fault = str(invalid.message)
    context = {
        "typed": typed,
        "words": words,
        "fault": fault,
        "groups": found_by(actor, words) if words else [],
        "kinds": [kind.label for kind in kinds_for(actor)],
        "marked": marked,
        "excerpt": excerpt,
    }
    return page(request, "shell/search.html", context, fragment="found")


@holding(TEAM)
@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """What hangs where, below the post in use."""
    return page(request, "shell/team.html", {"places": team_of(actor_of(request)), "today": clock.today()})


@signed_in
@require_POST
def later(request: HttpRequest, item: str) -> HttpResponse:
    """Put a thing of the desk off."""
    until = put_off(actor_of(request), item, request.POST.get("to", "")).until
    told = _("{day} 再放回来。").format(day=day(until))
    messages.success(request, told, extra_tags=reverse("shell:again", args=(item,)))
    return go(request, "/")


@signed_in
@require_POST
def again(request: HttpRequest, item: str) -> HttpResponse:
    """Let what was put off lie on the desk again."""
    take_up(actor_of(request), item)
    return go(request, "/")


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose the language of the pages."""
    response = go(request, _onward(request, request.POST.get("next", "/")))
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=YEAR, samesite="Lax")
    return response


def _onward(request: HttpRequest, url: str) -> str:
    """An address within this site, the desk for any other."""
    own = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if own else "/"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    return answer(request, NotFound())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that makes no sense."""
    return answer(request, Refused("bad-request", _("这个请求看不懂。")))


def broken(request: HttpRequest) -> HttpResponse:
    """An outage, or a fault of ours: say that nothing was changed, show no trace."""
    error = sys.exc_info()[1]
    if error is not None and (outage := unavailable(error)):
        return answer(request, outage)
    refusal = Refused("broken", _("系统出了错，刚才的操作没有生效。写的内容还在，请再试一次。"))
    refusal.status = 500
    return answer(request, refusal)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from elsewhere, or one that stood open too long."""
    return answer(request, NotAllowed("csrf", _("这一页开得太久了，请刷新后再提交。")))
