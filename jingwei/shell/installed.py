"""The platform as an app of the device: what it is called, what opens at once, and the worker that keeps that."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingwei.kernel.access import public
from jingwei.kernel.pages import page

PAPER = "#F5F1E8"
ASKED_AGAIN = {"Cache-Control": "no-cache"}


@public
@require_GET
def opening(request: HttpRequest) -> HttpResponse:
    """What a device shows at once: alike for everybody, so it may be kept."""
    return page(request, "shell/opening.html", {})


@public
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """The manifest by which a browser offers to install the platform."""
    icons = [
        {
            "src": static(f"ui/icon-{n}.png"),
            "sizes": f"{n}x{n}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for n in (192, 512)
    ]
    told = {
        "name": _("经纬"),
        "short_name": _("经纬"),
        "id": "/",
        "start_url": "/opening/",
        "scope": "/",
        "display": "standalone",
        "lang": "zh-Hans",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [{"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"}, *icons],
    }
    return JsonResponse(told, content_type="application/manifest+json", headers=ASKED_AGAIN)


@public
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it stands at the root, since it may keep only what lies below it."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8", headers=ASKED_AGAIN)


@cache
def _worker() -> str:
    return (Path(__file__).parent / "sw.js").read_text(encoding="utf-8")
