"""How a refusal looks to a machine: problem+json after RFC 9457."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.errors import FieldError, Refused, StepNotOpen, Text, WrongMethod

MEDIA_TYPE = "application/problem+json"

# By how pydantic calls a fault; its own values stand in braces.
MALFORMED: dict[str, Text] = {
    "missing": _l("这一项要填。"),
    "extra_forbidden": _l("没有这一项。"),
    "string_type": _l("这里要填文字。"),
    "string_too_short": _l("至少 {min_length} 个字。"),
    "string_too_long": _l("最多 {max_length} 个字。"),
    "int_type": _l("这里要填整数。"),
    "int_parsing": _l("这里要填整数。"),
    "int_from_float": _l("这里要填整数。"),
    "bool_type": _l("这里要填 true 或 false。"),
    "bool_parsing": _l("这里要填 true 或 false。"),
    "date_type": _l("日期写成 2026-04-16 这样。"),
    "date_parsing": _l("日期写成 2026-04-16 这样。"),
    "date_from_datetime_parsing": _l("日期写成 2026-04-16 这样。"),
    "list_type": _l("这里要填一个清单。"),
    "dict_type": _l("这里要填一组名称和值。"),
    "greater_than_equal": _l("不能小于 {ge}。"),
    "less_than_equal": _l("不能大于 {le}。"),
    "literal_error": _l("只能是 {expected}。"),
    "enum": _l("只能是 {expected}。"),
}


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


def malformed(fault: dict[str, Any]) -> FieldError:
    """A fault of the shape of a request: the field by the name it has in the document, what is wrong in words."""
    place = fault["loc"][2 if fault["loc"][0] == "body" and len(fault["loc"]) > 2 else 1 :]
    sentence = str(MALFORMED.get(fault["type"], _("这一项填得不对，按接口文档改。")))
    return FieldError(".".join(map(str, place)), sentence.format_map(fault.get("ctx", {})))


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
