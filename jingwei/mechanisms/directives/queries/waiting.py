"""What of directives waits for a post: its own receipts, and what those below answered; prepared questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

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


def _owed(own: int) -> QuerySet[Any, Any]:
    rows = Receipt.objects.filter(organisation=own, state__in=OWING, directive__state=ISSUED)
    return _told(rows)


def _handed(own: int, person: int) -> QuerySet[Any, Any]:
    """Those of an organisation that are in the hands of a person."""
    rows = Receipt.objects.filter(organisation=own, hand=person, state__in=IN_HAND, directive__state=ISSUED)
    return _told(rows)


def _told(rows: QuerySet[Receipt]) -> QuerySet[Any, Any]:
    own = ("pk", "state", "reason", "nudged_on", "due", "matter", "hand__name", "given_back")
    return rows.order_by("due", "pk").values(*own, "directive", "directive__title")[:MOST]


def _answered(own: int) -> QuerySet[Any, Any]:
    """Those below that answered, by directive: of the next addressed above where that is this post's, else the issuer's."""
    mine = Q(parent__organisation=own) | Q(parent=None, directive__organisation=own)
    rows = Receipt.objects.filter(mine, state__in=(REPORTED, DECLINED), directive__state=ISSUED)
    named = rows.order_by().values("directive", "directive__title")
    return named.annotate(reported=Count("pk", Q(state=REPORTED)), declined=Count("pk", Q(state=DECLINED)))


OWED, HANDED, ANSWERED = Prepared(_owed), Prepared(_handed), Prepared(_answered)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What the post in use should do about directives."""
    post = actor.post
    if post is None or post.organisation_id is None:
        return []
    found: list[Waiting] = []
    if actor.holds("receipts.sign", post.path):
        found += map(_own, OWED(post.organisation_id))
    elif actor.person_id is not None and actor.holds("receipts.give_back", post.path):
        found += map(_mine, HANDED(post.organisation_id, actor.person_id))
    if actor.holds("receipts.close", post.path):
        found += (item for row in ANSWERED(post.organisation_id) for item in _below(row))
    return found


def _own(row: dict[str, Any]) -> Waiting:
    """One's own next step: sign, say how, report, or mend what came back."""
    where = f"/directives/{row['directive']}/"
    at = f"{where}receipts/{row['pk']}/"
    why, act, to, verb = {
        SENT: (_("上级的部署，看过就签收。"), _("签收"), "", "receipts.sign"),
        SIGNED: (_("签收了，还没说怎么落实。"), _("去承接"), f"{at}take-on/", "receipts.take_on"),
        TAKEN: (_("正在落实，做出结果就回报。"), _("去回报"), f"{at}report/", "receipts.report"),
        RETURNED: (_("退回补充：{reason}").format(reason=row["reason"]), _("去补充"), "", "receipts.report"),
    }[row["state"]]
    if row["state"] == TAKEN and row["matter"]:
        why = _("用事项在落实，有一笔得到认可就自动回报。")
    if row["hand__name"] and row["state"] != RETURNED:
        why = _("交给{name}办了。").format(name=row["hand__name"])
    elif row["given_back"]:
        why = _("交回来了：{reason}").format(reason=row["given_back"])
    if row["nudged_on"]:
        why = _("{why}上级提醒过。").format(why=why)
    return Waiting(
        _("部署"),
        row["directive__title"],
        why,
        where,
        2,
        row["due"],
        act,
        verb,
        row["pk"],
        to=to,
        press=f"{at}sign/" if row["state"] == SENT else "",
        may_wait=True,
        others=_others(row, at),
        answer=True,
        late=_("回报的期限过了，上级看得到停在这里。"),
    )


def _others(row: dict[str, Any], at: str) -> tuple[tuple[str, str], ...]:
    """What else may be done: hand it to a person once it is signed, say that it is not theirs."""
    hand = _("改交给别人") if row["hand__name"] else _("交给一个人")
    found = [(hand, f"{at}hand/")] if row["state"] in IN_HAND else []
    return (*found, *([(_("不归我办"), f"{at}decline/")] if row["state"] in (SENT, SIGNED) else []))


def _mine(row: dict[str, Any]) -> Waiting:
    """What was handed to the person: do it and report, or give it back."""
    where = f"/directives/{row['directive']}/"
    at = f"{where}receipts/{row['pk']}/"
    why = _("交给你办，做出结果就回报。")
    if row["state"] == RETURNED:
        why = _("退回补充：{reason}").format(reason=row["reason"])
    about: dict[str, Any] = {
        "to": f"{at}report/",
        "others": ((_("交回"), f"{at}give-back/"),),
        "answer": True,
    }
    about |= {"may_wait": True, "late": _("回报的期限过了，上级看得到停在这里。")}
    verb, title = "receipts.report", row["directive__title"]
    return Waiting(_("部署"), title, why, where, 2, row["due"], _("去回报"), verb, row["pk"], **about)


def _below(row: dict[str, Any]) -> Iterator[Waiting]:
    """What those below answered: settle it, or say whether it is theirs."""
    about: dict[str, Any] = {"url": f"/directives/{row['directive']}/?show=answered", "answer": True}
    told = (
        (row["reported"], _("{count} 个下级回报了，等你核销。"), _("去核销"), "receipts.close"),
        (row["declined"], _("{count} 个下级说不归自己办，等你答复。"), _("去答复"), "receipts.excuse"),
    )
    for count, why, act, verb in told:
        if count:
            yield Waiting(
                _("部署"),
                row["directive__title"],
                why.format(count=count),
                minutes=count,
                act=act,
                verb=verb,
                subject_id=row["directive"],
                **about,
            )
