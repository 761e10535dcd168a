"""Every fault a sheet may have, one case each, with the report it must get."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tests.support.sheets import books
from tests.support.sheets.invented import id_number, mobile, wrong_check

Expected = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One sheet: its bytes, what it is, the faults it must show (row, column, code) and the good lines."""

    name: str
    content: bytes
    filename: str
    kind: str
    faults: tuple[Expected, ...] = ()
    refused: str = ""
    lines: int = 0


HEADER = ["学工号", "姓名", "身份证号码", "人员类别", "所在单位", "手机号", "政治面貌", "加入党组织日期"]


def person(serial: int, **changes: Any) -> list[Any]:
    """Give one good row under HEADER, with some cells changed by column name."""
    row = dict(
        zip(
            HEADER,
            [
                f"T{serial:05d}",
                "柏如舒",
                id_number(serial),
                "教师",
                "船舶学院",
                mobile(serial),
                "中共党员",
                "2019.07.01",
            ],
            strict=True,
        )
    )
    row.update(changes)
    return list(row.values())


def good(count: int = 3) -> list[list[Any]]:
    """Give a header and some good rows."""
    return [HEADER, *(person(serial) for serial in range(1, count + 1))]


def changed(column: str, *values: Any) -> bytes:
    """Give a workbook in which one column holds these values, row by row from row 2."""
    return books.xlsx([HEADER, *(person(at, **{column: value}) for at, value in enumerate(values, 1))])


@cache
def faulty_sheets() -> tuple[Case, ...]:
    """Give every case; they are made once a process."""
    return (*_forms(), *_cells(), *_rows(), *_trees(), *_appointments(), *_files())


def _people(
    name: str,
    content: bytes,
    *faults: Expected,
    lines: int,
    filename: str = "名册.xlsx",
    kind: str = "people",
) -> Case:
    return Case(name, content, filename, kind, faults, lines=lines)


def _forms() -> Iterator[Case]:
    yield _people("plain", books.xlsx(good()), lines=3)
    yield _people("utf-8-csv", books.text(good()), lines=3, filename="名册.csv")
    yield _people("bom-csv", books.text(good(), "utf-8-sig"), lines=3, filename="名册.csv")
    yield _people("gb18030-csv", books.text(good(), "gb18030"), lines=3, filename="名册.csv")
    yield _people("semicolon-csv", books.text(good(), "gb18030", ";"), lines=3, filename="名册.csv")
    yield _people("tab-text", books.text(good(), "utf-16", "\t"), lines=3, filename="名册.txt")
    titles = [["船舶学院人员名册"], ["填报时间：2026年6月30日"], []]
    merged = books.xlsx([*titles, *good()], merges=["A1:H1", "A2:H2"])
    yield _people("title-rows-and-merged-cells", merged, lines=3)
    upper = ["学工号", "基本情况", "", "", "", "联系", "党籍", ""]
    lower = ["", "姓名", "身份证号码", "人员类别", "所在单位", "手机号", "政治面貌", "加入党组织日期"]
    two = [["人员名册"], upper, lower, *good()[1:]]
    yield _people("header-over-two-rows", books.xlsx(two, merges=["A2:A3", "B2:E2", "G2:H2"]), lines=3)
    order = [6, 2, 0, 5, 1, 7, 3, 4]
    yield _people("columns-in-any-order", books.xlsx([[row[at] for at in order] for row in good()]), lines=3)
    wide = [[*row, extra, row[1]] for row, extra in zip(good(), ("宿舍楼", "3 号", "4 号", ""), strict=True)]
    yield _people("unknown-and-repeated-columns", books.xlsx(wide), lines=3)
    starred = [[f"* {title}（必填）" for title in HEADER], *good()[1:]]
    yield _people("starred-and-bracketed-headers", books.xlsx(starred), lines=3)
    notes = [
        *good(),
        [],
        ["注：本表由学院填报。"],
        ["2. 身份证号请设为文本。"],
        ["填表人：柏如舒", "", "审核人："],
        ["合计", 3],
    ]
    yield _people("notes-and-footers", books.xlsx(notes), lines=3)
    paged = [*good(), HEADER, person(4), [], [], person(5)]
    yield _people("header-again-and-blank-rows", books.xlsx(paged), lines=5)
    numbered = [
        ["序号", *HEADER],
        *([at, *row] for at, row in enumerate(good()[1:], 1)),
        *([at] for at in range(4, 40)),
    ]
    yield _people("numbered-empty-rows", books.xlsx(numbered), lines=3)
    second = books.xlsx([["填表说明"], ["每人一行"]], others=[("数据", good())])
    yield _people("data-on-the-second-sheet", second, lines=3)


