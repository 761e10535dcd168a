"""People get their own sheet back: nothing moved, nothing lost, the faults marked and explained."""

import io
from datetime import date
from typing import Any

import openpyxl
from django.utils import translation
from openpyxl.worksheet.worksheet import Worksheet

from jingwei.adapters.sheets.columns import KINDS
from jingwei.adapters.sheets.mark import COMMENTS, marked
from jingwei.adapters.sheets.read import read
from jingwei.adapters.sheets.table import Table, parse
from tests.support.sheets import books, faulty_sheets, roster
from tests.support.sheets.faulty import HEADER, good, person


def table_of(content: bytes) -> Table:
    return parse(content, "名册.xlsx", *KINDS["people"])


def page_of(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_the_faulty_cell_is_filled_and_says_what_and_how() -> None:
    page = page_of(marked(table_of(books.xlsx([HEADER, person(1), person(2, 手机号="12")]))))

    cell = page["F3"]
    assert cell.value == "12"
    assert cell.fill.fgColor.rgb == "FFFBE3DC"
    assert "不是有效的电话号码" in cell.comment.text and "11 位手机号" in cell.comment.text
    assert page["F2"].comment is None and page["F2"].fill.fgColor.rgb != "FFFBE3DC"


def test_the_last_column_says_all_faults_of_a_row() -> None:
    page = page_of(marked(table_of(books.xlsx([HEADER, person(1, 手机号="12", 姓名=""), person(2)]))))

    assert page["I1"].value == "问题"
    assert page["I2"].value.count("\n") == 1
    assert page["I2"].value.startswith("姓名：“姓名”没有填。填上“姓名”。")
    assert page["I3"].value is None


def test_every_cell_of_every_case_is_kept() -> None:
    for case in faulty_sheets():
        if case.refused or case.kind != "people":
            continue
        table = parse(case.content, case.filename, *KINDS["people"])

        (sheet, *_rest) = read(marked(table), "名册.xlsx")

        before = [[_plain(value) for value in row] for row in table.sheet.rows]
        after = [[_plain(value) for value in row] for row in sheet.rows]
        for old, new in zip(before, after, strict=True):
            assert new[: len(old)] == old, case.name


def _plain(value: Any) -> Any:
    return value.replace("\x0b", "").replace("\r", "\n") if isinstance(value, str) else value


def test_marking_again_takes_the_same_column() -> None:
    once = marked(table_of(books.xlsx([HEADER, person(1, 手机号="12")])))
    twice = marked(table_of(once))

    assert [cell.value for cell in page_of(twice)[1]] == [*HEADER, "问题"]


def test_titles_stay_merged_and_days_stay_days() -> None:
    rows = [["人员名册"], HEADER, person(1, 加入党组织日期=date(2019, 7, 1), 手机号="12")]

    page = page_of(marked(table_of(books.xlsx(rows, merges=["A1:H1"]))))

    assert [str(merge) for merge in page.merged_cells.ranges] == ["A1:H1"]
    assert page["H3"].value.date() == date(2019, 7, 1)
    assert page.freeze_panes == "A3"


def test_nothing_in_it_is_a_formula() -> None:
    page = page_of(marked(table_of(books.xlsx([HEADER, person(1, 所在单位="=1+1", 手机号="=2+2")]))))

    assert page["E2"].value == "=1+1" and page["E2"].data_type == "s" and page["E2"].quotePrefix
    assert page["F2"].value == "=2+2" and page["F2"].data_type == "s"


def test_it_speaks_english_where_asked() -> None:
    with translation.override("en"):
        page = page_of(marked(table_of(books.xlsx([HEADER, person(1, 手机号="12")]))))

    assert page["I1"].value == "Problem"
    assert "not a valid telephone number" in page["I2"].value


def test_a_great_many_faults_stay_within_reason() -> None:
    made = roster(5000, 0.5, seed=4)

    content = marked(parse(made.content, made.filename, *KINDS["people"]))

    page = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    assert sum(1 for row in page.iter_rows(min_row=5, min_col=15, values_only=True) if row[0]) == 2500
    assert COMMENTS < 2500


def test_a_clean_sheet_comes_back_without_marks() -> None:
    page = page_of(marked(table_of(books.xlsx(good()))))

    assert all(cell.comment is None for row in page for cell in row)
