"""The verbs on evidence: attach a file to something, take it away."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import storage
from jingwei.foundation.evidence import events, rules
from jingwei.foundation.evidence.flow import ATTACHMENT
from jingwei.foundation.evidence.models import Attachment, File
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.place import Subject


@action("evidence.attach", label=_l("附文件"))
def attach_evidence(subject: Subject, *, actor: Actor, upload: UploadedFile, part: str = "") -> Attachment:
    """Put a file beside the subject; the same content is stored once."""
    return lay_beside(subject, actor=actor, upload=upload, part=part)


@action("evidence.detach", label=_l("取下文件"), flow=ATTACHMENT)
def detach_evidence(attachment: Attachment, *, actor: Actor, reason: str) -> Attachment:
    """Take a file away from its subject; that it was there stays in the ledger."""
    return take_off(attachment, actor=actor, reason=reason)


def lay_beside(
    subject: Subject, *, actor: Actor, upload: UploadedFile, part: str = "", pages: int | None = None
) -> Attachment:
    """The same within a verb of a higher room, which has asked whether the actor may, and may have counted its pages."""
    file = _kept(upload, subject.place.university_id)
    if pages is not None and file.pages is None:
        file.pages = pages
        file.save(update_fields=["pages"])
    return _laid(subject, actor, file, rules.named(upload.name or "", file.media_type), part)


def lay_again(subject: Subject, *, actor: Actor, beside: Attachment) -> Attachment:
    """Put a file that lies beside something else, which the actor was given, beside the subject too."""
    return _laid(subject, actor, beside.file, beside.name, beside.part)


def _laid(subject: Subject, actor: Actor, file: File, name: str, part: str) -> Attachment:
    place = subject.place
    attachment = Attachment.objects.create(
        university_id=place.university_id,
        file=file,
        name=name,
        subject_type=type(subject)._meta.model_name,  # type: ignore[attr-defined]
        subject_id=subject.pk,
        subject_title=subject.title[:200],
        part=part,
        party_id=place.party_id,
        unit_id=place.unit_id,
        attached_by_id=actor.person_id,
    )
    event = events.EvidenceAttached(name=attachment.name, digest=file.digest, size=file.size)
    record(event, actor=actor, subject=subject, part=part)
    return attachment


def take_off(attachment: Attachment, *, actor: Actor, reason: str) -> Attachment:
    """The same within a verb of a higher room, which has asked whether the actor may."""
    if not reason.strip():
        raise Invalid.field("reason", _("请写一句为什么取下。"))
    attachment.state = ATTACHMENT.advance(attachment.state, "detach")
    attachment.save(update_fields=["state"])
    event = events.EvidenceDetached(name=attachment.name, digest=attachment.file.digest, reason=reason)
    record(event, actor=actor, subject=attachment.subject, part=attachment.part)
    return attachment


def _kept(upload: UploadedFile, university_id: int) -> File:
    media_type = rules.sniffed(upload, upload.size or 0)
    digest, size = storage.keep(upload.chunks())
    file, _new = File.objects.get_or_create(
        university_id=university_id, digest=digest, defaults={"size": size, "media_type": media_type}
    )
    return file
