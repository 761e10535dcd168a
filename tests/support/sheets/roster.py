"""A whole invented roster with a known share of faults, and the exact report it must get."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.support.sheets.books import xlsx
from tests.support.sheets.faulty import Expected
from tests.support.sheets.invented import id_number, mobile, name, wrong_check

TITLES = [
    "学工号",
    "姓名",
    "性别",
    "身份证号码",
    "人员类别",
    "单位编码",
    "所在单位",
    "手机号",
    "邮箱",
    "政治面貌",
    "党支部编码",
    "加入党组织日期",
    "转正日期",
    "宿舍",
]
HEADER_ROW = 4

Spoil = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Roster:
    """The workbook, its rows by column name, and the faults it must show."""

    content: bytes
    filename: str
    rows: tuple[dict[str, Any], ...]
    faults: tuple[Expected, ...]


def _set(title: str, value: Any) -> Spoil:
    def spoil(row: dict[str, Any]) -> None:
        row[title] = value

    return spoil


def _change(title: str, change: Callable[[Any], Any]) -> Spoil:
    def spoil(row: dict[str, Any]) -> None:
        row[title] = change(row[title])

    return spoil


def _reverse(row: dict[str, Any]) -> None:
    row.update({"加入党组织日期": "2020年7月1日", "转正日期": "2019年7月1日"})


SPOILS: tuple[tuple[str, str, Spoil], ...] = (
    ("姓名", "required", _set("姓名", " \u3000")),
    ("学工号", "required", _set("学工号", "")),
    ("学工号", "number-rounded", _set("学工号", 2.0190000123456789e17)),
    ("身份证号码", "id-number-check", _change("身份证号码", wrong_check)),
    ("身份证号码", "id-number-rounded", _change("身份证号码", lambda number: float(number[:17] + "0"))),
    ("身份证号码", "id-number-length", _change("身份证号码", lambda number: number[:17])),
    ("身份证号码", "id-number-old", _change("身份证号码", lambda number: number[:6] + number[8:17])),
    (
        "身份证号码",
        "id-number-birth",
        _change("身份证号码", lambda number: number[:10] + "0231" + number[14:]),
    ),
    (
        "身份证号码",
        "id-number-format",
        _change("身份证号码", lambda number: number[:12] + "**" + number[14:]),
    ),
    ("性别", "choice-unknown", _set("性别", "未填")),
    ("人员类别", "choice-unknown", _set("人员类别", "访客甲")),
    ("政治面貌", "choice-unknown", _set("政治面貌", "党团员")),
    ("手机号", "phone-format", _set("手机号", "1990000")),
    ("邮箱", "email-format", _set("邮箱", "boruo(at)example")),
    ("加入党组织日期", "date-unreadable", _set("加入党组织日期", "大三下学期")),
    ("加入党组织日期", "date-impossible", _set("加入党组织日期", "2019.2.30")),
    ("转正日期", "date-out-of-range", _set("转正日期", "0220.07.01")),
    ("转正日期", "dates-reversed", _reverse),
)
TWICE = (("学工号", "duplicate-in-sheet"), ("身份证号码", "duplicate-in-sheet"))


def roster(count: int = 6000, fault_share: float = 0.03, seed: int = 38) -> Roster:
    """Make a roster in which this share of the rows has one fault each, all kinds in turn."""
    chance = random.Random(seed)
    rows = [_row(serial, chance) for serial in range(1, count + 1)]
    faults: list[Expected] = []
    kinds = len(SPOILS) + len(TWICE)
    at_fault = sorted(chance.sample(range(1, count), round(count * fault_share)))
    spoilt = set(at_fault)
    for turn, at in enumerate(at_fault):
        number, kind = at + HEADER_ROW + 1, turn % kinds
        if kind < len(SPOILS):
            title, code, spoil = SPOILS[kind]
            spoil(rows[at])
        else:
            title, code = TWICE[kind - len(SPOILS)]
            earlier = next(before for before in range(at - 1, -1, -1) if before not in spoilt)
            rows[at][title] = rows[earlier][title]
        faults.append((number, title, code))
    table = [["北疆理工大学人员名册"], ["填报单位：组织部", "", "填报时间：2026年6月30日"], [], TITLES]
    table += [[row[title] for title in TITLES] for row in rows]
    table += [[], ["注：本表人员均为虚构。"], ["填表人：柏如舒", "", "审核人：禾初"]]
    content = xlsx(table, merges=["A1:N1"])
    return Roster(content, "人员名册.xlsx", tuple(rows), tuple(faults))


def _row(serial: int, chance: random.Random) -> dict[str, Any]:
    born = date(1965, 1, 1) + timedelta(days=serial * 7919 % 14_000)
    joined = date(2005, 7, 1) + timedelta(days=chance.randrange(7000))
    unit = chance.randrange(24) + 1
    member = chance.random() < 0.5
    return {
        "学工号": f"{2000 + serial % 26}{serial:06d}",
        "姓名": _spaced(name(chance), chance),
        "性别": chance.choice("男女"),
        "身份证号码": _unique_number(serial, born),
        "人员类别": chance.choice(("教师", "学生", "研究生", "职工", "专职辅导员")),
        "单位编码": f"{unit:03d}",
        "所在单位": f"第{unit}学院",
        "手机号": chance.choice((mobile(serial), int(mobile(serial)), f"199 {serial:08d}")),
        "邮箱": f"p{serial}@beijiang.example.cn",
        "政治面貌": chance.choice(("中共党员", "正式党员", "预备党员"))
        if member
        else chance.choice(("共青团员", "群众")),
        "党支部编码": f"{unit:03d}{chance.randrange(11) + 1:02d}" if member else "",
        "加入党组织日期": _written(joined, chance) if member else "",
        "转正日期": _written(joined + timedelta(days=400), chance) if member else "",
        "宿舍": f"{chance.randrange(20) + 1} 号楼",
    }


def _unique_number(serial: int, born: date) -> str:
    # 14,000 birthdays with one serial a thousand people: no two people share both.
    return id_number(serial // 14, born)


def _spaced(value: str, chance: random.Random) -> str:
    return f"{value[0]}\u3000{value[1]}" if len(value) == 2 and chance.random() < 0.1 else value


def _written(value: date, chance: random.Random) -> Any:
    return chance.choice(
        (
            f"{value:%Y.%m.%d}",
            f"{value.year}年{value.month}月{value.day}日",
            f"{value.year}/{value.month}/{value.day}",
            f"{value:%Y%m%d}",
            value,
            (value - date(1899, 12, 30)).days,
        )
    )
