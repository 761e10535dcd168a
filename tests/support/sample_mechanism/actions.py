"""The verbs on thanks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.thanks_probe.events import ThanksGiven, ThanksWithdrawn
from jingwei.mechanisms.thanks_probe.flow import THANKS
from jingwei.mechanisms.thanks_probe.models import Thanks
from jingwei.mechanisms.thanks_probe.rules import says_something


@action("thanks_probe.give", label=_l("致谢"), rule=says_something, lock=False)
def give_thanks(organisation: Organisation, *, actor: Actor, words: str) -> Thanks:
    """Say thank you to an organisation in a sentence."""
    thanks = Thanks.objects.create(organisation=organisation, words=words)
    record(ThanksGiven(words=words), actor=actor, subject=thanks)
    return thanks


@action("thanks_probe.withdraw", label=_l("撤回致谢"), flow=THANKS)
def withdraw_thanks(thanks: Thanks, *, actor: Actor) -> Thanks:
    """Take thanks back."""
    thanks.state = THANKS.advance(thanks.state, "withdraw")
    thanks.version += 1
    thanks.save(update_fields=["state", "version"])
    record(ThanksWithdrawn(), actor=actor, subject=thanks)
    return thanks
