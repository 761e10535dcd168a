"""A template that would run, fetch or inflate is refused with a sentence that says how to mend it."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping

import pytest

from jingwei.adapters.papers import check_template, starter
from jingwei.adapters.papers.placeholders import PaperKind, Placeholder
from jingwei.kernel.errors import Invalid

NOTICE = PaperKind("notice", "通知", (Placeholder("会议名称", "会议的名称"),))
RELATIONS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
BROKEN = "这个 .docx 打不开，可能坏了，或者不是文字文档。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def changed(parts: Mapping[str, tuple[str, str] | bytes]) -> bytes:
    """A good template with parts added, or with a text in a part put in the place of another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(starter(NOTICE))) as before, zipfile.ZipFile(made, "w", 8) as after:
        for name in before.namelist():
            content, change = before.read(name), parts.get(name)
            if isinstance(change, tuple):
                content = content.replace(change[0].encode(), change[1].encode(), 1)
            after.writestr(name, change if isinstance(change, bytes) else content)
        for name in parts.keys() - set(before.namelist()):
            added = parts[name]
            assert isinstance(added, bytes)
            after.writestr(name, added)
    return made.getvalue()


def related(kind: str, target: str, mode: str = "") -> dict[str, tuple[str, str]]:
    made = f'<Relationship Id="rId99" Type="{KINDS}{kind}" Target="{target}"{mode}/></Relationships>'
    return {RELATIONS: ("</Relationships>", made)}


def with_body(inner: str) -> bytes:
    return changed(
        {DOCUMENT: f'<w:document xmlns:w="{W}"><w:body>{inner}<w:sectPr/></w:body></w:document>'.encode()}
    )


def refusal(content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        check_template(NOTICE, content)
    (error,) = refused.value.errors
    assert error.field == "file"
    return str(error.message)


def test_a_good_template_is_taken() -> None:
    check_template(NOTICE, changed({}))


def test_macros() -> None:
    typed = {"[Content_Types].xml": ("wordprocessingml.document.main+xml", "macroEnabled.main+xml")}

    for content in (changed({"word/vbaProject.bin": b"x"}), changed(typed)):
        assert refusal(content) == "模板里带有宏。请另存为不带宏的 .docx。"


def test_links_to_the_outside() -> None:
    content = changed(related("hyperlink", "https://example.edu/a", ' TargetMode="External"'))

    assert (
        refusal(content)
        == "模板里有通到外面的链接（https://example.edu/a）。请取消超链接，图片请嵌入而不是链接。"
    )


def test_another_template() -> None:
    content = changed(related("attachedTemplate", "file:///a.dotm", ' TargetMode="External"'))

    assert refusal(content) == "这份文档挂着另一份模板。请在“文档模板”里换成 Normal，再另存一份。"


@pytest.mark.parametrize("kind", ["aFChunk", "subDocument"])
def test_a_document_within(kind: str) -> None:
    assert refusal(changed(related(kind, "a.xml"))) == "模板里插着另一份文档。请把它的内容直接粘进来。"


@pytest.mark.parametrize("name", ["word/embeddings/a.bin", "word/a.html", "word/activeX/b.ocx", "a"])
def test_files_within(name: str) -> None:
    assert refusal(changed({name: b"x"})) == (
        f"模板里嵌着别的文件（{name}）。模板里只能有文字、表格和图片，请删去它。"
    )


def test_fonts_within() -> None:
    assert refusal(changed({"word/fonts/font1.odttf": b"x"})) == (
        "模板里嵌入了字体。请在保存选项里去掉“将字体嵌入文件”，再另存一份。"
    )


def test_a_picture_that_is_typed_as_text() -> None:
    odd = '<Default Extension="png" ContentType="application/xml"/></Types>'

    assert refusal(changed({"[Content_Types].xml": ("</Types>", odd)})) == BROKEN


@pytest.mark.parametrize("field", ["DDEAUTO", "IncludeText", "LINK"])
def test_fields_that_fetch(field: str) -> None:
    runs = f"<w:p><w:r><w:instrText>{field[:3]}</w:instrText></w:r><w:r><w:instrText>{field[3:]} c:\\a</w:instrText></w:r></w:p>"
    after = "<w:p><w:r><w:instrText>PAGE</w:instrText><w:fldChar/></w:r></w:p>" + runs
    simple = f'<w:p><w:fldSimple w:instr="{field} a"/></w:p>'

    for inner in (runs, after, simple):
        assert (
            refusal(with_body(inner)) == f"模板里有会取别处内容的域（{field.upper()}）。请把它换成普通文字。"
        )


@pytest.mark.parametrize("field", ["PAGE", "NUMPAGES", "DATE"])
def test_fields_of_the_page_are_taken(field: str) -> None:
    check_template(
        NOTICE,
        with_body(f'<w:p><w:fldSimple w:instr="{field}"/><w:r><w:t>{{{{ 会议名称 }}}}</w:t></w:r></w:p>'),
    )


def test_entities() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'

    assert refusal(changed({DOCUMENT: bomb})) == BROKEN


def test_what_inflates() -> None:
    assert refusal(changed({"word/media/a.png": bytes(21 * 1024 * 1024)})) == "文件展开以后太大。"
    assert refusal(changed({f"word/media/{n}.png": b"" for n in range(300)})) == "文件展开以后太大。"


def test_what_is_too_large() -> None:
    assert refusal(b"PK" + bytes(5 * 1024 * 1024)) == "模板超过 5 MB。请压缩里面的图片。"


def test_what_is_too_long() -> None:
    long = "模板太长，或者花括号太多。模板里只放一份文件的样子，内容由系统填。"

    assert refusal(with_body("<w:p/>" * 180_000)) == long
    assert refusal(with_body("<w:p><w:r><w:t>" + "{" * 700 + "</w:t></w:r></w:p>")) == long


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a", zipfile.ZipFile.__doc__.encode()])  # type: ignore[union-attr]
def test_what_is_no_document(content: bytes) -> None:
    assert refusal(content) == BROKEN


def test_a_sheet_and_an_old_document() -> None:
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")

    assert refusal(sheet.getvalue()) == BROKEN
    assert refusal(b"\xd0\xcf\x11\xe0" + bytes(600)) == (
        "这是旧的 .doc 文件，或者加了密码。请在文字处理软件里去掉密码，另存为 .docx 再来。"
    )


@pytest.mark.parametrize(
    "inner",
    [
        "<w:p><w:r><w:t>" + "{{" * 290 + "x" * 900_000 + "</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{% colspan " * 1 + "a" * 900_000 + "</w:t></w:r></w:p>",
        "<w:tbl>" + "<w:tr/>" * 100_000 + "<w:tr><w:p><w:r><w:t>{%tr x %}</w:t></w:r></w:p></w:tr></w:tbl>",
        "<w:p><!--" + "{{" * 290 + "x" * 900_000 + "--></w:p>",
        "<w:p w:rsidR='" + "{{" * 290 + "x" * 900_000 + "'/>",
    ],
)
def test_what_would_be_searched_for_hours_is_answered_in_seconds(inner: str) -> None:
    began = time.process_time()

    refusal(with_body(inner))

    assert time.process_time() - began < 5
