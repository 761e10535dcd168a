"""How a refusal looks to a machine: problem+json after RFC 9457."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from jingwei.kernel.errors import Refused, StepNotOpen, WrongMethod

MEDIA_TYPE = "application/problem+json"


def for_machines(response: HttpResponse) -> HttpResponse:
    """The answer as it is, or as a problem document where a lower layer said no in its own way."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    refusal = WrongMethod() if response.status_code == 405 else Refused("bad-request", _("这个请求看不懂。"))
    refusal.status = response.status_code
    answer = problem(refusal)
    if "Allow" in response.headers:
        answer["Allow"] = response["Allow"]
    return answer


def problem(refusal: Refused) -> HttpResponse:
    """The refusal as a problem document, with Retry-After where waiting helps."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": str(refusal.title),
        "status": refusal.status,
        "detail": str(refusal.message),
        "code": refusal.code,
    }
    if refusal.clause:
        body["clause"] = refusal.clause
    if refusal.errors:
        body["errors"] = [{"field": e.field, "message": str(e.message)} for e in refusal.errors]
    if isinstance(refusal, StepNotOpen) and refusal.open_steps:
        body["open"] = list(refusal.open_steps)
    answer = JsonResponse(body, status=refusal.status, content_type=MEDIA_TYPE)
    if refusal.retry_after:
        answer["Retry-After"] = str(refusal.retry_after)
    return answer
