"""Every way people write a cell is read as they mean it, or refused with a reason; nothing is guessed."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.adapters.sheets import cells
from jingwei.adapters.sheets.columns import STANDINGS
from jingwei.adapters.sheets.faults import CELL_FAULTS, CellFault
from tests.support.sheets.invented import id_number, wrong_check

ANYTHING = st.one_of(
    st.text(max_size=40),
    st.text("0123456789.-/年月日eE+ xX０９\u3000'", max_size=24),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


def code_of(value: Any) -> str:
    assert isinstance(value, CellFault), value
    return value.code


@pytest.mark.parametrize("kind", sorted(cells.READERS))
@given(raw=ANYTHING)
def test_any_value_is_read_or_refused_and_never_breaks(kind: str, raw: Any) -> None:
    value = cells.READERS[kind](raw)

    if isinstance(value, CellFault):
        assert value.code in CELL_FAULTS
        assert value.what and value.mend
    elif isinstance(value, str):
        assert "\0" not in value and value == value.strip()


@pytest.mark.parametrize("kind", sorted(cells.READERS))
@given(raw=ANYTHING)
def test_reading_what_was_read_changes_nothing(kind: str, raw: Any) -> None:
    read = cells.READERS[kind]
    value = read(raw)

    if isinstance(value, str) and not value.startswith(tuple("'‘’`\"“”")):
        assert read(value) == value
    elif isinstance(value, date):
        assert read(value) == read(value.isoformat()) == value


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_in_every_way_it_is_written(day: date) -> None:
    written = [
        day,
        datetime(day.year, day.month, day.day, 9, 30),
        f"{day:%Y}.{day.month}.{day.day}",
        f"{day:%Y.%m.%d}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d} 00:00:00",
        f"{day.year}年{day.month}月{day.day}日",
        f" {day.year} 年 {day.month} 月 {day.day} 日 ",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        f"{day:%Y．%m．%d}",
    ]

    assert {cells.day(each) for each in written} == {day}


@given(st.dates(date(1928, 1, 1), date(2099, 1, 1)))
def test_a_serial_of_excel_is_its_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days

    assert cells.day(serial) == cells.day(float(serial) + 0.25) == cells.day(str(serial)) == day


@pytest.mark.parametrize("raw", ["2019年7月", "201907", 201907, "2019.7", "2019-07"])
def test_a_month_is_its_first_day(raw: Any) -> None:
    assert cells.day(raw) == date(2019, 7, 1)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2019.02.29", "date-impossible"),
        ("20191301", "date-impossible"),
        ("19.07.01", "date-unreadable"),
        (2019, "date-unreadable"),
        ("七月", "date-unreadable"),
        (True, "date-unreadable"),
        (-3, "date-unreadable"),
        ("1066.10.14", "date-out-of-range"),
        (float("nan"), "date-unreadable"),
    ],
)
def test_what_is_no_day_is_refused(raw: Any, code: str) -> None:
    assert code_of(cells.day(raw)) == code


@given(st.integers(0, 10**6), st.dates(date(1930, 1, 1), date(2008, 1, 1)))
def test_a_valid_identity_number_passes_and_one_wrong_digit_never_does(serial: int, born: date) -> None:
    number = id_number(serial, born)

    assert cells.id_number(number) == cells.id_number(f" {number.lower()}\u3000") == number
    assert cells.birth_of(number) == born
    for at in range(17):
        wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
        assert isinstance(cells.id_number(wrong), CellFault)


def test_the_check_characters_of_the_standard() -> None:
    assert [cells.check_character(f"99000019800101{serial:03d}") for serial in range(1, 12)] == [
        id_number(serial - 1, date(1980, 1, 1))[17] for serial in range(1, 12)
    ]
    assert cells.check_character("11010519491231002") == "X"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (990000198001010011, "id-number-rounded"),
        (9.90000198001010011e17, "id-number-rounded"),
        ("9.90000198001E+17", "id-number-rounded"),
        ("990000800101001", "id-number-old"),
        (990000800101001, "id-number-old"),
        ("99000019800101001", "id-number-length"),
        ("99000019800101**11", "id-number-format"),
        ("X" * 18, "id-number-format"),
        (wrong_check(id_number(7)), "id-number-check"),
        ("990000198002310019", "id-number-birth"),
    ],
)
def test_a_bad_identity_number_is_refused_with_its_reason(raw: Any, code: str) -> None:
    assert code_of(cells.id_number(raw)) == code


def test_age_counts_to_the_day_where_asked() -> None:
    number = id_number(3, date(2008, 6, 30))

    assert cells.id_number(number, adult_on=date(2026, 6, 30)) == number
    assert code_of(cells.id_number(number, adult_on=date(2026, 6, 29))) == "id-number-age"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        *((written, True) for written in ("是", "√", "Y", 1, 1.0, True, " 是 ", "１")),
        *((written, False) for written in ("否", "×", "n", 0)),
        *((written, None) for written in ("", None, "—")),
    ],
)
def test_yes_and_no_as_people_write_them(raw: Any, value: bool | None) -> None:
    assert cells.yes_no(raw) is value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("19900000001", "19900000001"),
        (19900000001, "19900000001"),
        (19900000001.0, "19900000001"),
        ("+86 199 0000 0001", "19900000001"),
        ("199-0000-0001", "19900000001"),
        ("１９９０００００００１", "19900000001"),
        ("0451-86000000", "0451-86000000"),
        ("（0451）86000000", "0451-86000000"),
        ("86000000转123", "86000000转123"),
        ("", ""),
        ("无", ""),
    ],
)
def test_a_phone_is_read(raw: Any, value: str) -> None:
    assert cells.phone(raw) == value


@pytest.mark.parametrize("raw", ["12", "12900000001", "199000000012", 1.5, "同上"])
def test_what_is_no_phone_is_refused(raw: Any) -> None:
    assert code_of(cells.phone(raw)) == "phone-format"


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1,200", 1200), ("１２", 12), (12.0, 12), ("12.0", 12), ("", None), ("0", 0)],
)
def test_a_whole_number_is_read(raw: Any, value: int | None) -> None:
    assert cells.whole(raw) == value


@pytest.mark.parametrize("raw", ["12.5", 12.5, "十二", float("inf"), float("nan")])
def test_what_is_no_whole_number_is_refused(raw: Any) -> None:
    assert code_of(cells.whole(raw)) == "number-unreadable"


def test_a_number_out_of_its_range_is_refused() -> None:
    assert code_of(cells.whole(-1)) == "number-out-of-range"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("中共党员", "member"),
        (" 预备 党员 ", "probationary"),
        ("共青团员", "league"),
        ("member", "member"),
        ("", None),
    ],
)
def test_a_choice_is_read_by_its_label(raw: str, value: str | None) -> None:
    assert cells.choice(raw, STANDINGS) == value


def test_an_unknown_choice_says_what_may_stand_there() -> None:
    refused = cells.choice("党团员", STANDINGS)

    assert code_of(refused) == "choice-unknown"
    assert "中共党员" in refused.mend


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Ｔ０１２", "T012"),
        ("'T012", "T012"),
        ("“T012”", "T012"),
        (2019001.0, "2019001"),
        ("20\u200b19", "2019"),
        ("a\x00b\x07", "ab"),
        (" 甲\u00a0", "甲"),
        (None, ""),
        (True, "是"),
        (date(2019, 7, 1), "2019-07-01"),
    ],
)
def test_words_lose_what_does_not_belong_to_them(raw: Any, value: str) -> None:
    assert cells.text(raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("柏\u3000舟", "柏舟"),
        (" 柏 如 舒 ", "柏如舒"),
        ("阿依·古丽", "阿依·古丽"),
        ("阿依•古丽", "阿依·古丽"),
        ("Ada  Bo", "Ada Bo"),
    ],
)
def test_a_name_keeps_no_blanks_between_characters(raw: str, value: str) -> None:
    assert cells.name(raw) == value


def test_a_code_that_excel_rounded_is_refused() -> None:
    assert code_of(cells.code(2.0190000123456789e17)) == "number-rounded"
    assert code_of(cells.code("2.019E+17")) == "number-rounded"
    assert cells.code("T 01-2") == "T01-2"


@pytest.mark.parametrize(
    ("raw", "fine"),
    [
        ("bo@beijiang.example.cn", True),
        ("bo＠beijiang.example.cn", True),
        ("bo@", False),
        ("a..b@x.cn", False),
        ("", True),
    ],
)
def test_a_mail_address_is_checked(raw: str, fine: bool) -> None:
    assert isinstance(cells.email(raw), str) is fine


def test_a_text_too_long_is_refused() -> None:
    assert code_of(cells.text("长" * 2001)) == "text-too-long"
