"""The verbs on old minutes: taken over from a file, whole or not at all; struck out where that was a mistake."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.evidence.actions import lay_beside
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import Reason, action, objects_to
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import rules
from jingwei.mechanisms.meetings.events.old_minutes import OldMinutesStruck, OldMinutesTakenIn
from jingwei.mechanisms.meetings.flow import OLD_MINUTES, TAKEN_IN
from jingwei.mechanisms.meetings.models import OldMinutes
from jingwei.mechanisms.meetings.queries.old_minutes import already_taken, bodies_with_minutes, told_by_file

LONGEST_TOPIC, LONGEST_PRESENT, LONGEST_TEXT, LONGEST_REASON = 80, 1000, 10_000, 200


@action("old_minutes.take_in", label=_l("收进旧记录"), rule=rules.acts_here, lock=False)
def take_in_old_minutes(
    organisation: Organisation,
    *,
    actor: Actor,
    upload: UploadedFile,
    body: str,
    held_on: date,
    text: str,
    topic: str = "",
    present: str = "",
) -> OldMinutes:
    """Take over minutes that were written before the platform, with the file they stand in; they count in nothing."""
    if body not in {each.id for each in bodies_with_minutes(organisation)}:
        raise Invalid.field("body", _("这个组织不开这种会。"))
    if held_on > clock.today():
        raise Invalid.field("held_on", _("这一天还没有到。"))
    _can_be_read(organisation, upload)
    hold_chain(organisation.university_id)
    minutes = OldMinutes(
        university_id=organisation.university_id,
        organisation=organisation,
        body=body,
        held_on=held_on,
        topic=said("topic", topic, LONGEST_TOPIC) if topic.strip() else "",
        present=said("present", present, LONGEST_PRESENT, keeps_lines=True) if present.strip() else "",
        text=said("text", text, LONGEST_TEXT, keeps_lines=True),
        taken_name=actor.name,
        taken_on=clock.today(),
    )
    same = {"organisation": organisation, "body": body, "held_on": held_on, "topic": minutes.topic}
    if OldMinutes.objects.filter(**same, state=TAKEN_IN).exists():
        raise Invalid.field("held_on", _("这一天的这次已经收过了。"))
    minutes.save()
    laid = lay_beside(minutes, actor=actor, upload=upload)
    if already_taken(organisation, laid.file.digest):
        raise Invalid.field("upload", _("这份文件已经收过了。"))
    minutes.digest = laid.file.digest
    minutes.save(update_fields=["digest"])
    event = OldMinutesTakenIn(body=body, held_on=str(held_on), digest=minutes.digest)
    record(event, actor=actor, subject=minutes)
    return minutes


def _can_be_read(organisation: Organisation, upload: UploadedFile) -> None:
    """Refuse what is no document with words in it, beside the field in which it came."""
    name = upload.name or ""
    if not name.lower().endswith(".docx"):
        raise Invalid.field("upload", _("旧记录要 .docx 文件。"))
    upload.seek(0)
    try:
        told_by_file(organisation, name, upload.read())
    except Invalid as fault:
        raise Invalid.field("upload", fault.errors[0].message) from fault
    upload.seek(0)


@action("old_minutes.strike", label=_l("作废"), rule=rules.acts_here, flow=OLD_MINUTES)
def strike_old_minutes(minutes: OldMinutes, *, actor: Actor, reason: str) -> OldMinutes:
    """Strike out what was taken over by mistake, with one sentence why; the file may then be taken over anew."""
    minutes.reason = said("reason", reason, LONGEST_REASON)
    minutes.state = OLD_MINUTES.advance(minutes.state, "strike")
    minutes.version += 1
    minutes.save()
    event = OldMinutesStruck(held_on=str(minutes.held_on), reason=minutes.reason)
    record(event, actor=actor, subject=minutes)
    return minutes


@objects_to("evidence.attach")
def comes_with_its_file(actor: Actor, subject: object) -> Reason | None:
    """A file comes to old minutes when they are taken over, in no other way."""
    return Reason(_("请用“收进旧记录”。")) if isinstance(subject, OldMinutes) else None