def _cells() -> Iterator[Case]:
    days = [
        "2019.07.01",
        "2019-7-1",
        "2019/7/1",
        "2019年7月1日",
        "2019年7月",
        "20190701",
        "201907",
        date(2019, 7, 1),
    ]
    yield _people("date-formats", changed("加入党组织日期", *days, "２０１９．７．１", 20190701), lines=10)
    yield _people("excel-serials", changed("加入党组织日期", 43647, 43647.5, "43647"), lines=3)
    bad = ["2019.02.30", "去年七月", "19.7.1", 2019, "2119.01.01"]
    codes = ["date-impossible", *["date-unreadable"] * 3, "date-out-of-range"]
    expected = [(row, "加入党组织日期", code) for row, code in enumerate(codes, 2)]
    yield _people("dates-that-are-none", changed("加入党组织日期", *bad), *expected, lines=5)
    yield _people("full-width-digits", changed("学工号", "Ｔ０９００１", "Ｔ０９００２"), lines=2)
    yield _people("stray-blanks", changed("姓名", " 柏 如舒\u3000", "\u00a0柏　禾 ", "'柏舟"), lines=3)
    number = id_number(77)
    ids = [
        wrong_check(number),
        number[:17],
        number[:10] + "1332" + number[14:],
        "990000600101001",
        number[:8] + "****" + number[12:],
    ]
    codes = ["id-number-check", "id-number-length", "id-number-birth", "id-number-old", "id-number-format"]
    expected = [(row, "身份证号码", code) for row, code in enumerate(codes, 2)]
    yield _people("bad-id-numbers", changed("身份证号码", *ids), *expected, lines=5)
    spoilt = [float(number[:17] + "0"), "9.90000196001011E+17", number[:14] + "3000"]
    expected = [(row, "身份证号码", "id-number-rounded") for row in (2, 3, 4)]
    yield _people("id-numbers-spoilt-by-excel", changed("身份证号码", *spoilt), *expected, lines=3)
    lower = id_number(205)
    yield _people("id-number-with-small-x", changed("身份证号码", lower.lower(), f"'{id_number(8)}"), lines=2)
    phones = ["1990000000", "电话同上", mobile(3) + "0", 19900000004, "+86 199-0000-0005", "0451-86000000"]
    expected = [(row, "手机号", "phone-format") for row in (2, 3, 4)]
    yield _people("bad-phones", changed("手机号", *phones), *expected, lines=6)
    kinds = [(2, "政治面貌", "choice-unknown")]
    yield _people(
        "unknown-choice", changed("政治面貌", "入党积极分子甲", "正式党员", "群众"), *kinds, lines=3
    )
    long = [(2, "学工号", "number-rounded")]
    yield _people("code-spoilt-by-excel", changed("学工号", 2.0190000123456789e17, "T00002"), *long, lines=2)
    formulas = ['=HYPERLINK("x")', "+1+1", "-2+3", "@SUM(A1)", "\tcmd", "=1+1"]
    yield _people("formula-texts", changed("所在单位", *formulas), lines=6)
    yield _people(
        "nul-and-control-characters",
        books.text(good()).replace("舒".encode(), "舒\0\x0b".encode()),
        lines=3,
        filename="名册.csv",
    )


def _rows() -> Iterator[Case]:
    twice = [(4, "学工号", "duplicate-in-sheet")]
    yield _people("same-code-twice", changed("学工号", "T00001", "T00002", "T00001"), *twice, lines=3)
    twice = [(3, "身份证号码", "duplicate-in-sheet")]
    yield _people(
        "same-id-number-twice", changed("身份证号码", id_number(5), id_number(5).lower()), *twice, lines=2
    )
    blanks = [(2, "姓名", "required"), (3, "学工号", "required")]
    content = books.xlsx([HEADER, person(1, 姓名=""), person(2, 学工号="\u3000")])
    yield _people("required-cells-left-empty", content, *blanks, lines=2)
    dates = ["学工号", "姓名", "加入党组织日期", "转为正式党员日期"]
    back = [(2, "转为正式党员日期", "dates-reversed")]
    yield _people(
        "dates-reversed", books.xlsx([dates, ["T1", "柏舟", "2020.7.1", "2019.7.1"]]), *back, lines=1
    )


