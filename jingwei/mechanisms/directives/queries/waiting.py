"""What of directives waits for a post: its own receipts, and what those below answered; prepared questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import starmap
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, Count, DateField, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import acts_there
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.directives.flow import (
    DECLINED,
    IN_HAND,
    ISSUED,
    OWING,
    REPORTED,
    RETURNED,
    SENT,
    SIGNED,
    TAKEN,
)
from jingwei.mechanisms.directives.models import Receipt

MOST = 20


class Row(NamedTuple):
    """A receipt of one's own, or the answers of those below to a directive: then `reported` or `declined` counts them.

    `hand` is the name of who has it in hand, as long as they act where it was sent.
    """

    pk: int
    state: str
    reason: str
    nudged_on: date | None
    due: date | None
    matter: int | None
    hand: str
    given_back: str
    directive: int
    title: str
    reported: int
    declined: int


OWN = ("pk", "state", "reason", "nudged_on", "due", "matter")
NONE, NO_DAY, NOBODY = Value(0), Cast(Value(None), DateField()), Cast(Value(None), BigIntegerField())
OF_NO_RECEIPT = (NONE, Value(""), Value(""), NO_DAY, NO_DAY, NOBODY, Value(""), Value(""))


def _both(own: int, today: date) -> QuerySet[Any, Any]:
    """Its own receipts and the answers of those below, in one question."""
    rows = Receipt.objects.filter(organisation=own, state__in=OWING, directive__state=ISSUED)
    return _told(rows, today).union(_answered(own), all=True)


def _handed(own: int, person: int, today: date) -> QuerySet[Any, Any]:
    """Those of an organisation that are in the hands of a person."""
    rows = Receipt.objects.filter(organisation=own, hand=person, state__in=IN_HAND, directive__state=ISSUED)
    return _told(rows, today)


def _told(rows: QuerySet[Receipt], today: date) -> QuerySet[Any, Any]:
    first = Receipt.objects.filter(pk__in=rows.order_by("due", "pk").values("pk")[:MOST])
    here = acts_there(OuterRef("organisation"), OuterRef("hand"), today)
    hand = Case(When(here, then=F("hand__name")), default=Value(""))
    about = (hand, "given_back", "directive", "directive__title")
    return first.order_by().values_list(*OWN, *about, NONE, NONE)


def _answered(own: int) -> QuerySet[Any, Any]:
    """Those below that answered, by directive: of the next addressed above where that is this post's, else the issuer's."""
    mine = Q(parent__organisation=own) | Q(parent=None, directive__organisation=own)
    rows = Receipt.objects.filter(mine, state__in=(REPORTED, DECLINED), directive__state=ISSUED)
    named = rows.order_by().values("directive", "directive__title")
    counted = named.annotate(reported=Count("pk", Q(state=REPORTED)), declined=Count("pk", Q(state=DECLINED)))
    return counted.values_list(*OF_NO_RECEIPT, "directive", "directive__title", "reported", "declined")


BOTH, HANDED, ANSWERED = (Prepared(asked, narrow=True) for asked in (_both, _handed, _answered))


def waiting_for(actor: Actor) -> list[Waiting]:
    """What the post in use should do about directives."""
    post = actor.post
    if post is None or post.organisation_id is None:
        return []
    today = clock.today()
    signs, settles = (actor.holds(verb, post.path) for verb in ("receipts.sign", "receipts.close"))
    mine: list[Any] = []
    if signs:
        rows = list(starmap(Row, BOTH(post.organisation_id, today)))
    else:
        rows = list(starmap(Row, ANSWERED(post.organisation_id))) if settles else []
        if actor.person_id is not None and actor.holds("receipts.give_back", post.path):
            mine = list(starmap(Row, HANDED(post.organisation_id, actor.person_id, today)))
    own = sorted((row for row in rows if row.pk), key=lambda row: (row.due, row.pk))
    below = (item for row in rows if settles and not row.pk for item in _below(row))
    forwards = actor.holds("receipts.forward", post.path)
    return [
        *(_own(row, forwards=forwards) for row in own),
        *map(_mine, sorted(mine, key=lambda row: (row.due, row.pk))),
        *below,
    ]


def _own(row: Row, *, forwards: bool) -> Waiting:
    """One's own next step: sign, send it on or say how, report, or mend what came back."""
    where = f"/directives/{row.directive}/"
    at = f"{where}receipts/{row.pk}/"
    why, act, to, verb = {
        SENT: (_("上级的部署，看过就签收。"), _("签收"), "", "receipts.sign"),
        SIGNED: (_("签收了，还没说怎么落实。"), _("去承接"), f"{at}take-on/", "receipts.take_on"),
        TAKEN: (_("正在落实，做出结果就回报。"), _("去回报"), f"{at}report/", "receipts.report"),
        RETURNED: (_("退回补充：{reason}").format(reason=row.reason), _("去补充"), "", "receipts.report"),
    }[row.state]
    if forwards and row.state == SIGNED:
        why, act = _("签收了，还没转发下级。"), _("去转发")
        to, verb = f"{at}forward/", "receipts.forward"
    if row.state == TAKEN and row.matter:
        why = _("用事项在落实，有一笔得到认可就自动回报。")
    in_hand = row.state in (SIGNED, TAKEN)
    if row.hand and in_hand:
        why = _("交给{name}办了。").format(name=row.hand)
    elif row.given_back and in_hand:
        why = _("交回来了：{reason}").format(reason=row.given_back)
    if row.nudged_on:
        why = _("{why}上级提醒过。").format(why=why)
    return Waiting(
        _("部署"),
        row.title,
        why,
        where,
        2,
        row.due,
        act,
        verb,
        row.pk,
        to=to,
        press=f"{at}sign/" if row.state == SENT else "",
        may_wait=True,
        others=_others(row, at, forwards=forwards),
        answer=not (row.hand and in_hand),
        late=_("回报的期限过了，上级看得到停在这里。"),
    )


