"""How a refusal looks to a machine: problem+json after RFC 9457."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse

from jingwei.kernel.errors import Refused, StepNotOpen, TooMany


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
    answer = JsonResponse(body, status=refusal.status, content_type="application/problem+json")
    if isinstance(refusal, TooMany):
        answer["Retry-After"] = str(refusal.retry_after)
    return answer
