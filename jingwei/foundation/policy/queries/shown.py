"""What is owed as the page of an organisation shows it, and as it waits on the desk of whoever leads the organisation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import SEE as SEE_LEDGER
from jingwei.foundation.policy.queries.editions import SEE
from jingwei.foundation.policy.queries.owed import Ask, Owed
from jingwei.foundation.policy.queries.owing import CONTENT, asks_for, asks_in, owed_by
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.manifest import begun_at
from jingwei.kernel.packs import registry

SOON = timedelta(days=14)
"""So long before its last day something enters the desk."""
TOLD = timedelta(days=31)
"""So long it is told there that something was not done, which nothing can mend any more."""
ORDER = ("overdue", "due", "met", "excused", "uncounted")


def shown_of(actor: Actor, organisation: Any) -> dict[str, Any] | None:
    """What the organisation whose page is open owes now, and what it did not do in the periods that ended last."""
    if organisation.on or not actor.holds_anywhere(SEE) or not actor.holds(CONTENT, organisation.path):
        return None
    today = clock.today()
    asks = [ask for ask in asks_in(organisation.university, today) if organisation.kind in ask.obligation.who]
    if not asks:
        return None
    owed = [
        each
        for each in owed_by(actor, asks, today, organisation.pk)
        if each.state in ("overdue", "excused") or not each.ask.is_over
    ]
    if not owed:
        return None
    owed.sort(key=lambda each: (ORDER.index(each.state), each.ask.until or today))
    return {
        "owed": [(each, begun_by(actor, each)) for each in owed if each.state != "uncounted"],
        "uncounted": [each for each in owed if each.state == "uncounted"],
        "opens": actor.holds(SEE_LEDGER, organisation.path),
    }


def begun_by(actor: Actor, owed: Owed) -> str:
    """Where the actor begins what is still to be done, in the own organisation or in a part of it; nothing elsewhere.

    What was missed may be made good while its last month is the one before this; `by` names its last day.
    """
    counted, post = owed.ask.obligation.count, actor.post
    if owed.state not in ("due", "overdue") or not _is_open(owed.ask):
        return ""
    if counted is None or post is None or not owed.owner.path.startswith(post.path):
        return ""
    known = {
        "result": next(iter(counted.result), ""),
        "organisation": owed.owner.id,
        "by": owed.ask.until if owed.ask.is_over else "",
    }
    held = (verb for verb in counted.verbs if actor.holds(verb, owed.owner.path))
    return next(filter(None, (begun_at(verb, **known) for verb in held)), "")


def _is_open(ask: Ask) -> bool:
    """Whether a record may still count for the period: until the end of the month after it."""
    return ask.until is None or ask.until >= clock.last_month(ask.on)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What the organisation of the post still owes: what ends soon, and what ended lately without being done.

    It waits for whoever leads the organisation: the one post of its kind there. The organisation and the days of its term
    are always asked, the records only where something ends about now. What comes every month has a place of its own.
    """
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(CONTENT, post.path):
        return []
    if not registry.role(post.role).singular:
        return []
    today = clock.today()
    near = [
        ask
        for ask in asks_for(actor, today)
        if ask.obligation.is_shown and ask.obligation.cycle != "month" and _is_near(ask)
    ]
    owed = owed_by(actor, near, today, post.organisation_id) if near else []
    return [_waiting(each, begun_by(actor, each)) for each in owed if each.state in ("due", "overdue")]


def _is_near(ask: Ask) -> bool:
    if ask.obligation.term is not None:
        return True
    return ask.until is not None and ask.on - TOLD <= ask.until <= ask.on + SOON


def _waiting(owed: Owed, at: str) -> Waiting:
    obligation, is_over = owed.ask.obligation, owed.state == "overdue"
    if obligation.term is not None:
        why = _("{measured}。换届以后写上新的任职，就好了。")
    elif is_over and at:
        why = _("{period}没记。开过的可以补记，到这个月底为止。")
    elif is_over:
        why = _("{period}没做到，补不上了。组织页上写着，上级看得到。")
    else:
        why = _("{period}的要求，记了 {number} 条，还差 {missing} 条。过了期补不上。")
    return Waiting(
        _("没做到") if is_over else _("该做的"),
        obligation.text.here(),
        why.format(
            period=owed.ask.words,
            number=owed.count,
            missing=obligation.measure - owed.count,
            measured=owed.measured,
        ),
        f"{owed.owner.url}#obligations",
        5,
        None if obligation.term is not None else owed.ask.until,
        _("记一次") if at else _("去看看"),
        f"obligation.{obligation.id}.{owed.ask.since}",
        owed.owner.id,
        known=is_over and obligation.term is None and not at,
        to=at,
    )