def _trees() -> Iterator[Case]:
    header = ["编号", "名称", "上级编号", "上级名称", "成立时间"]

    def tree(name: str, *rows: list[Any], faults: tuple[Expected, ...] = ()) -> Case:
        return Case(
            name, books.xlsx([header, *rows]), "基层党组织.xlsx", "organisations", faults, lines=len(rows)
        )

    yield tree(
        "parent-after-child",
        ["3", "第一支部", "2", ""],
        ["2", "船舶党总支", "1", ""],
        ["1", "校党委", "", ""],
    )
    unknown = ((3, "上级编号", "unknown-parent"), (4, "上级名称", "unknown-parent"))
    rows = ["1", "校党委", "", ""], ["2", "船舶党总支", "9", ""], ["3", "第一支部", "", "不存在的总支"]
    yield tree("unknown-parent", *rows, faults=unknown)
    ring = tuple((row, "上级编号", "cycle") for row in (2, 3, 4))
    ringed = (
        ["1", "甲总支", "3", ""],
        ["2", "乙总支", "1", ""],
        ["3", "丙总支", "2", ""],
        ["4", "丙下支部", "3", ""],
    )
    yield tree("cycle", *ringed, faults=ring)
    yield tree("own-parent", ["1", "校党委", "1", ""], faults=((2, "上级编号", "cycle"),))
    same = ["1", "校党委", "", ""], ["2", "船舶", "1", ""], ["3", "船舶", "1", ""], ["4", "支部", "", "船舶"]
    yield tree("two-parents-of-one-name", *same, faults=((5, "上级名称", "parent-ambiguous"),))
    units = [
        ["单位编码", "单位名称", "上级单位", "单位类别"],
        ["10", "船舶学院", "", ""],
        ["11", "造船系", "船舶学院", ""],
    ]
    yield Case("units", books.xlsx(units), "单位.xlsx", "organisations", lines=2)
    branches = [
        ["党支部名称", "所属分党委编码", "是否是教工党支部"],
        ["造船教师党支部", "2", "√"],
        ["学生党支部", "", "也许"],
    ]
    faults = ((3, "是否是教工党支部", "yes-no-unreadable"), (3, "所属分党委编码", "required"))
    yield Case("branches", books.xlsx(branches), "支部名册.xlsx", "branches", faults, lines=2)


def _appointments() -> Iterator[Case]:
    posts = [
        ["学工号", "姓名", "职务", "组织编码", "任职时间", "离任时间"],
        ["T1", "柏舟", "书记", "3", "2024.9.1", ""],
    ]
    back = [*posts, ["T2", "柏禾", "书记", "4", "2024.9.1", "2023.9.1"], ["T3", "柏青", "舵手", "4", "", ""]]
    faults = ((3, "离任时间", "dates-reversed"), (4, "职务", "choice-unknown"))
    yield Case("appointments", books.xlsx(back), "任职.xlsx", "appointments", faults, lines=3)
    header = [
        "年度",
        "工作证号",
        "姓名",
        "联系方式",
        "联系党委编号",
        "联系党委",
        "联系党支部编号",
        "联系党支部",
        "任职时间",
    ]
    row = ["2026", "T1", "柏舟", mobile(1), "2", "船舶党委", "21", "造船党支部", "2026.3.1"]
    yield Case("organizers", books.xlsx([header, row]), "组织员名册.xlsx", "appointments", lines=1)


def _files() -> Iterator[Case]:
    plain = books.xlsx(good())

    def refused(name: str, content: bytes, code: str, filename: str = "名册.xlsx") -> Case:
        return Case(name, content, filename, "people", refused=code)

    lacking = [["工号编码", "姓 名", "手机号", "政治面貌"], ["T1", "柏舟", mobile(1), "群众"]]
    yield refused("missing-required-column", books.xlsx(lacking), "missing-column")
    yield refused("no-header-at-all", books.xlsx([["会议纪要"], ["一、传达学习"]]), "no-header")
    yield refused("empty-sheet", books.xlsx([]), "sheet-empty")
    yield refused("header-only", books.xlsx([HEADER]), "sheet-no-rows")
    yield refused("empty-file", b"", "file-empty")
    yield refused("workbook-named-csv", plain, "file-extension", "名册.csv")
    yield refused("csv-named-xlsx", books.text(good()), "file-extension")
    yield refused(
        "page-named-xls", b"<html><table><tr><td>1</td></tr></table></html>", "file-web-page", "名册.xls"
    )
    yield refused("picture-named-xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "file-not-sheet")
    yield refused("half-a-workbook", plain[: len(plain) // 2], "file-damaged")
    yield refused("inflating-workbook", books.bomb(plain), "file-inflates")
    yield refused("inflating-workbook-that-lies", books.lying_bomb(plain), "file-inflates")
    yield refused("growing-entities", books.entities(plain), "file-entities")
    yield refused("cell-at-the-far-corner", books.far_cell(plain), "too-many-rows")
    yield refused("encrypted-workbook", books.encrypted(), "file-encrypted")
    yield refused(
        "unknown-encoding", "学工号,姓名\n".encode() + b"T1,\xff\xff\xff\xff\n", "text-encoding", "名册.csv"
    )
    wide = [[*HEADER, *(f"列{at}" for at in range(500))], person(1)]
    yield refused("too-many-columns", books.text(wide), "too-many-columns", "名册.csv")
    yield refused("too-many-rows", books.text(good(1)) + b"\nT,x" * 200_001, "too-many-rows", "名册.csv")
