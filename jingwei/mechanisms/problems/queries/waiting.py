"""What of problems waits for the post in use: its own to be solved, and those reported solved to it."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from jingwei.foundation.organisations.queries import Organisation, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.problems.flow import CARRIED, IN_HAND, REPORTED
from jingwei.mechanisms.problems.models import Problem

REPORT, CLOSE = "problems.report", "problems.close"
MOST = 20


def _to_do(own: int, path: str, next_down: int) -> QuerySet[Problem]:
    here = Q(organisation=own) | Q(unit=own)
    elsewhere = ~Q(organisation=own) & (Q(unit=None) | ~Q(unit=own))
    answers = Q(state=REPORTED) & elsewhere & (Q(named_at=own) | _named_of_itself(path, next_down))
    return Problem.objects.filter(here & Q(state__in=IN_HAND) | answers, ended_on=None).order_by("due", "pk")[
        :MOST
    ]


def _named_of_itself(path: str, depth: int) -> Q:
    """Those that an organisation of this depth below the path named of itself, on either side."""
    below = [
        under(f"{side}__path", (path,)) & Q(**{f"{side}__depth": depth}) for side in ("organisation", "unit")
    ]
    return (Q(named_at=F("organisation")) | Q(named_at=F("unit"))) & (below[0] | below[1])


TO_DO = Prepared(_to_do, narrow=True)


def waiting_for(actor: Actor) -> list[Waiting]:
    """What was reported solved waits for who named it; what is in hand for whose it is."""
    post = actor.post
    if post is None or post.organisation_id is None:
        return []
    held = {verb for verb in (REPORT, CLOSE) if actor.holds(verb, post.path)}
    if not held:
        return []
    depth = len(post.path) // Organisation.steplen + 1
    rows = [_waiting(each, actor) for each in TO_DO(post.organisation_id, post.path, depth)]
    return [each for each in rows if each.verb in held]


def _waiting(problem: Problem, actor: Actor) -> Waiting:
    reported = problem.state == REPORTED
    return Waiting(
        kind=_("问题"),
        title=problem.text,
        why=_why(problem, actor),
        url=f"/problems/{problem.pk}/",
        minutes=2,
        due=None if reported else problem.due,
        act=_("去看看"),
        verb=CLOSE if reported else REPORT,
        subject_id=problem.pk,
        answer=reported,
    )


def _why(problem: Problem, actor: Actor) -> str:
    if problem.state == REPORTED:
        return _("{name}申请销号，等你们认可。").format(name=problem.organisation.name)
    if problem.state == CARRIED and problem.matter:
        return _("在“{matter}”里办，有了认可的结果就申请销号。").format(matter=problem.matter.title)
    if problem.reason:
        return _("没有销号：{reason}").format(reason=problem.reason)
    if actor.post and problem.named_at_id == actor.post.organisation_id:
        return _("自己提的，还没有开始办。")
    return _("{name}提的，还没有开始办。").format(name=problem.named_at.name)
