"""The norms of an item: studied first, agreed to, an exception asked for by two sides, reviewed by others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.flow import AGENDA_ITEM, LISTED, PASSED, READY, UNDER_WAY

STUDIED_FIRST = "3.3a"


def acts_here(actor: Actor, subject: Any) -> Reason | None:
    """An organisation decides by its own people; who stands above reads, and leaves no hand in it."""
    own = (subject.place.party_id, subject.place.unit_id)
    if actor.kind == "system" or (actor.post is not None and actor.post.organisation_id in own):
        return None
    return Reason(_("要用本组织的职务来办；上级只看不办。"))


def passed_in(item: Any) -> set[str]:
    """The bodies that have passed this very number of its paper."""
    rows = item.hearings.filter(state=PASSED, paper=item.paper)
    return {registry.body(each).stands_for for each in rows.values_list("meeting__body", flat=True)}


def unstudied(item: Any, body: str) -> str | None:
    """The body that must pass this paper before `body` may hear it, and has not; None where there is none."""
    base = registry.body(body).stands_for
    before = item.bodies[: item.bodies.index(base)] if base in item.bodies else item.bodies
    done = passed_in(item)
    return next((each for each in before if each not in done), None)


def studied_before(actor: Actor, item: Any, meeting: Any = None) -> Reason | None:
    """It enters the agenda of a body on its way once those before have passed this paper (3.3a), and this one has not.

    Nothing stands against it as long as no meeting is named.
    """
    if meeting is None:
        return None
    body = registry.body(meeting.body)
    if body.stands_for not in item.bodies:
        return Reason(_("这类议题不上{body}。").format(body=body.label.here()), STUDIED_FIRST)
    if body.stands_for in passed_in(item):
        told = _("第 {paper} 稿在{body}上已经通过了。")
        return Reason(told.format(paper=item.paper, body=body.label.here()))
    return _study(item, meeting.body)


def may_be_heard(actor: Actor, hearing: Any) -> Reason | None:
    """The same whenever it is begun or voted on; and who leads the field has agreed to this paper.

    What was heard already is no longer asked about: its step is over.
    """
    if hearing.state not in (LISTED, UNDER_WAY):
        return None
    if hearing.item.state != READY:
        told = _("议题现在是“{state}”，还没有同意上会。")
        return Reason(told.format(state=AGENDA_ITEM.label(hearing.item.state)))
    return _study(hearing.item, hearing.meeting.body)


def _study(item: Any, body: str) -> Reason | None:
    missing = unstudied(item, body)
    if missing is None or item.is_exception:
        return None
    told = _("第 {paper} 稿还没有经{body}研究通过，不能上会。")
    if item.hearings.filter(state=PASSED).exists():
        told = _("第 {paper} 稿还没有经{body}研究通过，不能上会。材料改了，要再研究一次。")
    return Reason(told.format(paper=item.paper, body=registry.body(missing).label.here()), STUDIED_FIRST)


def not_yet_passed(actor: Actor, item: Any) -> Reason | None:
    """What one of the bodies on its way must still study may be asked to go first, once for each paper."""
    if len(item.bodies) < 2 or unstudied(item, item.bodies[-1]) is None:
        return Reason(_("这个议题不用紧急上会：该研究的都研究过了。"))
    if item.urged_by_id is not None and item.urgent_paper == item.paper:
        return Reason(_("这一稿已经有人申请了。"))
    if was_used(item) and not item.review:
        return Reason(_("上一次紧急上会，上级还没有复核。"), STUDIED_FIRST)
    return None


def not_who_urged(actor: Actor, item: Any) -> Reason | None:
    """Two people of two posts at two sides ask for an exception: not one twice, nor a deputy of the first."""
    if item.urged_by_id is None or item.urgent_paper != item.paper:
        return Reason(_("这一稿没有人申请紧急上会。"))
    if item.seconded_by_id is not None:
        return Reason(_("已经附议过了。"))
    if unstudied(item, item.bodies[-1]) is None:
        return Reason(_("这个议题不用紧急上会：该研究的都研究过了。"))
    if actor.person_id in (None, item.urged_by_id):
        return Reason(_("紧急上会要两个人：申请的人不能自己附议。"), STUDIED_FIRST)
    if actor.post is None or actor.post.organisation_id == item.urged_at_id:
        return Reason(_("紧急上会要党政两边各一个人：申请的那一边不能再附议。"), STUDIED_FIRST)
    return None


def was_used(item: Any) -> bool:
    """Whether a meeting has begun to hear the paper that two asked for as an exception."""
    if not item.seconded_by_id:
        return False
    return bool(item.hearings.filter(is_exception=True, paper=item.urgent_paper).exists())


def was_an_exception(actor: Actor, item: Any) -> Reason | None:
    """An exception that was used is reviewed, by others than those who asked for it."""
    if not was_used(item):
        return Reason(_("这个议题没有紧急上过会。"))
    if item.review:
        return Reason(_("已经复核过了。"))
    if actor.person_id in (item.urged_by_id, item.seconded_by_id):
        return Reason(_("是你申请或者附议的，由别的人来复核。"), STUDIED_FIRST)
    return None


def is_not_being_heard(actor: Actor, item: Any) -> Reason | None:
    """The paper on the table is not exchanged under those who look at it."""
    if item.hearings.filter(state=UNDER_WAY).exists():
        return Reason(_("会上正在议它，议完再改。"))
    return None
