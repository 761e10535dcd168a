"""A change of an organisation on any day: done at once where the day has come, else kept and carried out when it begins.

What is planned is kept as the verb was asked; each is carried out in a transaction of its own, once, by the system on
behalf of who decided it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations import events, rules
from jingwei.foundation.organisations.flow import CHANGE, PENDING, PLANNED
from jingwei.foundation.organisations.models import Organisation, PlannedChange
from jingwei.kernel.actions import action, may
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.dated import DAY
from jingwei.kernel.errors import Invalid, NotAllowed, Refused, StepNotOpen
from jingwei.kernel.events import Event

Effect = Callable[..., None]
EFFECTS: dict[str, Effect] = {}
"""How each verb changes an organisation from a day on that has come: `effect(organisation, day, *, actor, **asked)`."""
END = "organisations.end"
NONE = timedelta()
CARRIER = ("organisations.*", "memberships.*", "appointments.*", "matters.*", "people.see")


def effect(verb: str) -> Callable[[Effect], Effect]:
    """Declare what a verb that takes a day does when the day has come."""

    def declare(do: Effect) -> Effect:
        EFFECTS[verb] = do
        return do

    return declare


def from_day(
    organisation: Organisation,
    event: Event,
    day: date,
    *,
    actor: Actor,
    concerns: Collection[Organisation] = (),
    **asked: Any,
) -> None:
    """Change the organisation from a day on, or plan it where that day is ahead; the record says from which day.

    An end holds from the day after the last, and is done at once where the last day is today.
    """
    verb = event.verb
    _require_life(organisation, verb, day)
    if day - (DAY if verb == END else NONE) > clock.today():
        _plan(organisation, event, day, actor, concerns, asked)
    else:
        EFFECTS[verb](organisation, day, actor=actor, **asked)
    record(event, actor=actor, subject=organisation)


def _require_life(organisation: Organisation, verb: str, day: date) -> None:
    """Refuse a day before the organisation was founded; its last day may be its first."""
    first = organisation.founded_on
    if first and day - (DAY if verb == END else NONE) < first:
        message = _("日期不能早于它的成立时间 {date}。")
        raise Invalid.field("until" if verb == END else "since", message.format(date=first))


def _plan(
    organisation: Organisation,
    event: Event,
    day: date,
    actor: Actor,
    concerns: Collection[Organisation],
    asked: dict[str, Any],
) -> None:
    verb = event.verb
    present = PlannedChange.objects.filter(organisation=organisation, verb=verb, state__in=PENDING)
    if before := present.order_by("day").first():
        message = _("已经计划了一次（{told}）。要改，请先撤回它。")
        raise Invalid.field("until" if verb == END else "since", message.format(told=before.told))
    for each in (organisation, *concerns):
        if reason := rules.ends_before(each, day):
            raise NotAllowed("rule", reason.message)
    change = PlannedChange.objects.create(
        university=organisation.university,
        organisation=organisation,
        verb=verb,
        day=day,
        asked=_as_json(_written(asked)),
        event=_as_json(event.public_values()),
        planned_by=actor.name,
        planned_at=clock.now(),
    )
    change.others.set(concerns)


def _as_json(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _told(change: PlannedChange) -> str:
    """What will change, as the ledger keeps it: in the language of the policy."""
    with translation.override(settings.LANGUAGE_CODE):
        return change.told


def _written(asked: dict[str, Any]) -> dict[str, Any]:
    return {key: {"organisation": v.pk} if isinstance(v, Model) else v for key, v in asked.items()}


def _read(change: PlannedChange) -> dict[str, Any]:
    """What the verb was asked with, organisations as they are now."""
    return {
        key: Organisation.objects.get(pk=v["organisation"])
        if isinstance(v, dict) and v.keys() == {"organisation"}
        else v
        for key, v in json.loads(change.asked).items()
    }


def _as_rules_ask(verb: str, day: date) -> dict[str, date]:
    return {"until": day - DAY} if verb == END else {"since": day}


@action("organisations.withdraw", label=_l("撤回计划"), flow=CHANGE)
def withdraw_change(change: PlannedChange, *, actor: Actor) -> PlannedChange:
    """Take a planned change back before it is carried out; nothing changes."""
    change.state = CHANGE.advance(change.state, "withdraw")
    change.save(update_fields=["state"])
    event = events.ChangeWithdrawn(told=_told(change), day=str(change.day))
    record(event, actor=actor, subject=change.organisation)
    return change


@action("organisations.take_effect", label=_l("计划生效"), flow=CHANGE, system_only=True)
def take_effect(change: PlannedChange, *, actor: Actor) -> PlannedChange:
    """Carry a planned change out, its day having come; its rules are asked once more."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=change.organisation_id)
    asked = _read(change)
    change.state, change.reason = CHANGE.advance(change.state, "take_effect"), ""
    change.save(update_fields=["state", "reason"])
    if refusal := may(actor, change.verb, organisation, **asked, **_as_rules_ask(change.verb, change.day)):
        raise refusal
    EFFECTS[change.verb](organisation, change.day, actor=actor, **asked)
    event = events.ChangeTookEffect(told=_told(change), day=str(change.day))
    record(event, actor=actor, subject=organisation)
    return change


@action("organisations.hold", label=_l("计划受阻"), flow=CHANGE, system_only=True)
def hold_change(change: PlannedChange, *, actor: Actor, reason: str) -> PlannedChange:
    """Keep a planned change whose day has come and against which something stands; it is tried again each day."""
    change.state, change.reason = CHANGE.advance(change.state, "hold"), reason[:300]
    change.save(update_fields=["state", "reason"])
    event = events.ChangeHeld(told=_told(change), day=str(change.day), reason=change.reason)
    record(event, actor=actor, subject=change.organisation)
    return change


def carry_out(change: PlannedChange) -> bool:
    """Carry out a planned change whose day has come, for who planned it; False where something stood against it."""
    actor = system(_("系统"), *CARRIER, university_id=change.university_id)
    actor = replace(actor, on_behalf_of=change.planned_by)
    try:
        take_effect(change, actor=actor)
    except StepNotOpen as taken:
        if taken.code == "step-not-open":
            return False  # another worker was first
        _hold(change, actor, taken)
        return False
    except Refused as refusal:
        _hold(change, actor, refusal)
        return False
    return True


def _hold(change: PlannedChange, actor: Actor, refusal: Refused) -> None:
    if change.state == PLANNED:
        reasons = [str(error.message) for error in refusal.errors] or [str(refusal)]
        hold_change(change, actor=actor, reason=_("；").join(reasons))


__all__ = [
    "EFFECTS",
    "carry_out",
    "effect",
    "from_day",
    "hold_change",
    "take_effect",
    "withdraw_change",
]
