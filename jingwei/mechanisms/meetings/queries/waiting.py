"""What of deciding waits for a post: items to agree to or to second, meetings to prepare, minutes to find right and sign."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.meetings.flow import APPROVED, CLOSED, CONVENED, OPEN, PASSED, PROPOSED, READY, SENT
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting, Seat
from jingwei.mechanisms.meetings.queries.agenda import SEE_ITEMS
from jingwei.mechanisms.meetings.queries.planned import invitations_for
from jingwei.mechanisms.meetings.rules import CAME

AHEAD = timedelta(days=7)
MOST = 20
APPROVE, SECOND, REVIEW = "agenda_items.approve", "agenda_items.second", "agenda_items.review"
NEVER = Cast(Value(None), DateField())


def _items(which: str, rows: QuerySet[AgendaItem]) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(which=Value(which, CharField()), day=NEVER, more=F("kind_label"))
    return named.values_list("which", "pk", "title", "day", "more")


def _meetings(rows: QuerySet[Meeting]) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(which=F("state"), day=F("held_on"), more=Value("", CharField()))
    return named.values_list("which", "pk", "body", "day", "more")


def _asked(
    own: int, person: int, until: date | None, above: tuple[str, ...], *, does: frozenset[str]
) -> QuerySet[Any, Any]:
    """Everything in one question; `does` names the verbs held, `above` the paths where exceptions are reviewed."""
    here = AgendaItem.objects.filter(Q(organisation=own) | Q(unit=own))
    meets = Meeting.objects.filter(Q(organisation=own) | Q(unit=own), starts_at__isnull=False)
    parts = [_meetings(meets.filter(Q(state=CLOSED, chair=person) | _to_sign(person)))]
    if until is not None:
        parts.append(_meetings(meets.filter(state__in=(CONVENED, SENT, OPEN), held_on__lte=until)))
    if APPROVE in does:
        parts.append(_items(PROPOSED, here.filter(state=PROPOSED)))
    if SECOND in does:
        asked = here.filter(state=READY, seconded_by=None, urgent_paper=F("paper"))
        studied = Hearing.objects.filter(
            item=OuterRef("pk"), paper=OuterRef("paper"), state=PASSED
        ).order_by()
        asked = asked.exclude(Exists(studied))
        parts.append(_items(SECOND, asked.exclude(Q(urged_by=person) | Q(urged_at=own))))
    if above:
        used = Hearing.objects.filter(item=OuterRef("pk"), paper=OuterRef("urgent_paper"), is_exception=True)
        seen = AgendaItem.objects.filter(under("organisation__path", above), seconded_by__isnull=False)
        asked_by = Q(urged_by=person) | Q(seconded_by=person)
        parts.append(_items(REVIEW, seen.filter(Exists(used.order_by()), review="").exclude(asked_by)))
    return parts[0].union(*parts[1:], all=True)


def _to_sign(person: int) -> Q:
    there = Seat.objects.filter(person=person, attends__in=CAME).order_by()
    return Q(state=APPROVED, pk__in=there.values("meeting")) & ~Q(approved_by=person)


ASKED = Prepared(_asked, narrow=True)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What the post in use should do about items and meetings; who decides nothing is told what they may sign up for."""
    post = actor.post
    if post is None or post.organisation_id is None:
        return []
    if not actor.holds(SEE_ITEMS, post.path):
        return invitations_for(actor)
    does = frozenset(verb for verb in (APPROVE, SECOND) if actor.holds(verb, post.path))
    until = clock.today() + AHEAD if actor.holds("meetings.send", post.path) else None
    rows = ASKED(post.organisation_id, actor.person_id or 0, until, actor.paths(REVIEW), does=does)
    return [_told(*row) for row in sorted(rows, key=lambda row: (row[3] or date.max, row[1]))[:MOST]]


def _told(which: str, pk: int, title: str, day: date | None, more: str) -> Waiting:
    """One thing, with the one act that settles it."""
    item = f"/meetings/items/{pk}/"
    if which == PROPOSED:
        why = _("{kind}，等同意上会。").format(kind=registry.called("item_kinds")(more))
        return Waiting(_("议题"), title, why, item, 2, None, _("去看"), APPROVE, pk, answer=True)
    if which == SECOND:
        why = _("有人申请紧急上会，等你附议。")
        return Waiting(_("议题"), title, why, item, 1, None, _("去看"), SECOND, pk, answer=True)
    if which == REVIEW:
        why = _("没有先研究就上了会，等上级复核。")
        return Waiting(_("议题"), title, why, item, 2, None, _("去复核"), REVIEW, pk, answer=True)
    label, at = registry.body(title).label.here(), f"/meetings/{pk}/"
    why, act, verb = {
        CONVENED: (_("排好了，还没发通知。"), _("去准备"), "meetings.send"),
        SENT: (_("今天开会：先点到会。"), _("去开会"), "meetings.open"),
        OPEN: (_("正在开。"), _("去会上"), "meetings.close"),
        CLOSED: (_("散会了，等你审定记录。"), _("去审定"), "meetings.approve"),
        APPROVED: (_("记录审定了，等你签字。"), _("去签字"), "meetings.sign"),
    }[which]
    if which == SENT and day is not None and day > clock.today():
        why, act = _("通知发了，到那天点到会、开会。"), _("去看")
    elif which == SENT and day is not None and day < clock.today():
        why = _("该开的会过了，还没点到会。开了就点，没开就取消。")
    due = day if which in (CONVENED, SENT, OPEN) else None
    return Waiting(_("会议"), label, why, at, 3, due, act, verb, pk, answer=which in (CLOSED, APPROVED))
