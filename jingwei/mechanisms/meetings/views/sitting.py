"""A meeting that decides: set, prepared, held, minuted, signed – on one page that says what is next."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters import clock
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.doors import Act, doors
from jingwei.kernel.errors import NotAllowed, NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.pages import carried_out, go, page
from jingwei.mechanisms.meetings import actions, forms
from jingwei.mechanisms.meetings.flow import CLOSED, CONVENED, MEETING, OPEN, SENT
from jingwei.mechanisms.meetings.queries import (
    SEE,
    SEE_ITEMS,
    agenda_of,
    bodies_that_decide,
    hearing_for,
    is_with_unit,
    last_of,
    looked_at_in,
    may_read,
    meeting_for,
    minute_for,
    roster_at,
    sides_for,
    speakers_at,
    spoken_for_at,
    still_open_before,
    to_enter,
    to_look_at,
)
from jingwei.mechanisms.meetings.queries.clashes import clashes_of_meeting
from jingwei.mechanisms.meetings.queries.limits import hours_late_at
from jingwei.mechanisms.meetings.rules import acts_here, guests_of, is_before_its_hour, last_word_at
from jingwei.mechanisms.meetings.views.acts import HEARING_ACTS, MEETING_ACTS, MINUTE_ACTS
from jingwei.mechanisms.meetings.views.calendar import not_yet_told
from jingwei.mechanisms.meetings.views.papers import papers_at
from jingwei.mechanisms.meetings.views.wording import doing
from jingwei.ui.acting import through

CONVENE, DRAFT = "meetings.convene", "directives.draft"
FIRST = {CONVENED: "send", SENT: "open", OPEN: "close", CLOSED: "approve"}


@holding(CONVENE)
@require_http_methods(["GET", "POST"])
def convene(request: HttpRequest) -> HttpResponse:
    """Set a meeting: which body, when, where; all guessed from the last one."""
    actor = actor_of(request)
    sides = sides_for(actor, CONVENE)
    bodies = bodies_that_decide(sides.party) if sides else []
    if sides is None or actor.post is None or not bodies:
        raise NotAllowed("no-grant", _("你现在的身份不能在这里排会。"))
    unit = sides.unit
    own = unit if unit and unit.pk == actor.post.organisation_id else sides.party
    bodies = [each for each in bodies if own == sides.party or is_with_unit([each.id])]
    form = forms.Convene(
        request.POST or None, bodies=bodies, last=last_of(sides.party), body=request.GET.get("body", "")
    )
    told = not_yet_told(request, form, partial(clashes_of_meeting, actor, own))
    if not told and (made := carried_out(form, actions.convene_meeting, own, actor)) is not None:
        messages.success(request, _("排好了。列入议题，再发通知。"))
        return go(request, "meetings:one", made.pk)
    context = {"form": form, "label": VERBS[CONVENE].label, "sides": sides, "told": told}
    return page(request, "meetings/convene.html", context, status=422 if form.is_bound else 200)


def shown(request: HttpRequest, meeting: Any) -> HttpResponse:
    """The page of a meeting that decides."""
    actor = actor_of(request)
    roster = roster_at(meeting)
    opened = _doors_of(actor, meeting)
    preparing = meeting.state == CONVENED and actor.holds("agenda_items.enter", *meeting.grant_paths)
    context = {
        "meeting": meeting,
        "about": meeting.title,
        "state_label": MEETING.label(meeting.state),
        "roster": roster,
        **_told_of_the_roster(actor, meeting, roster),
        "doors": opened,
        "first": _first(meeting, roster, opened),
        "lines": [_line(actor, each, roster) for each in agenda_of(actor, meeting)],
        "may_read": may_read(actor, meeting),
        "to_enter": to_enter(actor, meeting) if preparing else [],
        **_told_above(actor, meeting, opened),
        "amendments": meeting.amendments.order_by("pk"),
        "papers": papers_at(meeting) if may_read(actor, meeting) else {},
        "me": actor.person_id,
        "steps_on": _steps_on,
        "to_directive": _to_directive if _may_draft(actor, meeting) else None,
    }
    return page(request, "meetings/sitting.html", context)


def _told_of_the_roster(actor: Any, meeting: Any, roster: Any) -> dict[str, Any]:
    """Who sits in beside the roster, who speaks for whom, and the rules of the body by which they do."""
    return {
        "guests": guests_of(meeting.guests),
        "spoken_for": spoken_for_at(actor, meeting, roster),
        "holders": {seat.pk: seat.person.name for seat in roster.seats},
        "last_words": [registry.role(each).label.here() for each in roster.deciding.speaks_last],
        "is_verified": registry.body(meeting.body).verified,
    }


def _told_above(actor: Any, meeting: Any, opened: dict[str, Any]) -> dict[str, Any]:
    """What stands above the agenda: a late notice, an early hour, what is still open, what is looked at again."""
    return {
        "short": actions.short_notice(meeting) if meeting.state == CONVENED else 0,
        "is_early": is_before_its_hour(meeting) and "open" in opened,
        "still_open": still_open_before(actor, meeting),
        "look_at": to_look_at(actor, meeting),
        "looked_at": looked_at_in(actor, meeting),
    }


def _may_draft(actor: Any, meeting: Any) -> bool:
    """Whether the reader drafts directives for the organisation that decided."""
    return acts_here(actor, meeting) is None and actor.holds(DRAFT, meeting.organisation.path)


def _to_directive(hearing: Any) -> str:
    """Where a directive is drafted from what was resolved, its words filled in."""
    words = {"title": hearing.title, "text": hearing.resolution}
    return f"/directives/new/?{urlencode(words)}"


def _doors_of(actor: Any, meeting: Any) -> dict[str, Any]:
    """The verbs on a meeting; before its day nobody is there yet."""
    opened = doors(actor, meeting, MEETING_ACTS, lambda step: _meeting_at(meeting, step))
    early = meeting.state == SENT and clock.today() < meeting.held_on
    return {name: door for name, door in opened.items() if not (early and name in ("attend", "open"))}


def _first(meeting: Any, roster: Any, opened: dict[str, Any]) -> str:
    """The next step: who is there is noted before it is opened."""
    if meeting.state == SENT and any(seat.attends == "expected" for seat in roster.seats):
        return "attend"
    return FIRST.get(meeting.state, "sign" if "sign" in opened else "")


def _line(actor: Any, hearing: Any, roster: Any) -> dict[str, Any]:
    """An item of the agenda with its verbs, and its form for the next line of the minutes."""
    opened = doors(actor, hearing, HEARING_ACTS, lambda step: _hearing_at(hearing, step))
    shown = {name: door for name, door in opened.items() if not _is_said_by_the_order(name, door)}
    done_by = doing(hearing) if hearing.occasion_id else []
    return {
        "hearing": hearing,
        "doors": shown,
        "doing": done_by,
        "hours_late": hours_late_at(hearing),
        "write": forms.Write(hearing=hearing, speakers=speakers_at(hearing, roster))
        if "write" in opened
        else None,
    }


def _steps_on(hearing: Any, line: Any) -> tuple[tuple[str, str], ...]:
    """What its writer may do with a line of the minutes, with the words of the link."""
    lines = [each for each in hearing.minutes.all() if each.corrects_id is None]
    if line.speaker and last_word_at(lines):
        return (("correct", _("写更正")),)
    return (("rewrite", _("改")), ("drop", _("删")))


def _is_said_by_the_order(name: str, door: Any) -> bool:
    """Whether the agenda itself shows why a button is shut: another item is being heard, or it is the first."""
    return name in ("begin", "move_up") and door.refusal is not None and door.refusal.code == "gate-shut"


def _meeting_at(meeting: Any, step: str) -> str:
    return reverse("meetings:act", args=(meeting.pk, step))


def _hearing_at(hearing: Any, step: str) -> str:
    return reverse("meetings:hearing", args=(hearing.meeting_id, hearing.pk, step))


@holding(SEE_ITEMS)
@require_GET
def said(request: HttpRequest, meeting_id: int, hearing_id: int) -> HttpResponse:
    """The lines of the minutes of one item, as others have written them meanwhile."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    found = next((each for each in agenda_of(actor, meeting) if each.pk == hearing_id), None)
    if found is None:
        raise NotFound
    context = {"hearing": found, "meeting": meeting, "me": actor.person_id, "steps_on": _steps_on}
    return page(request, "meetings/said.html", context)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, meeting_id: int, step: str) -> HttpResponse:
    """One verb on a meeting."""
    meeting = meeting_for(actor_of(request), meeting_id)
    if step not in MEETING_ACTS or registry.body(meeting.body).deciding is None:
        raise NotFound
    return _through(request, MEETING_ACTS[step], meeting, meeting)


