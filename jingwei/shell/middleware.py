"""What every request passes through: headers, language, who is asking, and how a no is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from jingwei.adapters.outage import unavailable
from jingwei.foundation.organisations.queries import actor_in_post
from jingwei.foundation.people.queries import account_of_token
from jingwei.kernel.actor import Actor
from jingwei.kernel.call import Call, calling
from jingwei.kernel.errors import Invalid, MustChange, Refused, TooLarge
from jingwei.shell.answers import API, answer
from jingwei.shell.problems import for_machines
from jingwei.shell.written_by import require_writer

Next = Callable[[HttpRequest], HttpResponse]
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
LONGEST_KEY, LONGEST_VERSION = 100, 9
log = logging.getLogger(__name__)
LARGEST_UPLOAD = 64 * 1024 * 1024


def policy_headers(get_response: Next) -> Next:
    """Nothing inline, nothing from elsewhere, nothing framed; personal pages are not stored."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        response.setdefault("X-Frame-Options", "DENY")
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response

    return middleware


def language(get_response: Next) -> Next:
    """Chinese, unless the reader chose otherwise; a machine may ask by Accept-Language."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.path.startswith(API) and request.headers.get("Accept-Language", "").startswith("en"):
            asked = "en"
        with translation.override(asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            return get_response(request)

    return middleware


def identity(get_response: Next) -> Next:
    """Attach the actor (None where nobody is signed in) and the call; answer every refusal."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            call = _call_of(request)
            request.actor = _actor_of(request)  # type: ignore[attr-defined]
            require_writer(request, request.actor)  # type: ignore[attr-defined]
            _require_own_password(request)
        except Refused as refusal:
            return answer(request, refusal)
        with calling(call):
            response = get_response(request)
        if request.path.startswith(API):
            response = for_machines(response)
        response["X-Request-Id"] = call.request_id
        return response

    return middleware


def refusals(get_response: Next) -> Next:
    """Turn a refusal raised in a page, or an outage met there, into a page, a fragment or a problem document."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            return answer(request, error)
        if outage := unavailable(error):
            log.warning("%s %s: %s", request.method, request.path, error)
            return answer(request, outage)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _actor_of(request: HttpRequest) -> Actor | None:
    header = request.headers.get("Authorization", "")
    if request.path.startswith(API) and header.startswith("Bearer "):
        account_id, post_key = account_of_token(header.removeprefix("Bearer ").strip())
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        return actor_in_post(account_id, post_key, kind="token") if account_id else None
    account_id = request.session.get("account")
    return actor_in_post(account_id, request.session.get("post", "")) if account_id else None


def _require_own_password(request: HttpRequest) -> None:
    """Whoever signed in with a password that another person knows goes first to where it is changed."""
    if request.actor and request.actor.kind == "token":  # type: ignore[attr-defined]
        return
    if request.session.get("must_change") and request.path not in _open_before_change():
        raise MustChange(_("这个密码是别人给的。请先换成自己的密码。"), reverse("people:my-password"))


@cache
def _open_before_change() -> tuple[str, ...]:
    return tuple(
        reverse(name) for name in ("people:my-password", "shell:sign-out", "shell:language", "shell:healthz")
    )


def _call_of(request: HttpRequest) -> Call:
    _require_bounded(request)
    key = request.headers.get("Idempotency-Key", "")
    version = request.headers.get("If-Match", "").strip('W/"').replace("*", "")
    if request.method == "POST" and not request.path.startswith(API):
        key = key or request.POST.get("idempotency_key", "")
        version = version or request.POST.get("version", "")
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid.field("idempotency_key", _("请求编号最长 100 个字符，不含控制字符。"))
    if version and (not version.isdecimal() or len(version) > LONGEST_VERSION):
        raise Invalid.field("version", _("版本号应当是一个数字，照读到的 ETag 原样交回。"))
    return Call(token_hex(8), key, int(version) if version else None)


def _require_bounded(request: HttpRequest) -> None:
    """Refuse a body that is too large before a byte of it is read; each room bounds its own files."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    form = request.content_type == "multipart/form-data"
    most = LARGEST_UPLOAD if form else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if size.isdecimal() and int(size) > most:
        raise TooLarge("too-large", _("一次提交的内容太大，请分开提交。"))
