"""How a no is answered: a page, a toast fragment, or a problem document."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from jingwei.kernel.errors import MustChange, NotSignedIn, Refused
from jingwei.kernel.pages import go
from jingwei.shell.problems import problem

API = "/api/"


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal in the form that the asker can read."""
    if request.path.startswith(API):
        return problem(refusal)
    if isinstance(refusal, NotSignedIn):
        return go(request, f"{resolve_url('shell:sign-in')}?{urlencode({'next': request.path})}")
    if isinstance(refusal, MustChange):
        return go(request, refusal.address)
    context = {
        "status": refusal.status,
        "title": refusal.title,
        "detail": refusal.message,
        "code": refusal.code,
        "clause": refusal.clause,
        "errors": refusal.errors,
        "back": request.path if request.method == "POST" else "/",
    }
    fragment = request.headers.get("HX-Request") == "true"
    name = "shell/refused-toast.html" if fragment else "shell/refused.html"
    response = render(request, name, context, status=refusal.status)
    if fragment:
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
        response["HX-Reselect"] = ".toast"
    if refusal.retry_after:
        response["Retry-After"] = str(refusal.retry_after)
    return response
