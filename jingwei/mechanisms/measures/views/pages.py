"""The pages of the measures: the four degrees of an organisation, why a figure is what it is, its rows."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters.papers.answer import paper_answer
from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.pages import as_of, carried_out, go, list_page, page, wants_fragment
from jingwei.mechanisms.measures.actions import close_period
from jingwei.mechanisms.measures.actions.closing import CLOSE
from jingwei.mechanisms.measures.forms import Asked, Close, asked_of, indicator_of, reading_of
from jingwei.mechanisms.measures.queries import (
    SEE,
    Indicator,
    Opened,
    answered_for,
    before,
    below,
    beside_of,
    by_quarter,
    clause_of,
    degrees_of,
    facts_of,
    headlines_of,
    how_counted,
    in_one_sentence,
    organisation_of,
    quarter_of,
    rows_of,
    this_quarter,
)
from jingwei.mechanisms.measures.queries.closed import (
    CLOSED_PERIODS,
    closed_period_for,
    compared,
    documents_of,
    is_as_recorded,
    span_of,
    still_open,
)
from jingwei.mechanisms.measures.queries.peers import has_peers, peers_of
from jingwei.mechanisms.measures.queries.report import report_of
from jingwei.mechanisms.measures.queries.side_by_side import may_compare
from jingwei.mechanisms.measures.queries.standing_out import standing_out_of
from jingwei.mechanisms.measures.queries.steps import steps_for, uncovered_of
from jingwei.mechanisms.measures.queries.strands import EARLY, WARP, WEFT, WOVEN
from jingwei.mechanisms.measures.queries.weave import matters_of, warned_below, weave_of
from jingwei.mechanisms.measures.views.periods import address_of, periods_of


@holding(SEE)
@require_GET
def degrees(request: HttpRequest) -> HttpResponse:
    """The four degrees of an organisation in a quarter or a year."""
    actor, asked = actor_of(request), asked_of(request.GET)
    organisation = organisation_of(actor, asked.organisation_id, asked.on)
    found = degrees_of(organisation, asked.span)
    context = {
        "organisation": organisation,
        "span": asked.span,
        "degrees": found,
        "quarters": by_quarter(found),
        "sentence": in_one_sentence(found),
        "periods": periods_of(organisation, asked.span, "measures:degrees"),
        "below": below(actor, organisation),
        "before": before(organisation),
        "address": address_of(organisation, asked.span),
        "has_report": bool(asked.span.key) and not asked.on,
        "may_compare": may_compare(actor, organisation),
        **as_of(request, asked.on),
    }
    return page(request, "measures/degrees.html", context)


@holding(SEE)
@require_GET
def beside(request: HttpRequest) -> HttpResponse:
    """The facts beside the headlines, which come once those stand on the page."""
    asked = asked_of(request.GET)
    if not wants_fragment(request):
        return go(request, f"{resolve_url('measures:degrees')}?{request.GET.urlencode()}")
    organisation = organisation_of(actor_of(request), asked.organisation_id, asked.on)
    context = {"beside": beside_of(organisation, asked.span), "address": address_of(organisation, asked.span)}
    return page(request, "measures/beside.html", context)


@holding(SEE)
@require_GET
def headlines(request: HttpRequest) -> HttpResponse:
    """The four headlines, for the page of an organisation once they are looked at there."""
    asked = asked_of(request.GET)
    if not wants_fragment(request):
        return go(request, f"{resolve_url('measures:degrees')}?{request.GET.urlencode()}")
    organisation = organisation_of(actor_of(request), asked.organisation_id, asked.on)
    context = {
        "headlines": headlines_of(organisation, asked.span),
        "address": address_of(organisation, asked.span),
    }
    return page(request, "measures/headlines.html", context)


@holding(SEE)
@require_GET
def why(request: HttpRequest, indicator: str) -> HttpResponse:
    """Why a figure is what it is: what it says and does not say, and the first of its rows."""
    actor, asked, measured = actor_of(request), asked_of(request.GET), indicator_of(indicator)
    organisation = organisation_of(actor, asked.organisation_id, asked.on)
    (fact,) = facts_of(organisation, (measured,), asked.span)
    opened = rows_of(actor, measured, organisation, asked.span, asked.part, cursor=asked.cursor, limit=20)
    context = _opened(request, measured, organisation, asked, opened) | {
        "fact": fact,
        "clause": clause_of(measured),
        "how_counted": how_counted(measured),
        "answered_for": answered_for(measured),
        "has_peers": has_peers(organisation, measured),
    }
    return page(request, "measures/why.html", context)


@holding(SEE)
@require_GET
def report(request: HttpRequest, kind: Literal["docx", "pdf"]) -> HttpResponse:
    """The report about a year or a quarter as a paper; of other months, and as of a day, there is none."""
    actor, asked = actor_of(request), asked_of(request.GET)
    organisation = organisation_of(actor, asked.organisation_id, asked.on)
    return paper_answer(*report_of(actor, organisation, asked.span), kind)


@holding(SEE)
@require_GET
def peers(request: HttpRequest, indicator: str) -> HttpResponse:
    """Where an organisation lies among those of its kind and size, for the page of a figure once it is looked at."""
    asked, measured = asked_of(request.GET), indicator_of(indicator)
    if not wants_fragment(request):
        return go(request, f"{resolve_url('measures:why', indicator)}?{request.GET.urlencode()}")
    organisation = organisation_of(actor_of(request), asked.organisation_id, asked.on)
    context = {"peers": peers_of(organisation, measured, asked.span), "indicator": measured}
    return page(request, "measures/peers.html", context)


@holding(SEE)
@require_GET
def standing_out(request: HttpRequest) -> HttpResponse:
    """What stands out in the records of an organisation, with the reason why it is shown."""
    actor, asked = actor_of(request), asked_of(request.GET)
    organisation = organisation_of(actor, asked.organisation_id, asked.on)
    context = {
        "organisation": organisation,
        "span": asked.span,
        "findings": standing_out_of(actor, organisation, asked.span),
        "address": address_of(organisation, asked.span),
        **as_of(request, asked.on),
    }
    return page(request, "measures/standing-out.html", context)


@holding(SEE)
@require_GET
def rows(request: HttpRequest, indicator: str) -> HttpResponse:
    """The rows behind one of the two counts of a figure."""
    actor, asked, measured = actor_of(request), asked_of(request.GET), indicator_of(indicator)
    organisation = organisation_of(actor, asked.organisation_id, asked.on)
    opened = rows_of(actor, measured, organisation, asked.span, asked.part, cursor=asked.cursor)
    context = _opened(request, measured, organisation, asked, opened)
    return page(request, "measures/rows.html", context, fragment="rows")


def _opened(
    request: HttpRequest, indicator: Indicator, organisation: Any, asked: Asked, opened: Opened
) -> dict[str, Any]:
    """What both pages with rows show of them."""
    address = address_of(organisation, asked.span)
    here = f"{request.path}?{address}&part={asked.part}"
    labels = {"numerator": _("算上的"), "denominator": _("全部")}
    return {
        "indicator": indicator,
        "organisation": organisation,
        "span": asked.span,
        "opened": opened,
        "part": labels[asked.part],
        "mixed": asked.part == "denominator",
        "parts": [_part(request, address, part, labels[part], asked, opened) for part in labels],
        "next": f"{here}&{urlencode({'cursor': opened.next})}#rows" if opened.next else "",
        "back": f"{here}#rows" if asked.cursor else "",
        "address": address,
        **as_of(request, asked.on),
    }


def _part(
    request: HttpRequest, address: str, part: str, label: str, asked: Asked, opened: Opened
) -> dict[str, Any]:
    """The tab that opens the numerator or the denominator, with its number."""
    return {
        "url": f"{request.path}?{address}&part={part}#rows",
        "label": f"{label} {getattr(opened.counts, part)}",
        "current": part == asked.part,
    }


@holding(SEE)
@require_GET
def weave(request: HttpRequest) -> HttpResponse:
    """The balance of the two strands of an organisation, warnings both ways, and what is most useful to do."""
    actor, asked = actor_of(request), asked_of(request.GET)
    organisation = organisation_of(actor, asked.organisation_id, asked.on)
    woven = weave_of(organisation, asked.span)
    of_party = organisation.tree == "party" and not organisation.on
    context = {
        "organisation": organisation,
        "span": asked.span,
        "weave": woven,
        "readings": _readings(woven.counts),
        "steps": steps_for(actor, organisation, woven),
        "uncovered": uncovered_of(woven.reaches.unit).count() if of_party else 0,
        "warned_below": warned_below(actor, organisation, woven),
        "periods": periods_of(organisation, asked.span, "measures:weave"),
        "address": address_of(organisation, asked.span),
        **as_of(request, asked.on),
    }
    return page(request, "measures/weave.html", context)


@holding(SEE)
@require_GET
def weave_rows(request: HttpRequest) -> HttpResponse:
    """The matters behind one number of the balance."""
    actor, asked = actor_of(request), asked_of(request.GET)
    reading = reading_of(request.GET)
    organisation = organisation_of(actor, asked.organisation_id, asked.on)
    woven = weave_of(organisation, asked.span)
    opened = matters_of(actor, woven, reading, organisation, cursor=asked.cursor)
    address = address_of(organisation, asked.span)
    here = f"{request.path}?{address}&reading="
    context = {
        "organisation": organisation,
        "span": asked.span,
        "opened": opened,
        "mixed": False,
        "parts": [
            {"url": f"{here}{key}#rows", "label": f"{label} {number}", "current": key == reading}
            for key, label, _says, number in _readings(woven.counts)
        ],
        "next": f"{here}{reading}&{urlencode({'cursor': opened.next})}#rows" if opened.next else "",
        "back": f"{here}{reading}#rows" if asked.cursor else "",
        "address": address,
        **as_of(request, asked.on),
    }
    return page(request, "measures/weave-rows.html", context, fragment="rows")


@holding(SEE)
@require_GET
def weave_warned(request: HttpRequest) -> HttpResponse:
    """What the organisation of the post in use is warned of, for the desk once it is looked at."""
    asked = asked_of(request.GET)
    if not wants_fragment(request):
        return go(request, f"{resolve_url('measures:weave')}?{request.GET.urlencode()}")
    organisation = organisation_of(actor_of(request), asked.organisation_id, asked.on)
    context = {
        "warned": weave_of(organisation, asked.span).warned,
        "address": address_of(organisation, asked.span),
    }
    return page(request, "measures/weave-warned.html", context)


def _readings(counts: Any) -> list[tuple[str, str, str, int]]:
    """The four readings: key, name, what it says, how many."""
    told = (
        (WOVEN, _("两侧织入"), _("党建侧的改变和业务的结果，都得到了受益一侧的认可。")),
        (WARP, _("只有经"), _("党建侧在做，还没有得到认可的业务结果。")),
        (WEFT, _("只有纬"), _("业务侧在做，还没有得到认可的党建侧改变。")),
        (EARLY, _("还看不出来"), _("刚开始，还不到时候。")),
    )
    return [(key, name, says, getattr(counts, key)) for key, name, says in told]


@holding(SEE)
@require_GET
def closed_periods(request: HttpRequest) -> HttpResponseBase:
    """The closed periods one may see."""
    if wants_sheet(request):
        return sheet_of(request, CLOSED_PERIODS)
    context = {"may_close": _own(actor_of(request)) is not None}
    return list_page(request, CLOSED_PERIODS, context, template="measures/closed-list.html")


@holding(CLOSE)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Close a period of the organisation of the post in use."""
    actor = actor_of(request)
    own = _own(actor)
    if own is None:
        raise NotFound
    form = Close(request.POST or None, open_spans=still_open(own))
    if (made := carried_out(form, close_period, own, actor)) is not None:
        messages.success(request, _("封存了。以后随时可以再算一遍对照。"))
        return go(request, "measures:closed-period", made.pk)
    context = {"form": form, "organisation": own, "label": VERBS[CLOSE].label}
    return page(request, "measures/close.html", context, status=422 if form.errors else 200)


