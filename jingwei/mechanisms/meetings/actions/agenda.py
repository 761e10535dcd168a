"""The verbs on agenda items: proposed, revised, agreed to by who leads the field, entered, asked for as an exception."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.papers import pages_of
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.evidence.actions import lay_again, lay_beside
from jingwei.foundation.evidence.queries import digests_of
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import Reason, action, objects_to
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.events import label_kept
from jingwei.kernel.packs import registry
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import events, rules
from jingwei.mechanisms.meetings.actions.memory import (
    LONGEST_PROPOSAL,
    LONGEST_REASON,
    LONGEST_TITLE,
    item_moved,
)
from jingwei.mechanisms.meetings.flow import AGENDA_ITEM, CONVENED, LISTED, READY, TAKEN_OUT
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting
from jingwei.mechanisms.meetings.queries import (
    ListedKind,
    Sides,
    is_with_unit,
    kinds_of,
    list_of,
    paper_of,
    sides_of,
    upcoming_with,
)
from jingwei.mechanisms.meetings.queries.limits import hours_late, too_large, too_long


@action("agenda_items.propose", label=_l("提议题"), lock=False)
def propose_item(
    organisation: Organisation,
    *,
    actor: Actor,
    title: str,
    kind: str,
    proposal: str,
) -> AgendaItem:
    """Propose something to be decided: its title, its kind, and what is asked."""
    sides = sides_of(organisation)
    if sides is None:
        raise Invalid.field("organisation", _("这个组织没有党组织会议，也没有党政联席会议。"))
    item = AgendaItem(
        university_id=organisation.university_id,
        organisation=sides.party,
        item_list=list_of(sides.party),
        title=said("title", title, LONGEST_TITLE),
        proposal=said("proposal", proposal, LONGEST_PROPOSAL, keeps_lines=True),
        proposed_by_id=actor.person_id,
        proposed_name=actor.name,
        proposed_on=clock.today(),
        paper_at=clock.now(),
    )
    listed = _set_kind(item, kind, sides)
    if organisation.pk not in (item.organisation_id, item.unit_id):
        raise Invalid.field("kind", _("这一类只上党组织会议，由党组织一侧提。"))
    item.save()
    event = events.ItemProposed(kind=item.kind_label, route=list(listed.route), digest=_digest(item))
    record(event, actor=actor, subject=item, tags=(f"kind:{item.kind}",), clauses=("3.3a",))
    return item


@action("agenda_items.revise", label=_l("改材料"), rule=rules.is_not_being_heard, flow=AGENDA_ITEM)
def revise_item(
    item: AgendaItem,
    *,
    actor: Actor,
    title: str | None = None,
    kind: str | None = None,
    proposal: str | None = None,
) -> AgendaItem:
    """Change the words of the paper: it is another paper then, which is agreed to and studied anew."""
    before = (item.title, item.kind, item.proposal)
    item.title = said("title", item.title if title is None else title, LONGEST_TITLE)
    asked = item.proposal if proposal is None else proposal
    item.proposal = said("proposal", asked, LONGEST_PROPOSAL, keeps_lines=True)
    listed = _set_kind(item, item.kind if kind is None else kind, sides_of(item.organisation))
    if before == (item.title, item.kind, item.proposal):
        raise Invalid.field("proposal", _("和现在的一样，没有改什么。"))
    next_paper(item, actor)
    event = events.ItemRevised(
        kind=item.kind_label, route=list(listed.route), paper=item.paper, digest=_digest(item)
    )
    values: dict[str, Any] = {"approved_by_id": None, "paper_at": clock.now()}
    return item_moved(item, actor, "revise", event, reason="", **values)


@action("agenda_items.lay", label=_l("附上会材料"), rule=rules.is_not_being_heard, flow=AGENDA_ITEM)
def lay_paper(item: AgendaItem, *, actor: Actor, upload: UploadedFile) -> AgendaItem:
    """Lay a file with the paper; where the paper was agreed to or heard already, it is another paper then."""
    if fault := too_large(item, upload.size or 0):
        raise Invalid.field("upload", fault)
    pages = pages_of(upload, upload.size or 0)
    if fault := too_long(item, paper_of(actor, item), pages):
        raise Invalid.field("upload", fault)
    if _is_fixed(item):
        next_paper(item, actor)
    laid = lay_beside(item, actor=actor, upload=upload, part=item.part, pages=pages)
    event = events.PaperLaid(
        name=laid.name, paper=item.paper, digest=_digest(item), hours_late=hours_late(item), pages=pages or 0
    )
    values: dict[str, Any] = {"approved_by_id": None, "paper_at": clock.now()}
    return item_moved(item, actor, "lay", event, reason="", **values)


@objects_to("evidence.detach")
def keeps_its_paper(actor: Actor, attachment: Any) -> Reason | None:
    """A file of a paper that was agreed to or heard stays with it; what comes instead is another paper."""
    if attachment.subject_type != AgendaItem._meta.model_name:
        return None
    item: AgendaItem = attachment.subject
    if attachment.part == item.part and not _is_fixed(item):
        return None
    return Reason(_("同意上会的材料不能取下，改材料就是新的一稿。"))


def _is_fixed(item: AgendaItem) -> bool:
    """Whether this number of the paper was agreed to, heard, or asked to be an exception: it stays as it is."""
    agreed = item.state == READY or item.approved_by_id is not None or item.urgent_paper == item.paper
    return agreed or item.hearings.filter(paper=item.paper).exists()


@objects_to("evidence.attach")
def comes_with_the_paper(actor: Actor, subject: Any) -> Reason | None:
    """Files come to an item with its paper, in no other way."""
    return Reason(_("请用“附上会材料”。")) if isinstance(subject, AgendaItem) else None


def _set_kind(item: AgendaItem, kind: str, sides: Sides | None) -> ListedKind:
    """The kind as the organisation has it now, with the bodies on its way; the unit is in it where one of them is with it.

    One that the organisation has taken off its list meanwhile stays as it is.
    """
    with translation.override("zh-hans"):
        found = next((each for each in kinds_of(item.organisation) if each.id == kind), None)
    if found is None and kind and kind == item.kind:
        return ListedKind(item.kind, item.kind_label, tuple(item.bodies))
    if found is None:
        raise Invalid.field("kind", _("请从本组织的议事清单里选一类。"))
    item.kind, item.kind_label, item.item_list = found.id, found.label[:40], list_of(item.organisation)
    item.route = f"|{'|'.join(found.route)}|"
    item.unit = sides.unit if sides and is_with_unit(found.route) else None
    return found


def next_paper(item: AgendaItem, actor: Actor) -> None:
    """Begin the next number of the paper, with the files of the one before."""
    files = paper_of(actor, item)
    item.paper += 1
    for each in files:
        each.part = item.part
        lay_again(item, actor=actor, beside=each)


def _digest(item: AgendaItem) -> str:
    """The digest of all that is put before the meeting: the words and the files."""
    return sm3("\n".join((item.title, item.route, item.proposal, *digests_of(item, item.part))).encode())


@action("agenda_items.approve", label=_l("同意上会"), flow=AGENDA_ITEM)
def approve_item(item: AgendaItem, *, actor: Actor) -> AgendaItem:
    """Agree that this paper may be heard."""
    event = events.ItemApproved(paper=item.paper)
    return item_moved(item, actor, "approve", event, approved_by_id=actor.person_id, reason="")


@action("agenda_items.return", label=_l("退回"), rule=rules.is_not_being_heard, flow=AGENDA_ITEM)
def return_item(item: AgendaItem, *, actor: Actor, reason: str) -> AgendaItem:
    """Send it back to who proposed it, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    return item_moved(item, actor, "return", events.ItemReturned(reason=reason), reason=reason)


