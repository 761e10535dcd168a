"""No upload makes the house unpack, expand or lay out more than it allows, however it is disguised."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from jingwei.adapters.sheets.bounds import Limits, column_letters, column_number, guard, heft
from jingwei.adapters.sheets.faults import SheetFault
from jingwei.adapters.sheets.read import decode, read
from tests.support.sheets import books
from tests.support.sheets.faulty import good

PLAIN = books.xlsx(good())
PART = "xl/worksheets/sheet1.xml"


def refused(content: bytes, filename: str = "名册.xlsx", limits: Limits = Limits()) -> str:  # noqa: B008
    with pytest.raises(SheetFault) as fault:
        read(content, filename, limits)
    return fault.value.code


@pytest.mark.parametrize(
    "corner",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row><c r='A900000'><v>1</v></c></row>",
        b'<row><c\tr\n=\n"A900000"><v>1</v></c></row>',
        b'<x:row r = "900000"/>',
        b'<row r="2"><c r="ZZZ2"><v>1</v></c></row>',
        b'<row r="2"><c r="aaa2"><v>1</v></c></row>',
        b'<row r="190000"><c r="SF190000"><v>1</v></c></row>',
    ],
)
def test_a_lone_cell_far_away_is_refused_however_it_is_written(corner: bytes) -> None:
    content = books.replaced(PLAIN, PART, b"</sheetData>", corner + b"</sheetData>")

    assert refused(content).startswith("too-many-")


def test_a_sheet_of_another_name_is_looked_at_too() -> None:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/other.bin", '<row r="900000"/>')

    with pytest.raises(SheetFault) as fault:
        guard(saved.getvalue(), Limits())
    assert fault.value.code == "too-many-rows"


def test_one_long_shared_text_used_by_every_cell_is_refused() -> None:
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        page = book.add_worksheet()
        for at in range(2000):
            page.write_string(at, 0, "long" * 8000)

    assert refused(saved.getvalue(), limits=Limits(copies=10_000_000)) == "file-inflates"


def test_a_text_in_two_bytes_a_character_is_no_way_round() -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        sheet = archive.read(PART)
    content = books.replaced(PLAIN, PART, sheet, sheet.decode().encode("utf-16"))

    assert refused(content) == "file-damaged"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(size=100), "file-too-large"),
        (Limits(rows=2), "too-many-rows"),
        (Limits(columns=3), "too-many-columns"),
        (Limits(unpacked=1000), "file-inflates"),
    ],
)
def test_every_limit_holds(limits: Limits, code: str) -> None:
    assert refused(PLAIN, limits=limits) == code


def test_how_heavy_a_sheet_is_is_told_by_what_it_unpacks_to() -> None:
    plain, packed = books.text(good()), books.bomb(PLAIN, 6 << 20)

    assert heft(io.BytesIO(plain)) == len(plain)
    assert len(packed) < 100_000 and heft(io.BytesIO(packed)) > 1 << 20
    assert heft(io.BytesIO(PLAIN[:-30])) == len(PLAIN) - 30


@settings(max_examples=150)
@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=12))
def test_a_broken_workbook_is_read_or_refused_and_never_breaks_the_house(at: int, noise: bytes) -> None:
    content = PLAIN[:at] + noise + PLAIN[at + len(noise) :]

    try:
        read(content, "名册.xlsx")
    except SheetFault as fault:
        assert fault.what and fault.mend


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a", "a.doc"]))
def test_any_bytes_are_read_or_refused(content: bytes, filename: str) -> None:
    try:
        read(content, filename)
    except SheetFault as fault:
        assert fault.what and fault.mend


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_text_is_decoded_as_it_was_encoded(words: str, encoding: str) -> None:
    if not words.startswith("\ufeff"):
        assert decode(words.encode(encoding)) == words


def test_chinese_in_gb18030_is_decoded() -> None:
    assert decode("璟玥堃喆，学工号\U0002c34a".encode("gb18030")) == "璟玥堃喆，学工号\U0002c34a"


@given(st.integers(0, 16_383))
def test_letters_and_numbers_of_columns_agree(index: int) -> None:
    assert column_number(column_letters(index)) == index + 1
