"""Which files an actor may see: those of subjects at organisations where `evidence.see` is held."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.evidence.models import Attachment
from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound

SEE = reading("evidence.see", _l("看佐证"), "Open the files beside an organisation's work.")


def attachments_for(actor: Actor) -> QuerySet[Attachment]:
    """All attachments the actor may open."""
    paths = actor.paths(SEE)
    visible = under("party__path", paths) | under("unit__path", paths)
    rows = Attachment.objects.filter(visible, university_id=actor.university_id)
    return rows.select_related("file", "party", "unit")


def attachment_for(actor: Actor, attachment_id: int) -> Attachment:
    """One attachment as the actor may open it, or NotFound."""
    found = attachments_for(actor).filter(pk=attachment_id).first()
    if found is None:
        raise NotFound
    return found


def attachments_about(actor: Actor, subject: Any) -> dict[str, list[Attachment]]:
    """The files beside a subject that the actor may open, by part, in one question."""
    kind = type(subject)._meta.model_name
    by_part: dict[str, list[Attachment]] = {}
    for attachment in _in_order(attachments_for(actor).filter(subject_type=kind, subject_id=subject.pk)):
        by_part.setdefault(attachment.part, []).append(attachment)
    return by_part


def _in_order(rows: QuerySet[Attachment]) -> Iterable[Attachment]:
    return rows.order_by("attached_at", "pk")
