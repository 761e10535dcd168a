"""Who takes which step with a problem, and what must show that it is solved."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor

CLAUSE = "1.4"


def names_as_itself(actor: Actor, organisation: Any) -> Reason | None:
    """An organisation says what it finds in its own name: who accepts that it is solved hangs on who named it."""
    if actor.post and actor.post.organisation_id == organisation.pk:
        return None
    return Reason(_l("问题由自己所在的组织提出，不能替别的组织提。"), CLAUSE)


def owns_it(actor: Actor, problem: Any) -> Reason | None:
    """The organisation whose problem it is works on it, or the unit named beside it."""
    if actor.post and actor.post.organisation_id in (problem.organisation_id, problem.unit_id):
        return None
    return Reason(_l("由负责这个问题的组织来办。"), CLAUSE)


def who_named_it(actor: Actor, problem: Any) -> Reason | None:
    """It is taken back, or put together with another, by who named it."""
    if actor.post and actor.post.organisation_id == problem.named_at_id:
        return None
    return Reason(_l("由提出这个问题的组织来办。"), CLAUSE)


def answers_it(actor: Actor, problem: Any) -> Reason | None:
    """Who named it or the level above says whether it is solved: never its owner, nor who reported it."""
    post = actor.post
    if post is None or post.organisation_id is None:
        return Reason(_l("由提出问题的组织或者上一级来认可。"), CLAUSE)
    if post.organisation_id in (problem.organisation_id, problem.unit_id):
        return Reason(_l("自己的问题不能自己销号，由提出的组织或者上一级来认可。"), CLAUSE)
    if actor.person_id == problem.reported_by_id:
        return Reason(_l("销号是你申请的，由别的人来认可。"), CLAUSE)
    above = any(each and each.path.startswith(post.path) for each in (problem.organisation, problem.unit))
    if above or post.organisation_id == problem.named_at_id:
        return None
    return Reason(_l("由提出问题的组织或者上一级来认可。"), CLAUSE)


def proof_of(problem: Any) -> str:
    """What its matter shows: an outcome that the other side confirmed, or that it was inspected and closed."""
    matter = problem.matter
    if matter is None or matter.state == "withdrawn":
        return ""
    if matter.state == "closed":
        return _("转成的事项检查过、办结了")
    if matter.deeds.filter(kind="outcome", state="confirmed").exists():
        return _("转成的事项有对方认可的结果")
    return ""


def still_shown(problem: Any) -> Reason | None:
    """What was put forward as proof is still there: meanwhile its matter may have been withdrawn."""
    if proof_of(problem) or problem.shown_by:
        return None
    return Reason(_("申请时的凭据已经没有了，比如事项撤回了。先退回去，让对方补上凭据。"), CLAUSE)


def missing_of(problem: Any) -> str:
    """One plain sentence of what is missing before it can be reported solved; nothing where all is there."""
    if proof_of(problem):
        return ""
    if problem.matter is None:
        return _("还没有转成事项；不转的话，申请销号时要写明哪份记录或文件看得出来。")
    return _("转成的事项还没有对方认可的结果，也没有检查办结；要不就写明哪份记录或文件看得出来。")
