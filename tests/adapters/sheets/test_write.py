"""A list that goes out comes back the same, whatever stands in it, and nothing in it is a formula."""

import csv
import io
import re
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingwei.adapters.sheets import write
from jingwei.adapters.sheets.read import read
from jingwei.adapters.sheets.write import Column, sheet_name, stream_csv, stream_xlsx

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("=+-@\t\r\n '\"<>&_x000D\x00\x07\ud800\udfff\ufffe\u3000\U0002c34a璟玥堃喆"),
    ),
    max_size=60,
)


def book_of(rows: list[list[Any]], title: str = "名册", columns: Any = ("甲", "乙")) -> bytes:
    return b"".join(stream_xlsx(title, columns, iter(rows)))


def openpyxl_rows(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def kept(value: str) -> str:
    return ILLEGAL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


@settings(max_examples=200)
@given(st.lists(st.tuples(NASTY, NASTY), min_size=1, max_size=6))
def test_any_text_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    content = book_of([["起", "起"], *map(list, rows), ["止", "止"]])

    cells = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    (sheet,) = read(content, "名册.xlsx")

    for at, row in enumerate(rows, 2):
        for column, value in enumerate(row):
            # openpyxl leaves the escape of what looks like an escape as it stands in the file.
            theirs = (cells.cell(at + 1, column + 1).value or "").replace("_x005F_", "_")
            assert theirs == kept(value)
            assert sheet.rows[at][column] == kept(value)


@settings(max_examples=100)
@given(NASTY)
def test_no_text_becomes_a_formula(value: str) -> None:
    content = book_of([[value, "=" + value]])

    cells = next(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2))

    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n"}
    assert all(cell.data_type != "n" for cell in cells if cell.value is not None)


@pytest.mark.parametrize("begin", list("=+-@\t\r"))
def test_dangerous_text_is_marked_as_text(begin: str) -> None:
    content = book_of([[begin + "SUM(A1)", "x"]])

    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"]

    assert cell.quotePrefix
    assert cell.data_type == "s"


def test_days_numbers_and_truth_are_real_values() -> None:
    noon = datetime(2026, 6, 30, 4, 0, tzinfo=UTC)
    rows = [
        [date(2019, 7, 1), 12],
        [noon, Decimal("1.5")],
        [True, 10**17],
        [None, float("nan")],
        [date(1899, 1, 1), 2.5],
    ]

    assert openpyxl_rows(book_of(rows))[1:] == [
        [datetime(2019, 7, 1), 12],
        [datetime(2026, 6, 30, 12, 0), 1.5],
        [True, str(10**17)],
        [None, "nan"],
        ["1899-01-01", 2.5],
    ]
    (sheet,) = read(book_of(rows), "名册.xlsx")
    assert sheet.rows[1] == [date(2019, 7, 1), 12.0]


def test_a_text_longer_than_a_cell_is_cut_at_a_whole_character() -> None:
    content = book_of([["长" * 40_000, "\U0002c34a" * 20_000]])

    long, rare = openpyxl_rows(content)[1]

    assert long == "长" * 32_767
    assert rare == "\U0002c34a" * 16_383


def test_the_header_is_bold_and_stays_in_sight() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of([], columns=("姓名", Column("单位", 30))))).worksheets[
        0
    ]

    assert [cell.value for cell in sheet[1]] == ["姓名", "单位"]
    assert sheet["A1"].font.b
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].width == 30


def test_rows_beyond_a_sheet_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "ROWS_IN_A_SHEET", 4)

    book = openpyxl.load_workbook(io.BytesIO(book_of([[at, at] for at in range(7)])))

    assert book.sheetnames == ["名册", "名册 2", "名册 3"]
    assert [[row[0] for row in sheet.values] for sheet in book] == [
        ["甲", 0, 1, 2],
        ["甲", 3, 4, 5],
        ["甲", 6],
    ]


def test_full_sheets_leave_no_empty_one_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "ROWS_IN_A_SHEET", 4)

    assert len(openpyxl.load_workbook(io.BytesIO(book_of([[1, 1]] * 6))).sheetnames) == 2


@given(st.text(max_size=60), st.integers(1, 12))
def test_any_title_becomes_a_name_that_is_allowed(title: str, number: int) -> None:
    name = sheet_name(title, number)

    assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
    assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
    assert not name.startswith("'") and not name.endswith("'")
    assert name.lower() != "history"


def test_the_first_bytes_come_before_the_first_row() -> None:
    asked = []

    def rows() -> Any:
        for at in range(5000):
            asked.append(at)
            yield [at, at]

    stream = stream_xlsx("名册", ["甲", "乙"], rows())

    assert next(stream).startswith(b"PK") and not asked
    next(stream)
    assert len(asked) < 5000


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _piece in stream_xlsx("名册", ["甲"] * 13, ((f"第{at}行",) * 13 for at in range(count))):
            pass
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    assert peak(4000) < peak(1000) * 1.3 < 5_000_000


def test_the_bytes_are_the_same_every_time() -> None:
    assert book_of([["甲", 1]]) == book_of([["甲", 1]])
    assert zipfile.ZipFile(io.BytesIO(book_of([["甲", 1]]))).testzip() is None


def test_a_row_of_another_width_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        book_of([["甲"]])


def test_a_text_file_opens_in_excel_and_comes_back() -> None:
    rows = [["=1+1", "柏舟"], [date(2019, 7, 1), None], [-3, 'a"b,c']]

    content = b"".join(stream_csv(["甲", "乙"], iter(rows)))

    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["甲", "乙"],
        ["'=1+1", "柏舟"],
        ["2019-07-01", ""],
        ["-3", 'a"b,c'],
    ]