def _others(row: Row, at: str, *, forwards: bool) -> tuple[tuple[str, str], ...]:
    """What else may be done: send it on, hand it to a person once it is signed, say that it is not theirs."""
    hand = _("改交给别人") if row.hand else _("交给一个人")
    found = [(_("承接"), f"{at}take-on/")] if forwards and row.state == SIGNED else []
    found += [(_("转发下级"), f"{at}forward/")] if forwards and row.state in (SENT, TAKEN, RETURNED) else []
    found += [(hand, f"{at}hand/")] if row.state in IN_HAND else []
    return (*found, *([(_("不归我办"), f"{at}decline/")] if row.state in (SENT, SIGNED) else []))


def _mine(row: Row) -> Waiting:
    """What was handed to the person: do it and report, or give it back."""
    where = f"/directives/{row.directive}/"
    at = f"{where}receipts/{row.pk}/"
    why = _("交给你办，做出结果就回报。")
    if row.state == RETURNED:
        why = _("退回补充：{reason}").format(reason=row.reason)
    about: dict[str, Any] = {
        "to": f"{at}report/",
        "others": ((_("交回"), f"{at}give-back/"),),
        "answer": True,
    }
    about |= {"may_wait": True, "late": _("回报的期限过了，上级看得到停在这里。")}
    verb, title = "receipts.report", row.title
    return Waiting(_("部署"), title, why, where, 2, row.due, _("去回报"), verb, row.pk, **about)


def _below(row: Row) -> Iterator[Waiting]:
    """What those below answered: settle it, or say whether it is theirs."""
    about: dict[str, Any] = {"url": f"/directives/{row.directive}/?show=answered", "answer": True}
    told = (
        (row.reported, _("{count} 个下级回报了，等你核销。"), _("去核销"), "receipts.close"),
        (row.declined, _("{count} 个下级说不归自己办，等你答复。"), _("去答复"), "receipts.excuse"),
    )
    for count, why, act, verb in told:
        if count:
            yield Waiting(
                _("部署"),
                row.title,
                why.format(count=count),
                minutes=count,
                act=act,
                verb=verb,
                subject_id=row.directive,
                **about,
            )
