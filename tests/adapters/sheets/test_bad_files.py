"""Every bad file is told in one clear sentence, in little memory and time: each is read in a process that may take no more."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from jingwei.adapters.sheets.columns import KINDS
from jingwei.adapters.sheets.order import parents_first
from jingwei.adapters.sheets.table import parse
from tests.support.sheets import books, old
from tests.support.sheets.faulty import HEADER, good, person
from tools.environment import ROOT

MEGABYTES, SECONDS = 300, 20
PLAIN = books.xlsx(good())
OPENS = "在 Excel 或 WPS 中打开，另存为 .xlsx 再传。"
LONG = "长" * 30_000


@cache
def wide_workbook() -> bytes:
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        page = book.add_worksheet("名册")
        for row in (HEADER, person(1)):
            page.write_row(
                page.dim_rowmax + 1 if page.dim_rowmax is not None else 0, 0, [*row, *["列"] * 4992]
            )
    return saved.getvalue()


@cache
def copied_workbook() -> bytes:
    """A small file in which sixty thousand cells use one long text."""
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        page = book.add_worksheet("名册")
        page.write_row(0, 0, HEADER)
        for row in range(1, 60_001):
            page.write_string(row, 0, LONG)
    return saved.getvalue()


def header_at(row: int) -> bytes:
    return books.xlsx([*([["填表说明"]] * (row - 1)), *good()])


def copied_old() -> bytes:
    return old.xls([HEADER, *([[LONG]] * 60_000)])


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a ZIP bomb": (
        lambda: books.bomb(PLAIN, 380 << 20),
        "名册.xlsx",
        "文件解开后大得不正常（xl/worksheets/sheet1.xml），已停止读取。在 Excel 或 WPS 中新建工作簿，只粘贴数值后另存为 .xlsx。",
    ),
    "a ZIP bomb that lies": (
        lambda: books.lying_bomb(PLAIN, 380 << 20),
        "名册.xlsx",
        "文件解开后大得不正常（xl/worksheets/sheet1.xml），已停止读取。在 Excel 或 WPS 中新建工作簿，只粘贴数值后另存为 .xlsx。",
    ),
    "an XML bomb": (
        lambda: books.entities(PLAIN),
        "名册.xlsx",
        f"文件的 xl/worksheets/sheet1.xml 里有外部声明，已停止读取。{OPENS}",
    ),
    "one long text in every cell": (
        copied_workbook,
        "名册.xlsx",
        "文件解开后大得不正常（xl/sharedStrings.xml），已停止读取。在 Excel 或 WPS 中新建工作簿，只粘贴数值后另存为 .xlsx。",
    ),
    "300 MB": (
        lambda: b"\x00" * (300 << 20),
        "名册.xlsx",
        "文件有 300 MB，上限 20 MB。删去图片和无关的工作表，或分成几个文件。",
    ),
    "text named as a workbook": (
        lambda: books.text(good()),
        "名册.xlsx",
        "文件名以 .xlsx 结尾，内容却是 .csv。把文件名改成 .csv 结尾，或另存为 .xlsx 再传。",
    ),
    "an old workbook named as a new one": (
        lambda: old.xls(good()),
        "名册.xlsx",
        "文件名以 .xlsx 结尾，内容却是 .xls。把文件名改成 .xls 结尾，或另存为 .xlsx 再传。",
    ),
    "a new workbook named as an old one": (
        lambda: PLAIN,
        "名册.xls",
        "文件名以 .xls 结尾，内容却是 .xlsx。把文件名改成 .xlsx 结尾，或另存为 .xlsx 再传。",
    ),
    "a web page named as an old workbook": (
        lambda: b"\xef\xbb\xbf<html><body><table><tr><td>1</td></tr></table></body></html>",
        "名册.xls",
        f"名册.xls 其实是网页，只是名字像表格（不少系统这样导出）。{OPENS}",
    ),
    "an encrypted workbook": (
        books.encrypted,
        "名册.xlsx",
        "工作簿加了密码，读不了。在 Excel 或 WPS 中取消打开密码，另存后再传。",
    ),
    "an encrypted old workbook": (
        lambda: old.xls(good(), extra_global=old.record(0x2F, b"\x01\x00" + b"\0" * 52)),
        "名册.xls",
        "工作簿加了密码，读不了。在 Excel 或 WPS 中取消打开密码，另存后再传。",
    ),
    "5,000 columns": (
        wide_workbook,
        "名册.xlsx",
        "“sheet1.xml”有 5000 列，上限 500 列。删去右侧的空列和无关的列。",
    ),
    "5,000 columns of text": (
        lambda: books.text([[*HEADER, *["列"] * 4992], person(1)]),
        "名册.csv",
        "“名册.csv”有 5000 列，上限 500 列。删去右侧的空列和无关的列。",
    ),
    "a header in row 201": (
        lambda: header_at(201),
        "名册.xlsx",
        "前 200 行里没有找到表头。表头里至少要有这些列：学工号、姓名。",
    ),
    "an old workbook whose sectors lead in a ring": (
        lambda: old.container(old.stream(good()), ring=True),
        "名册.xls",
        "文件已损坏或没有传完整：名册.xls。重新打开确认无误，另存为 .xlsx 再传。",
    ),
    "an old workbook that claims four billion rows": (
        lambda: old.xls(good(), size=(0xFFFFFFFF, 255)),
        "名册.xls",
        "“名册.xls”有 4294967295 行，上限 120000 行。分成几个文件，或删去下方的空行。",
    ),
    "an old workbook that claims four billion texts": (
        lambda: old.xls(good(), claimed=0x7FFFFFFF),
        "名册.xls",
        "文件已损坏或没有传完整：名册.xls。重新打开确认无误，另存为 .xlsx 再传。",
    ),
    "an old workbook that names one sheet a thousand times": (
        lambda: old.xls([HEADER, *(person(n) for n in range(300))], sheets=1000),
        "名册.xls",
        "文件已损坏或没有传完整：名册.xls。重新打开确认无误，另存为 .xlsx 再传。",
    ),
    "an old workbook with a cell at the far corner": (
        lambda: old.xls(good(), more=old.cells([[0] * 255 + [1]], {}, 65_535)),
        "名册.xls",
        "“名册.xls”有 16777216 格，上限 12000000 格。分成几个文件，或删去空行和空列。",
    ),
    "an old workbook with one long text in every cell": (
        copied_old,
        "名册.xls",
        "文件解开后大得不正常（名册.xls），已停止读取。在 Excel 或 WPS 中新建工作簿，只粘贴数值后另存为 .xlsx。",
    ),
}
GOOD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a header in row 200": (lambda: header_at(200), "名册.xlsx", "3 lines"),
    "an old workbook": (lambda: old.xls(good()), "名册.xls", "3 lines"),
    "an old workbook with all its rows": (
        lambda: old.xls([HEADER, *(person(n) for n in range(1, 60_001))]),
        "名册.xls",
        "60000 lines",
    ),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Callable[..., Any]]:
    """What reading a file answers, and says: a process of its own for each, which may take no more than it is given."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.sheets.reading"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "jingwei.config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin and process.stdout

        def read(*asked: str | int) -> Any:
            print(json.dumps(asked), file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield read
        process.stdin.close()


@pytest.mark.parametrize("name", [*BAD, *GOOD])
def test_a_file_is_told_in_a_sentence_within_its_bounds(
    name: str, tmp_path: Path, reader: Callable[..., Any]
) -> None:
    make, filename, sentence = (BAD | GOOD)[name]
    path = tmp_path / "file"
    path.write_bytes(make())

    assert reader(str(path), filename, MEGABYTES, SECONDS) == [0, sentence]


def test_parents_in_a_ring_are_told_row_by_row() -> None:
    rows = [["编号", "名称", "上级编号"], ["1", "甲总支", "2"], ["2", "乙总支", "1"]]
    table = parse(books.xlsx(rows), "组织.xlsx", *KINDS["organisations"])
    parents_first(table)

    said = {line.number: [f"{f.fault.what}。{f.fault.mend}。" for f in line.faults] for line in table.lines}

    assert said == {
        2: ["上级关系绕成了圈：甲总支 → 乙总支 → 甲总支。改正其中一行的上级。"],
        3: ["上级关系绕成了圈：甲总支 → 乙总支 → 甲总支。改正其中一行的上级。"],
    }
