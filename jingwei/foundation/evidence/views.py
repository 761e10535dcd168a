"""Opening a file: only as an attachment one may see, always as a download."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from jingwei.adapters.downloads import handed_out
from jingwei.foundation.evidence.queries import content_for
from jingwei.kernel.access import actor_of, signed_in


@signed_in
@require_GET
def download(request: HttpRequest, attachment_id: int) -> FileResponse:
    """The file of one attachment."""
    attachment, content = content_for(actor_of(request), attachment_id)
    return handed_out(content, name=attachment.name, media_type=attachment.file.media_type)
