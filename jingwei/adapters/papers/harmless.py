"""Decides which .docx of a school may be kept and filled in: text and pictures, nothing that runs, fetches or inflates."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _
from lxml import etree

from jingwei.kernel.errors import FieldError, Invalid

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_PARTS = 300
LONGEST_PART = 1024 * 1024
MOST_BRACES = 600
"""What looks for placeholders takes long where braces are many: a template of ten pages has some sixty."""
LONGEST_PLACEHOLDER = 200
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")
_TEXT = {".xml", ".rels"}
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf"}
_FETCHES = re.compile(
    r"\b(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|MACROBUTTON|RD|AUTOTEXT\w*)\b",
    re.IGNORECASE,
)


def refuse_harmful(content: bytes) -> None:
    """Refuse a file that is no plain .docx, with a sentence that says how to mend it."""
    if len(content) > MOST_BYTES:
        raise _fault(_("模板超过 {number} MB。请压缩里面的图片。").format(number=MOST_BYTES // 1024 // 1024))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _fault(_("这是旧的 .doc 文件，或者加了密码。请在文字处理软件里去掉密码，另存为 .docx 再来。"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look_at_names(archive)
            for part in archive.infolist():
                if _ending(part.filename) in _TEXT:
                    _look_inside(part.filename, archive.read(part))
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ) as error:
        raise _fault(_("这个 .docx 打不开，可能坏了，或者不是文字文档。")) from error


def _fault(sentence: str) -> Invalid:
    return Invalid([FieldError("file", sentence)], sentence)


def _ending(name: str) -> str:
    return "." + name.rpartition(".")[2].lower()


def _look_at_names(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _fault(_("文件展开以后太大。"))
    if len(names) < len(parts) or not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise _fault(_("这个 .docx 打不开，可能坏了，或者不是文字文档。"))
    for name in names:
        suffix = _ending(name)
        if "vbaproject" in name.lower() or "vbadata" in name.lower():
            raise _macros()
        if suffix == ".odttf":
            raise _fault(_("模板里嵌入了字体。请在保存选项里去掉“将字体嵌入文件”，再另存一份。"))
        if not name.endswith("/") and suffix not in _TEXT | _PICTURES:
            raise _fault(
                _("模板里嵌着别的文件（{name}）。模板里只能有文字、表格和图片，请删去它。").format(name=name)
            )


def _look_inside(name: str, content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _fault(_("这个 .docx 打不开，可能坏了，或者不是文字文档。"))
    # What searches for placeholders must end in seconds whatever it is given.
    if len(content) > LONGEST_PART or content.count(b"{") > MOST_BRACES:
        raise _fault(_("模板太长，或者花括号太多。模板里只放一份文件的样子，内容由系统填。"))
    tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    if name == "[Content_Types].xml":
        _look_at_types(tree)
    elif name.endswith(".rels"):
        _look_at_relations(tree)
    for text in _texts_of(tree):
        _look_at_braces(text)
    _look_at_fields(tree)


def _texts_of(tree: etree._Element) -> Iterator[str]:
    """Everything in which braces may stand: what is shown, and what is not."""
    yield "".join(tree.itertext("*"))
    for each in tree.iter(etree.Comment, etree.PI):
        yield each.text or ""
    for each in tree.iter("*"):
        yield from map(str, each.attrib.values())


def _look_at_fields(tree: etree._Element) -> None:
    """Refuse a field that fetches; its words may be spread over many runs, and another field begins new ones."""
    words = [
        " " if each.tag.endswith("fldChar") else each.text or ""
        for each in tree.iter("{*}instrText", "{*}fldChar")
    ]
    words += [
        f" {v}" for each in tree.iter("{*}fldSimple") for k, v in each.attrib.items() if k.endswith("}instr")
    ]
    if found := _FETCHES.search("".join(words)):
        raise _fault(
            _("模板里有会取别处内容的域（{name}）。请把它换成普通文字。").format(name=found[0].upper())
        )


def _look_at_braces(text: str) -> None:
    """Refuse what is opened and not closed soon: what searches for the end would search all the rest, time and again."""
    opened: re.Match[str] | None = None
    for brace in (*_BRACES.finditer(text), None):
        if opened and (
            brace is None or brace[0][0] == "{" or brace.start() - opened.start() > LONGEST_PLACEHOLDER
        ):
            raise _fault(unclosed(text[opened.start() : opened.start() + 20]))
        opened = brace if brace and brace[0][0] == "{" else None


def unclosed(place: str) -> str:
    """What is said of braces that do not end where they should."""
    return _(
        "“{place}”这里的花括号没有写对。每个开头都要有结尾，循环以 endfor 结束，判断以 endif 结束。"
    ).format(place=place)


def _look_at_types(tree: etree._Element) -> None:
    """Refuse a part that is typed as something else than its name says: what is told by names would not hold."""
    for each in tree:
        kind = each.get("ContentType", "").lower()
        suffix = _ending(each.get("PartName") or f".{each.get('Extension')}")
        if "macroenabled" in kind or "vba" in kind:
            raise _macros()
        if suffix in _PICTURES and not kind.startswith("image/"):
            raise _fault(_("这个 .docx 打不开，可能坏了，或者不是文字文档。"))


def _look_at_relations(tree: etree._Element) -> None:
    for each in tree:
        kind = each.get("Type", "").rpartition("/")[2]
        if kind == "attachedTemplate":
            raise _fault(_("这份文档挂着另一份模板。请在“文档模板”里换成 Normal，再另存一份。"))
        if kind == "aFChunk" or kind == "subDocument":
            raise _fault(_("模板里插着另一份文档。请把它的内容直接粘进来。"))
        if each.get("TargetMode", "").lower() == "external":
            where = each.get("Target", "")[:60]
            raise _fault(
                _("模板里有通到外面的链接（{where}）。请取消超链接，图片请嵌入而不是链接。").format(
                    where=where
                )
            )


def _macros() -> Invalid:
    return _fault(_("模板里带有宏。请另存为不带宏的 .docx。"))
