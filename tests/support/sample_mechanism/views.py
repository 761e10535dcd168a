"""The page of thanks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from jingwei.kernel.access import holding
from jingwei.kernel.pages import list_page
from jingwei.mechanisms.thanks_probe.queries import SEE, THANKS_LIST


@holding(SEE)
@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """All thanks the actor may read."""
    return list_page(request, THANKS_LIST, {}, template="thanks_probe/wall.html")
