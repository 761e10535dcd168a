"""The pages of the ledger: the records one may read, of one object or of all; one record with its proof."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.ledger.queries import RECORDS, SEE, record_for, told
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.pages import list_page, page


@holding(SEE)
@require_GET
def records(request: HttpRequest) -> HttpResponseBase:
    """The records the actor may read; of one object where the address names it."""
    if wants_sheet(request):
        return sheet_of(request, RECORDS)
    return list_page(request, RECORDS, {"lead": _("只增不改。每条都连着前一条，改动会被查出。")})


@holding(SEE)
@require_GET
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """One record: the sentence, the values, and the link of the chain."""
    actor = actor_of(request)
    found = record_for(actor, record_id)
    ((_record, sentence),) = told(actor, [found])
    whole = found.hash == found.expected_hash()
    return page(request, "ledger/record.html", {"record": found, "sentence": sentence, "whole": whole})
