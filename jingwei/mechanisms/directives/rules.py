"""Who answers a directive and who settles the answer; what has to be done before something is settled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel import workdays
from jingwei.kernel.actions import Reason, objects_to
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.directives.flow import DRAFT, ISSUED, SETTLED
from jingwei.mechanisms.directives.models import Directive, answered_to_issuer

AGAIN = timedelta(days=3)
MORNING, EVENING = 8, 18
IN_THE_OPEN = Reason(_l("已经下发了，附件要随“补附件”或者“修改部署”一起改，下面才知道。"), "3.5")
GIVEN_UP = Reason(_l("草稿已经撤回，附件也不再改了。"))


@objects_to("evidence.attach")
def takes_files(actor: Actor, subject: Any) -> Reason | None:
    """Files are laid beside a draft; what is issued changes by verbs that those below are told of."""
    if not isinstance(subject, Directive) or subject.state == DRAFT:
        return None
    return IN_THE_OPEN if subject.issued_on else GIVEN_UP


@objects_to("evidence.detach")
def gives_files_back(actor: Actor, attachment: Any) -> Reason | None:
    """The same of taking them away."""
    return takes_files(actor, attachment.subject) if attachment.subject_type == "directive" else None


def is_addressed(actor: Actor, receipt: Any) -> Reason | None:
    """Nobody answers in another organisation's place."""
    if actor.kind == "system" or (actor.post and actor.post.organisation_id == receipt.organisation_id):
        return None
    return Reason(_l("只有收到部署的组织自己能答复。"), "3.5")


def does_it_here(actor: Actor, receipt: Any) -> Reason | None:
    """Reports come from who is in charge where it was sent, or from the person in whose hands it is there."""
    if reason := is_addressed(actor, receipt):
        return reason
    path: str = receipt.organisation.path
    if actor.kind == "system" or actor.holds("receipts.sign", path) or has_it_in_hand(actor, receipt) is None:
        return None
    return Reason(_l("这件事没有交给你办。"))


def has_it_in_hand(actor: Actor, receipt: Any) -> Reason | None:
    """It is given back by the person to whom it was handed."""
    if actor.person_id is not None and actor.person_id == receipt.hand_id:
        return None
    return Reason(_l("这件事没有交给你办。"))


def stands_above(actor: Actor, receipt: Any) -> Reason | None:
    """What was answered is settled by the level above, within the reach of who issued it."""
    post = actor.post
    if post and post.path.startswith(issuer_of(receipt)) and _is_below(receipt, post.path):
        return None
    return Reason(_l("由上级组织来办。"), "3.5")


def _is_below(receipt: Any, path: str) -> bool:
    """Whether it stands below `path`: in its tree, or in the other one with who covers it at or below."""
    if receipt.is_joined:
        return bool(receipt.above.path.startswith(path))
    own: str = receipt.organisation.path
    return own != path and own.startswith(path)


def issuer_of(receipt: Any) -> str:
    """The path of who issued the directive."""
    path: str = receipt.directive.organisation.path
    return path


def is_in_force(receipt: Any) -> Reason | None:
    """A directive that is over asks nothing."""
    if receipt.directive.state == ISSUED:
        return None
    return Reason(_l("这件部署已经不再要求办理。"))


def children_settled(receipt: Any) -> Reason | None:
    """A level is settled only when all below it are settled or excused."""
    if reason := is_in_force(receipt):
        return reason
    known = getattr(receipt, "left", None)
    left = receipt.children.exclude(state__in=SETTLED).count() if known is None else known
    return _left(left) if left else None


def all_settled(directive: Any) -> Reason | None:
    """A directive is closed when every one addressed is settled or excused."""
    left = directive.left
    if left is None:
        left = answered_to_issuer(directive).exclude(state__in=SETTLED).count()
    return _left(left) if left else None


def is_replaced_once(directive: Any) -> Reason | None:
    """One draft at a time takes its place."""
    if directive.replaced_by.filter(state=DRAFT).exists():
        return Reason(_l("已经有一件草稿要代替它，改那一件就行。"))
    return None


def may_nudge_now(receipt: Any) -> Reason | None:
    """The same organisation is reminded once in three days, on working days, in the daytime."""
    if reason := is_in_force(receipt):
        return reason
    now = clock.now().astimezone(clock.ZONE)
    if not workdays.is_workday(now.date()) or not MORNING <= now.hour < EVENING:
        return Reason(_l("夜里和休息日不提醒。"), "3.5")
    if receipt.nudged_on and receipt.nudged_on + AGAIN > now.date():
        return Reason(_l("三天之内已经提醒过一次。"), "3.5")
    return None


def _left(count: int) -> Reason:
    message = str(_l("下面还有 {count} 个组织没有核销，也没有同意免办。"))
    return Reason(message.format(count=count), "3.5")
