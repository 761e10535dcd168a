"""Opening a file: only as an attachment one may see, always as a download."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from jingwei.adapters import storage
from jingwei.foundation.evidence.queries import SEE, attachment_for
from jingwei.kernel.access import actor_of, holding


@holding(SEE)
@require_GET
def download(request: HttpRequest, attachment_id: int) -> FileResponse:
    """The file of one attachment."""
    attachment = attachment_for(actor_of(request), attachment_id)
    response = FileResponse(
        storage.fetch(attachment.file.digest), as_attachment=True, filename=attachment.name
    )
    response["Content-Type"] = attachment.file.media_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
