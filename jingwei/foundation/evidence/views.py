"""Opening a file: only as an attachment one may see, always as a download."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingwei.adapters.downloads import handed_out
from jingwei.foundation.evidence.queries import SEE, content_for
from jingwei.kernel.access import actor_of, signed_in
from jingwei.kernel.errors import NotAllowed, NotFound


@signed_in
@require_GET
def download(request: HttpRequest, attachment_id: int) -> FileResponse:
    """The file of one attachment; whoever sees a thing that says itself who reads its files needs no other right."""
    actor = actor_of(request)
    try:
        attachment, content = content_for(actor, attachment_id)
    except NotFound as lost:
        if actor.holds_anywhere(SEE):
            raise
        raise NotAllowed("no-grant", _("你现在的身份不能打开这一页。")) from lost
    return handed_out(content, name=attachment.name, media_type=attachment.file.media_type)
