"""Which files an actor may see: those of subjects at organisations where `evidence.see` is held.

What is sent to others than the organisation it belongs to says itself who reads the files beside it (`read_with`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO, Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import storage
from jingwei.foundation.evidence.flow import ATTACHED
from jingwei.foundation.evidence.models import Attachment as Attachment
from jingwei.foundation.organisations.queries import under
from jingwei.foundation.universities.queries import OF_AUTHORITY
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.prepared import Prepared

SEE = reading("evidence.see", _l("看佐证"), "Open the files beside an organisation's work.")
_seen_with: dict[str, Callable[[Actor], QuerySet[Any]]] = {}


def read_with(model: type[Model], seen: Callable[[Actor], QuerySet[Any]]) -> None:
    """Let the files beside `model` be read by those alone who see the row itself, wherever they stand."""
    _seen_with[str(model._meta.model_name)] = seen


def attachments_for(actor: Actor) -> QuerySet[Attachment]:
    """All attachments the actor may see, those taken away among them."""
    paths = actor.paths(SEE)
    visible = under("party__path", paths) | under("unit__path", paths)
    visible &= ~Q(subject_type__in=tuple(_seen_with)) & Q(university=actor.university_id)
    for name, seen in _seen_with.items():
        visible |= Q(subject_type=name, subject_id__in=seen(actor).order_by().values("pk"))
    rows = Attachment.objects.filter(visible, Q(university=actor.university_id) | OF_AUTHORITY)
    return rows.select_related("file", "party", "unit", "attached_by")


def attachment_for(actor: Actor, attachment_id: int) -> Attachment:
    """One attachment as the actor may see it, or NotFound."""
    found = attachments_for(actor).filter(pk=attachment_id).first()
    if found is None:
        raise NotFound
    return found


def content_for(actor: Actor, attachment_id: int) -> tuple[Attachment, IO[bytes]]:
    """An attachment with its content, open for reading; NotFound once it was taken away."""
    found = attachment_for(actor, attachment_id)
    if found.state != ATTACHED:
        raise NotFound
    return found, storage.fetch(found.file.digest)


def _beside(subject_type: str, subject_id: int, university_id: int) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(
        subject_type=subject_type, subject_id=subject_id, university_id=university_id, state=ATTACHED
    )
    return rows.select_related("file", "party", "unit", "attached_by").order_by("attached_at", "pk")


_BESIDE = Prepared(_beside, narrow=True)


def attachments_about(actor: Actor, subject: Any) -> dict[str, list[Attachment]]:
    """The files beside a subject that the actor may open, by part, in one question.

    The subject is one that the actor was given by its own query.
    """
    by_part: dict[str, list[Attachment]] = {}
    name = type(subject)._meta.model_name
    owner = subject.university_id if name in _seen_with else actor.university_id
    for attachment in _BESIDE(name, subject.pk, owner):
        places = (each.path for each in (attachment.party, attachment.unit) if each)
        if name in _seen_with or actor.holds(SEE, *places):
            attachment.subject = subject
            by_part.setdefault(attachment.part, []).append(attachment)
    return by_part


def digests_of(subject: Any, part: str) -> list[str]:
    """The digests of the files of a part, for rooms that were given the subject."""
    rows = _BESIDE(type(subject)._meta.model_name, subject.pk, subject.place.university_id)
    return [each.file.digest for each in rows if each.part == part]


def _present(actor: Actor, attachments: Sequence[Attachment]) -> list[Row]:
    return [
        {
            "id": a.pk,
            "url": f"/evidence/{a.pk}/",
            "name": a.name,
            "size": a.file.size,
            "media_type": a.file.media_type,
            "subject_type": a.subject_type,
            "subject_id": a.subject_id,
            "subject": a.subject_title,
            "part": a.part,
            "attached_by": a.attached_by.name if a.attached_by else "",
            "attached_at": a.attached_at,
        }
        for a in attachments
    ]


ATTACHMENTS = Listing(
    name="attachments",
    label=_l("佐证"),
    columns=(
        Column("name", _l("文件"), width=40),
        Column("subject", _l("关于"), width=40),
        Column("attached_by", _l("谁附的")),
        Column("attached_at", _l("时间"), "time"),
    ),
    visible=lambda actor: attachments_for(actor).filter(state=ATTACHED),
    present=_present,
    filters=(
        Filter("subject_type", _l("关于什么"), lambda actor, value: Q(subject_type=value)),
        Filter("subject_id", _l("编号"), lambda actor, value: Q(subject_id=int(value))),
        Filter("part", _l("哪一部分"), lambda actor, value: Q(part=value)),
    ),
)
fetched_by(Attachment, attachment_for)
