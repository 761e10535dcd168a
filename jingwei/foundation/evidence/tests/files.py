"""Files as people and attackers make them."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64
WORDS = "会议记录：定了三块地\n".encode()


def packed(**parts: bytes | str) -> bytes:
    """A zip of parts by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def office(**more: bytes | str) -> bytes:
    """The least of a Word file, with more parts by name."""
    return packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"} | more)


def upload(content: bytes = PDF, name: str = "方案.pdf") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, content)
