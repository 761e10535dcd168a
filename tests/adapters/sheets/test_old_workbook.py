"""The workbooks of old Excel, as many offices still send them, are read like any other."""

from datetime import date
from pathlib import Path

from jingwei.adapters.sheets.columns import KINDS
from jingwei.adapters.sheets.mark import marked
from jingwei.adapters.sheets.table import parse

OLD = Path(__file__).with_name("roster.xls").read_bytes()


def test_an_old_workbook_is_read_with_serials_as_days() -> None:
    table = parse(OLD, "名册.xls", *KINDS["people"])

    assert [(line.values["code"], line.values["joined"]) for line in table.lines] == [
        ("T1", date(2019, 7, 1)),
        ("T2", date(2019, 7, 1)),
    ]
    assert [found.fault.code for line in table.lines for found in line.faults] == ["phone-format"]


def test_an_old_workbook_comes_back_as_a_new_one() -> None:
    assert marked(parse(OLD, "名册.xls", *KINDS["people"])).startswith(b"PK")