@action("agenda_items.withdraw", label=_l("撤回议题"), rule=rules.is_not_being_heard, flow=AGENDA_ITEM)
def withdraw_item(item: AgendaItem, *, actor: Actor, reason: str) -> AgendaItem:
    """Let it go, with one sentence why; it leaves the agenda it is on."""
    reason = said("reason", reason, LONGEST_REASON)
    event = events.ItemWithdrawn(reason=reason)
    item.hearings.filter(state=LISTED).update(state=TAKEN_OUT, reason=_("议题撤回了"))
    return item_moved(item, actor, "withdraw", event, reason=reason, ended_on=clock.today())


@action(
    "agenda_items.enter",
    label=_l("列入议程"),
    rule=rules.studied_before,
    flow=AGENDA_ITEM,
    holding=("meeting",),
)
def enter_item(item: AgendaItem, *, actor: Actor, meeting: Meeting) -> AgendaItem:
    """Put it on the agenda of a meeting that is being prepared, once the bodies before have passed this paper."""
    if meeting.organisation_id != item.organisation_id:
        raise NotFound
    if meeting.state != CONVENED:
        raise Invalid.field("meeting", _("通知已经发了，不再加议题；请列入下一次会议。"))
    if (there := upcoming_with(item)) is not None:
        told = _("它已经列入 {day} 的会议了。").format(day=there.meeting.held_on)
        raise Invalid.field("meeting", told)
    last = Hearing.objects.filter(meeting=meeting).order_by("-position").first()
    Hearing.objects.create(
        university_id=item.university_id,
        meeting=meeting,
        item=item,
        position=last.position + 1 if last else 1,
        paper=item.paper,
    )
    event = events.ItemEntered(
        body=registry.body(meeting.body).label.zh,
        held_on=str(meeting.held_on),
        meeting_id=meeting.pk,
        paper=item.paper,
    )
    return item_moved(item, actor, "enter", event)


