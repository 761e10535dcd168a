"""The verbs on what is owed: an organisation above excuses one below from it for one period, and takes that back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.policy import rules
from jingwei.foundation.policy.events import Excused, ExcuseWithdrawn
from jingwei.foundation.policy.models import Excuse
from jingwei.foundation.policy.queries.owed import Ask, Owed
from jingwei.foundation.policy.queries.owing import asks_for, owed_by
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid

LONGEST_REASON = 200
REFUSED = {
    "met": _l("这一期已经做到了，没有什么可免。"),
    "excused": _l("这一期已经免了。"),
}


@action("excuses.make", label=_l("免做"), rule=rules.from_above, lock=False)
def make_excuse(
    organisation: Organisation, *, actor: Actor, obligation: str, reason: str, on: date | None = None
) -> Excuse:
    """Excuse an organisation below from what it owes in the period of a day, today unless said; the reason is told to all.

    Only for the period that runs and the one before it, and only where it is not done. Invalid otherwise.
    """
    owed = _owed(actor, organisation, obligation, on or clock.today())
    if owed.state in REFUSED:
        raise Invalid.field("obligation", REFUSED[owed.state])
    reason = reason.strip()
    if not reason:
        raise Invalid.field("reason", _("请写一句为什么，这个组织和上级都看得到。"))
    if len(reason) > LONGEST_REASON:
        raise Invalid.field("reason", _("最多 {number} 字。").format(number=LONGEST_REASON))
    made = Excuse.objects.create(
        university_id=organisation.university_id,
        organisation=organisation,
        obligation=obligation,
        since=owed.ask.since,
        reason=reason,
        made_by_id=actor.person_id,
        made_on=clock.today(),
    )
    record(
        Excused(**_words(owed.ask), obligation=obligation, since=str(made.since), reason=reason),
        actor=actor,
        subject=organisation,
        part=f"excuse:{made.pk}",
    )
    return made


@action("excuses.withdraw", label=_l("收回免做"), rule=rules.from_above)
def withdraw_excuse(excuse: Excuse, *, actor: Actor) -> Excuse:
    """Take back an excuse: what was owed is owed again."""
    if excuse.withdrawn_on is not None:
        raise Invalid.field("excuse", _("已经收回了。"))
    excuse.withdrawn_on = clock.today()
    excuse.save(update_fields=["withdrawn_on"])
    asked = next(
        (
            each
            for each in asks_for(actor, excuse.made_on)
            if (each.obligation.id, each.since) == (excuse.obligation, excuse.since)
        ),
        None,
    )
    words = _words(asked) if asked else {"text": excuse.obligation, "period": str(excuse.since)}
    event = ExcuseWithdrawn(**words, obligation=excuse.obligation, since=str(excuse.since))
    record(event, actor=actor, subject=excuse.organisation, part=f"excuse:{excuse.pk}")
    return excuse


def _owed(actor: Actor, organisation: Any, obligation: str, day: date) -> Owed:
    """How the organisation stands with what is asked in the period of a day."""
    today = clock.today()
    asks = [each for each in asks_for(actor, today) if each.obligation.id == obligation]
    if not asks:
        raise Invalid.field("obligation", _("没有这一项要求。"))
    in_period = [each for each in asks if _runs(each, day) and each.obligation.is_shown]
    owed = owed_by(actor, in_period, today, organisation.pk) if in_period else []
    if not owed:
        raise Invalid.field("on", _("这一期没有要求这个组织做，或者太早了，已经定了。"))
    return owed[0]


def _runs(ask: Ask, day: date) -> bool:
    return ask.until is None or ask.since <= day <= ask.until


def _words(ask: Ask) -> dict[str, str]:
    """What is asked and when, as the record tells it."""
    with translation.override("zh-hans"):
        return {"text": ask.obligation.text.zh, "period": ask.words}
