"""Which files are taken: known types by their content, of bounded size, without anything that runs."""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
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
ALSO = {"image/jpeg": ("jpeg",)}
ACTIVE = ("vbaproject", "activex", "macrosheets")
TYPES, SETTINGS = "[Content_Types].xml", "word/_rels/settings.xml.rels"
DECLARED = (b"vbaproject", b"macroenabled", b"macrosheet")
PART_READ = 1024 * 1024
LONGEST_NAME = 120


def sniffed(content: IO[bytes], size: int) -> str:
    """The media type of the content, or a refusal that says what is taken; the name is not believed."""
    if size > LARGEST:
        raise TooLarge("file-too-large", _("文件超过 20 MB。请压缩图片，或只附关键的几页。"))
    content.seek(0)
    head = content.read(HEAD)
    kind = _kind_of(content, head)
    content.seek(0)
    if kind not in ALLOWED:
        raise Invalid.field("upload", _("这类文件不能附。可以附 PDF、图片、Word、Excel、PPT、OFD 或纯文本。"))
    return kind


def named(name: str, kind: str) -> str:
    """A file name without path, control characters or direction tricks, that ends as its content does."""
    base = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot or ending.lower() not in (ALLOWED[kind], *ALSO.get(kind, ())):
        stem, ending = kept, ALLOWED[kind]
    return f"{stem[: LONGEST_NAME - len(ending) - 1] or _('文件')}.{ending}"


def _kind_of(content: IO[bytes], head: bytes) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _packed(content)
    if zipfile.is_zipfile(content):
        raise Invalid.field("upload", _("文件里藏着另一种文件，不能附。请重新导出一份。"))
    if guess := filetype.guess(head):
        return str(guess.mime)
    return "text/plain" if _is_text(head) else ""


def _packed(content: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(content) as archive:
            if _is_active(archive):
                raise Invalid.field("upload", _("文件里带有宏，不能附。请另存为不带宏的格式。"))
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error):
        return ""
    return next((kind for inside, kind in INSIDE.items() if inside in names), "")


def _is_active(archive: zipfile.ZipFile) -> bool:
    """Whether an office file brings a program: by the name of a part, by a declared type, by a template from elsewhere."""
    if any(mark in name.lower() for name in archive.namelist() for mark in ACTIVE):
        return True
    return any(mark in _part(archive, TYPES) for mark in DECLARED) or (
        b"attachedtemplate" in _part(archive, SETTINGS) and b"external" in _part(archive, SETTINGS)
    )


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a part in lower case; nothing where there is no such part."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(PART_READ).lower()


def _is_text(head: bytes) -> bool:
    if not head or b"\x00" in head or b"<script" in head.lower() or b"<html" in head.lower():
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4
    return True
