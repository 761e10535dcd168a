"""Decides how many pages a file has: a PDF by its pages, a document by what its properties tell; nobody guesses."""

from __future__ import annotations

import io
import zipfile
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from lxml import etree
from pypdf import PdfReader

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 1024 * 1024
PROPERTIES = "docProps/app.xml"
NAMESPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def pages_of(content: BinaryIO | UploadedFile[Any], size: int) -> int | None:
    """How many pages there are in a file, left at its beginning; None where it tells none, or is too large to be read."""
    if size > MOST_BYTES:
        return None
    content.seek(0)
    read = content.read()
    content.seek(0)
    try:
        if read.startswith(b"%PDF"):
            return _of_pdf(read)
        return _of_document(read) if read.startswith(b"PK") else None
    except Exception:
        # A broken file, or one locked in a way of its own, has its readers fail in any way: it tells no pages.
        return None


def _of_pdf(content: bytes) -> int | None:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return None
    return len(reader.pages) or None


def _of_document(content: bytes) -> int | None:
    """What the properties tell, as whoever saved the file left them."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if parts.getinfo(PROPERTIES).file_size > MOST_UNPACKED:
            return None
        told = etree.fromstring(parts.read(PROPERTIES), etree.XMLParser(resolve_entities=False))
    pages = (told.findtext(f"{NAMESPACE}Pages") or "").strip()
    return int(pages) or None if pages.isascii() and pages.isdigit() and len(pages) < 6 else None
