"""Papers that tests write and print: one of every block, and one whose pages are full; and what a PDF shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pypdfium2

from jingwei.adapters.papers.paper import (
    Addressee,
    Attachments,
    Fact,
    Facts,
    Heading,
    Items,
    Labelled,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    facts,
    table,
)

NAME = "璟玥堃喆"
MM = 25.4 / 72


def of_every_block() -> Paper:
    """A paper in which every block stands at least once."""
    return Paper(
        "关于召开第18次党委常委会会议的通知",
        (
            Addressee("各党总支，机关各部门"),
            Paragraph("现将有关事项通知如下。\n请准时到会。"),
            Heading("一、会议议题"),
            Heading("（一）审议事项", 2),
            Items(("审议实训室建设方案", "听取换届工作汇报")),
            Labelled("出席", f"{NAME}、李喆、王犇，以及各党总支书记、机关各部门主要负责人和教师代表"),
            facts([("名称", "虚拟仿真实训"), ("牵头支部", "造船教师党支部")]),
            Facts(((Fact("汇报单位", "船舶学院"), Fact("汇报人", NAME)), (Fact("书记意见", "", 4),))),
            table(["日期", "记录"], [[date(2026, 4, 16), "开课"], ["5月6日", None]], [1, 3]),
            table(["姓名", "签名"], [[NAME, ""], ["李喆", ""]], lines=2),
            Attachments(("会议材料清单", "参会回执")),
            Signature("北疆理工大学党委办公室", date(2026, 6, 30)),
        ),
        subtitle="（第18次）",
        letterhead=Letterhead("中共北疆理工大学委员会文件", "北理工党发〔2026〕18号"),
    )


def of_full_pages() -> Paper:
    """A paper of one paragraph that fills more than two pages with one character."""
    return Paper("满页", (Paragraph("字" * 28 * 60),))


@dataclass(frozen=True)
class Shown:
    """A character on a page: its cell in millimetres from the left and the upper edge."""

    letter: str
    left: float
    top: float
    right: float
    bottom: float


def shown_on(pdf: bytes) -> list[list[Shown]]:
    """The characters of every page as a program for PDF sees them."""
    document = pypdfium2.PdfDocument(pdf)
    return [_shown_on_page(page) for page in document]


def _shown_on_page(page: pypdfium2.PdfPage) -> list[Shown]:
    height, text, found = page.get_height(), page.get_textpage(), []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index, loose=True)
        letter = text.get_text_range(index, 1)
        found.append(Shown(letter, left * MM, (height - top) * MM, right * MM, (height - bottom) * MM))
    return found
