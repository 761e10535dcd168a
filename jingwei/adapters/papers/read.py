"""Decides how the text of a paper that comes in is read: a document with its tables, a PDF with text in it, or plain text."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from jingwei.adapters.papers.package import opened
from jingwei.kernel.errors import Invalid

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 300
MOST_PARAGRAPHS = 3000
ENDINGS = (".docx", ".pdf", ".txt")
_PARAGRAPH, _TABLE, _BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
_BEGINS = re.compile(
    r"(第[一二三四五六七八九十百]+[章条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])"
)
_SENTENCE_ENDS = "。！？；：”.!?"


def paragraphs_of(name: str, content: bytes) -> tuple[str, ...]:
    """The paragraphs of a file in their order, empty ones left out; a plain sentence where it cannot be read."""
    if len(content) > MOST_BYTES:
        raise _fault(_("文件超过 {number} MB。").format(number=MOST_BYTES // 1024 // 1024))
    ending = PurePath(name).suffix.lower()
    if content.startswith(b"%PDF") and ending == ".pdf":
        found = _of_pdf(content)
    elif content.startswith(b"PK") and ending == ".docx":
        found = _of_docx(content)
    elif ending == ".txt":
        found = _of_text(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _fault(_("这是旧的 .doc 文件，或者加了密码。请在文字处理软件里去掉密码，另存为 .docx 再来。"))
    elif ending in ENDINGS:
        raise _fault(_("文件的内容不是 {ending}，请核对是不是选错了文件。").format(ending=ending))
    else:
        raise _fault(_("只能读 .docx、.pdf 和 .txt 文件。"))
    kept = tuple(line for each in found if (line := " ".join(each.split())))
    if not kept:
        raise _fault(_("文件里没有文字。"))
    if len(kept) > MOST_PARAGRAPHS:
        raise _fault(_("文件超过 {number} 段，请只取这份文件本身。").format(number=MOST_PARAGRAPHS))
    return kept


def _fault(sentence: str) -> Invalid:
    return Invalid.field("file", sentence)


def _of_docx(content: bytes) -> list[str]:
    document = opened(content)
    body = getattr(document.element, "body", None)
    if body is None:
        raise _fault(_("这个 .docx 打不开，可能坏了，或者不是文字文档。"))
    lines = (each.iter(_PARAGRAPH) for each in body.iterchildren(_PARAGRAPH, _TABLE))
    return [Paragraph(line, document).text for found in lines for line in found if not _is_boxed(line)]


def _is_boxed(line: Any) -> bool:
    """Whether it stands in a text box, which programs write down twice."""
    return next(line.iterancestors(_BOX), None) is not None


def _of_pdf(content: bytes) -> list[str]:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _fault(_("这个 PDF 加了密码，请先去掉密码再来。"))
        if len(reader.pages) > MOST_PAGES:
            raise _fault(_("这个 PDF 超过 {number} 页，请只取这份文件本身。").format(number=MOST_PAGES))
        lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _fault(_("这个 PDF 打不开，可能坏了。")) from error
    if not any(line.strip() for line in lines):
        raise _fault(_("这个 PDF 是扫描的图片，里面没有文字。请用有文字的版本，或者先做文字识别。"))
    return _joined(lines)


def _joined(lines: list[str]) -> list[str]:
    """Paragraphs out of the lines of a page: one begins where a number stands, or where the one before has ended."""
    found: list[str] = []
    for line in (line.strip() for line in lines):
        if not line or re.fullmatch(r"[—–\-\s]*\d+[—–\-\s]*", line):
            continue
        if found and not _BEGINS.match(line) and found[-1][-1] not in _SENTENCE_ENDS:
            found[-1] += line
        else:
            found.append(line)
    return found


def _of_text(content: bytes) -> list[str]:
    for coding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(letter) in ("Co", "Cn", "Cs") or letter == "\x00" for letter in text):
            return text.splitlines()
    raise _fault(_("认不出这个文本的编码。请另存为 UTF-8 再来。"))
