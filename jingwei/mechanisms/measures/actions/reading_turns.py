"""The verb that says where an organisation stands in the three turns: the facts propose, the level above confirms."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import override

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import Reason, action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.posts import post_kept
from jingwei.kernel.said import said
from jingwei.mechanisms.measures.events import TurnRead
from jingwei.mechanisms.measures.models import TurnReading
from jingwei.mechanisms.measures.queries import organisation_of
from jingwei.mechanisms.measures.queries.spans import Span, period
from jingwei.mechanisms.measures.queries.turns import STANDS, Read, turns_of

CONFIRM = "turn_readings.confirm"
CLAUSE = "4.0"
LONGEST_REASON = 200


def stands_above(actor: Actor, organisation: Organisation) -> Reason | None:
    """The next level above says it, nobody of their own organisation."""
    if actor.post is not None and actor.post.path == organisation.path[: -Organisation.steplen]:
        return None
    return Reason(_("由上一级来认定，自己的不由自己认定。"), CLAUSE)


@action(CONFIRM, label=_l("认定转变"), rule=stands_above)
def confirm_turn(
    organisation: Organisation, *, actor: Actor, year: int, turn: str, stand: str, reason: str = ""
) -> TurnReading:
    """Say where it stands in one turn in a year; where that is not what the facts propose, or changes what was said, say why."""
    then = organisation_of(actor, organisation.pk)
    read = _asked(then, _year(year), turn)
    if stand not in STANDS:
        raise Invalid.field("stand", _("请选一个认定。"))
    if not reason.strip() and (stand != read.proposed or read.confirmed):
        raise Invalid.field("reason", _("和记录提示的不一样，或者改以前的认定，要写一句理由。"))
    about = {
        "university_id": organisation.university_id,
        "label": f"{read.turn.before.zh}→{read.turn.after.zh}",
        "stand": stand,
        "proposed": read.proposed,
        "reason": said("reason", reason, LONGEST_REASON) if reason.strip() else "",
        "figures": read.figures,
        "said_on": clock.today(),
        "said_name": actor.name,
        "said_post": post_kept(actor),
        "version": read.confirmed.version + 1 if read.confirmed else 1,
    }
    made, _new = TurnReading.objects.update_or_create(
        organisation=organisation, year=year, turn=turn, defaults=about
    )
    with override("zh-hans"):
        words = made.get_stand_display()
    told = {name: about[name] for name in ("stand", "proposed", "reason")}
    event = TurnRead(organisation=organisation.name, year=year, turn=turn, words=words, **told)
    record(event, actor=actor, subject=made, clauses=(read.turn.clause,))
    return made


def _year(asked: int) -> Span:
    """The year that runs, or the last."""
    if asked not in (clock.today().year, clock.today().year - 1):
        raise Invalid.field("year", _("只认定今年和去年的。"))
    return period(str(asked))


def _asked(organisation: Organisation, span: Span, turn: str) -> Read:
    found = next((each for each in turns_of(organisation, span) if each.turn.id == turn), None)
    if found is None:
        raise Invalid.field("turn", _("学校执行的文件里没有这个转变。"))
    return found
