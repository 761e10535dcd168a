"""The verb that closes a period: its figures are kept as the ledger gives them while nobody writes."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.ledger.queries import chains
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.policy.queries import followed_of
from jingwei.kernel.actions import Reason, action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.posts import post_kept
from jingwei.mechanisms.measures.events import PeriodClosed
from jingwei.mechanisms.measures.models import ClosedPeriod
from jingwei.mechanisms.measures.queries import asked_of, organisation_of
from jingwei.mechanisms.measures.queries.closed import digest_of, figures_at
from jingwei.mechanisms.measures.queries.spans import Span, period

CLOSE = "closed_periods.close"


def is_its_own(actor: Actor, organisation: Organisation) -> Reason | None:
    """An organisation closes its own periods; who stands above reads them. The authority above universities closes none."""
    if organisation.university.kind == "authority":
        return Reason(_("各校封存各校的数，这里不封存。"))
    if actor.post is not None and actor.post.organisation_id == organisation.pk:
        return None
    return Reason(_("由本组织来封存自己的数。"))


@action(CLOSE, label=_l("封存这一期"), rule=is_its_own, lock=False)
def close_period(organisation: Organisation, *, actor: Actor, period: str) -> ClosedPeriod:
    """Keep all figures of a quarter or a year that is over as they stand now, for ever."""
    span = _over(period)
    if ClosedPeriod.objects.filter(organisation=organisation, begins=span.begins, ends=span.ends).exists():
        raise Invalid.field("period", _("{period}已经封存过了。").format(period=span.label))
    height = hold_chain(organisation.university_id)
    head = next(head for university, _height, head in chains() if university == organisation.university_id)
    then = organisation_of(actor, organisation.pk, clock.today())
    followed = followed_of(organisation.university, clock.today())
    closed = ClosedPeriod(
        university_id=organisation.university_id,
        organisation=organisation,
        begins=span.begins,
        ends=span.ends,
        packs=[[v.id, v.version, v.fingerprint] for v in (each.edition.version for each in followed)],
        figures=figures_at(then, asked_of(then), span, height),
        height=height,
        head=head,
        closed_on=clock.today(),
        closed_name=actor.name,
        closed_post=post_kept(actor),
    )
    closed.digest = digest_of(closed)
    closed.save()
    event = PeriodClosed(
        begins=str(span.begins),
        ends=str(span.ends),
        count=len(closed.figures),
        packs="、".join(f"{name}@{version}" for name, version, _print in closed.packs),
        height=height,
        head=head,
        digest=closed.digest,
    )
    record(event, actor=actor, subject=closed)
    return closed


def _over(asked: str) -> Span:
    """The quarter or year asked for, where it is over."""
    if not asked:
        raise Invalid.field("period", _("请选封存哪一期。"))
    span = period(asked)
    if span.ends >= clock.today():
        raise Invalid.field("period", _("{period}还没有过完，过完了再封存。").format(period=span.label))
    return span