@holding(SEE_ITEMS)
@require_http_methods(["GET", "POST"])
def hearing(request: HttpRequest, meeting_id: int, hearing_id: int, step: str) -> HttpResponse:
    """One verb on an item at a meeting."""
    found = hearing_for(actor_of(request), hearing_id)
    if found.meeting_id != meeting_id or step not in HEARING_ACTS:
        raise NotFound
    return _through(request, HEARING_ACTS[step], found.meeting, found)


@holding(SEE_ITEMS)
@require_http_methods(["GET", "POST"])
def minute(request: HttpRequest, meeting_id: int, minute_id: int, step: str) -> HttpResponse:
    """One verb on a line of the minutes."""
    found = minute_for(actor_of(request), minute_id)
    if found.hearing.meeting_id != meeting_id or step not in MINUTE_ACTS:
        raise NotFound
    if found.is_dropped and request.POST.get("text"):
        return _write_anew(request, found)
    return _through(request, MINUTE_ACTS[step], found.hearing.meeting, found)


def _write_anew(request: HttpRequest, dropped: Any) -> HttpResponse:
    """What was typed over a line that was dropped meanwhile is offered as a line of its own."""
    act, hearing = HEARING_ACTS["write"], dropped.hearing
    refusal = may(actor_of(request), act.verb, hearing)
    if isinstance(refusal, NotAllowed):
        raise refusal
    form = act.form(hearing=hearing, initial=request.POST.dict())
    context = {
        "form": form,
        "act": act,
        "label": VERBS[act.verb].label,
        "about": hearing.title,
        "back": reverse("meetings:one", args=(hearing.meeting_id,)),
        "rows": forms.rows_of(form),
        "at": _hearing_at(hearing, "write"),
        "told": _("这一条已经删了。你写的还在，可以记成新的一条。"),
    }
    return page(request, "meetings/act.html", context, status=409)


def _onward(back: str, verb: str, made: Any) -> str:
    """Where the page goes on: at the item on the table; after each line anew, for to a browser a mark alone is no new page."""
    if verb.startswith("minutes."):
        return f"{back}?line={made.pk}-{made.version}#now"
    return f"{back}#now" if verb.startswith("hearings.") else back


def _through(request: HttpRequest, act: Act, meeting: Any, subject: Any) -> HttpResponse:
    """Carry the verb out and go back to the meeting; ask again where what was typed has a fault."""
    back = reverse("meetings:one", args=(meeting.pk,))
    return through(
        request,
        act,
        subject,
        onward=lambda made: go(request, _onward(back, act.verb, made)),
        template="meetings/attend.html" if act.verb == "meetings.attend" else "meetings/act.html",
        context=lambda form: {
            "about": subject.title,
            "back": back,
            "rows": forms.rows_of(form),
            "quoted": subject if act.verb in ("minutes.drop", "minutes.correct") else None,
        },
        meeting=subject,
        hearing=subject,
        minute=subject,
    )
