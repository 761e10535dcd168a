"""Attachments over the API: which there are, one of them, its content; taken away by its verb, attached by the subject's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest

from jingwei.adapters.downloads import handed_out
from jingwei.foundation.evidence.queries import ATTACHMENTS, attachment_for, content_for
from jingwei.kernel.access import actor_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import PROBLEMS, Answer, Resource, router_of


class AttachmentOut(Answer):
    """A file beside a subject; `part` is a part of the subject, `digest` SHA-256 of the content."""

    id: int
    name: str
    size: int
    media_type: str
    digest: str
    subject_type: str
    subject_id: int
    subject: str
    part: str
    state: str
    attached_by: str
    attached_at: datetime


def _shown(actor: Actor, attachment: Any) -> dict[str, Any]:
    same = "id name subject_type subject_id part state attached_at".split()
    return {name: getattr(attachment, name) for name in same} | {
        "size": attachment.file.size,
        "media_type": attachment.file.media_type,
        "digest": attachment.file.digest,
        "subject": attachment.subject_title,
        "attached_by": attachment.attached_by.name if attachment.attached_by else "",
    }


_router = router_of(
    Resource(
        "attachments",
        attachment_for,
        _shown,
        AttachmentOut,
        ATTACHMENTS,
        verbs=("evidence.detach",),
    )
)
CONTENT = {"description": "the file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}


@_router.get(
    "/{int:id}/content",
    operation_id="attachments.content",
    response=PROBLEMS,
    openapi_extra={"responses": {200: CONTENT}},
)
def content(request: HttpRequest, id: int) -> FileResponse:
    """The file itself, as a download."""
    attachment, file = content_for(actor_of(request), id)
    return handed_out(file, name=attachment.name, media_type=attachment.file.media_type)


routers = {"attachments": _router}