@holding(SEE)
@require_GET
def closed_period(request: HttpRequest, closed_period_id: int) -> HttpResponse:
    """A closed period beside the same count done again, and what came later."""
    actor = actor_of(request)
    closed = closed_period_for(actor, closed_period_id)
    lines = compared(actor, closed)
    context = {
        "closed": closed,
        "span": span_of(closed),
        "documents": documents_of(closed),
        "degrees": [
            (term, [e for e in lines if e.indicator.degree == term.id]) for term in registry.terms("degree")
        ],
        "differing": [each for each in lines if not each.is_same],
        "is_as_recorded": is_as_recorded(closed),
    }
    return page(request, "measures/closed.html", context)


def _own(actor: Actor) -> Any:
    """The organisation of the post in use, where it may close its periods."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(CLOSE, post.path):
        return None
    return organisation_of(actor, post.organisation_id)


def headlines_later(actor: Actor, organisation: Any) -> dict[str, Any] | None:
    """What the page of an organisation says of its headlines before they are looked at; None where not the actor's.

    They are those of the present quarter, or of that of its day.
    """
    if not actor.holds(SEE, organisation.path):
        return None
    span = quarter_of(organisation.on) if organisation.on else this_quarter()
    return {"span": span, "address": address_of(organisation, span), "terms": registry.terms("degree")}


def warned_later(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """A place on the desk for what the organisation of the post is warned of; it is filled when it is looked at.

    For the owners of either strand, who can do something about it.
    """
    post = actor.post
    if post is None or post.tree not in ("party", "unit") or not post.path:
        return None
    return {} if actor.holds(SEE, post.path) and actor.holds("matters.agree_plan", post.path) else None
