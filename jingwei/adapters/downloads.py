"""Handing out a file that came from outside: always as a download, under its own type, with nothing in it allowed to run."""

from __future__ import annotations

from typing import IO

from django.http import FileResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def handed_out(content: IO[bytes], *, name: str, media_type: str) -> FileResponse:
    """The answer that carries the content; the caller has checked that it may be read."""
    response = FileResponse(content, as_attachment=True, filename=name)
    response["Content-Type"] = media_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