@action("agenda_items.urge", label=_l("申请紧急上会"), rule=rules.not_yet_passed, flow=AGENDA_ITEM)
def urge_item(item: AgendaItem, *, actor: Actor, reason: str) -> AgendaItem:
    """Ask that this paper be decided before it was studied; a second person has to agree, and the level above is told."""
    reason = said("reason", reason, LONGEST_REASON)
    event = events.ItemUrged(reason=reason, paper=item.paper)
    values: dict[str, Any] = {
        "urged_by_id": actor.person_id,
        "urged_at_id": actor.post.organisation_id if actor.post else None,
        "urgent_reason": reason,
        "urgent_paper": item.paper,
    }
    return item_moved(item, actor, "urge", event, seconded_by_id=None, review="", **values)


@action("agenda_items.second", label=_l("附议紧急上会"), rule=rules.not_who_urged, flow=AGENDA_ITEM)
def second_item(item: AgendaItem, *, actor: Actor) -> AgendaItem:
    """Agree to the exception: it stands out wherever the item is told of, and is reviewed by the level above."""
    urged = item.urged_by.name if item.urged_by else ""
    event = events.ItemSeconded(urged=urged, reason=item.urgent_reason, paper=item.paper)
    return item_moved(item, actor, "second", event, seconded_by_id=actor.person_id)


@action("agenda_items.review", label=_l("复核紧急上会"), rule=rules.was_an_exception, flow=AGENDA_ITEM)
def review_item(item: AgendaItem, *, actor: Actor, text: str) -> AgendaItem:
    """Say afterwards, as the level above, what is to be said of an exception."""
    text = said("text", text, 300)
    return item_moved(item, actor, "review", events.ItemReviewed(text=text), to=item.state, review=text)


@action("agenda_items.end", label=_l("议决"), flow=AGENDA_ITEM, system_only=True)
def end_item(item: AgendaItem, *, actor: Actor, outcome: str) -> AgendaItem:
    """Settled or declined, since the body that decides it has voted."""
    event = events.ItemEnded(outcome=label_kept(AGENDA_ITEM.label(outcome)))
    return item_moved(item, actor, "end", event, to=outcome, ended_on=clock.today())
