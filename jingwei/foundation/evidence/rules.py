"""Which files are taken: known types by their content, of bounded size, without anything that runs."""

from __future__ import annotations

import io
import zipfile
from typing import IO

import filetype
from django.utils.translation import gettext as _

from jingwei.kernel.errors import Invalid, TooLarge

LARGEST = 20 * 1024 * 1024
HEAD = 8192
ALLOWED = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/ofd": "ofd",
    "text/plain": "txt",
}
INSIDE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "OFD.xml": "application/ofd",
}
ACTIVE = ("vbaProject.bin", "activeX")


def sniffed(content: IO[bytes], size: int) -> str:
    """The media type of the content, or a refusal that says what is taken; the name is not believed."""
    if size > LARGEST:
        raise TooLarge("file-too-large", _("文件超过 20 MB。请压缩图片，或只附关键的几页。"))
    content.seek(0)
    head = content.read(HEAD)
    content.seek(0)
    kind = _kind_of(content, head)
    content.seek(0)
    if kind not in ALLOWED:
        raise Invalid.field("file", _("这类文件不能附。可以附 PDF、图片、Word、Excel、PPT、OFD 或纯文本。"))
    return kind


def _kind_of(content: IO[bytes], head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _packed(content)
    if guess := filetype.guess(head):
        return str(guess.mime)
    return "text/plain" if _is_text(head) else ""


def _packed(content: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content.read())) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return ""
    if any(mark in name for name in names for mark in ACTIVE):
        raise Invalid.field("file", _("文件里带有宏，不能附。请另存为不带宏的格式。"))
    return next((kind for inside, kind in INSIDE.items() if inside in names), "")


def _is_text(head: bytes) -> bool:
    if not head or b"\x00" in head or b"<script" in head.lower() or b"<html" in head.lower():
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4
    return True
