"""Decides which .docx is opened at all, and how one is packed so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError

from jingwei.kernel.errors import Invalid

MOST_UNPACKED = 100 * 1024 * 1024


def opened(content: bytes) -> Document:
    """The document in these bytes; Invalid with a sentence where it is none, or would inflate."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Invalid.field("file", _("文件展开以后太大。"))
        return docx.Document(io.BytesIO(content))
    except (
        zipfile.BadZipFile,
        zlib.error,
        PackageNotFoundError,
        XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ) as error:
        raise Invalid.field("file", _("这个 .docx 打不开，可能坏了，或者不是文字文档。")) from error


def packed(document: Document) -> bytes:
    """The bytes of the document, without the moment at which they were packed."""
    built, saved = io.BytesIO(), io.BytesIO()
    document.save(built)
    with zipfile.ZipFile(built) as before, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return saved.getvalue()
