"""The columns that offices really use are known, each by one key, wherever the header stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.adapters.sheets.cells import READERS
from jingwei.adapters.sheets.columns import KINDS, PEOPLE
from jingwei.adapters.sheets.faults import SheetFault
from jingwei.adapters.sheets.headers import ColumnSet, find_heading, folded
from jingwei.adapters.sheets.read import Sheet
from jingwei.adapters.sheets.table import parse
from tests.support.sheets import books

SETS = [columns for sets in KINDS.values() for columns in sets]

REAL = {
    "organisations": "编号 名称 简称 成立时间 所属单位编码 党总支类别 组织类别 所在单位属性 联系电话 联系地址 传真 邮箱",
    "branches": "党支部名称 简称 成立时间 所属分党委 所属分党委编码 支部类别 所在单位属性 是否是教工党支部 是否是专业教师党支部 "
    "是否建立在团队 是否为大中型 是否国有独资 是否联合党支部 联系电话 传真 邮箱",
    "people": "学工号 姓名 身份证号码 二级党委名称 二级党委编码 所在党支部 党支部编码 党籍状态 组织关系转入时间"
    " 提交书面申请书时间 确定为入党积极分子时间 确定为发展对象时间 入党介绍人 加入党组织日期 入党时所在党支部"
    " 转为正式党员日期 转正时所在党支部 党内职务 党内奖励 其他奖励 来源 备注1 备注2 备注3",
    "appointments": "年度 工作证号 姓名 联系方式 联系党委编号 联系党委 联系党支部编号 联系党支部 任职时间 离任时间",
}


@pytest.mark.parametrize("kind", sorted(REAL))
def test_every_column_of_the_real_roster_is_known(kind: str) -> None:
    titles = REAL[kind].split()

    _sheet, heading = find_heading([Sheet("名册", [titles])], *KINDS[kind])

    assert heading.unknown == {}
    assert heading.missing == ()


def test_the_rows_of_a_committee_are_appointments() -> None:
    titles = "所属分党委 编码 所属党支部编码 姓名 学工号 职务 是否管理员".split()

    _sheet, heading = find_heading([Sheet("支委", [titles])], *KINDS["appointments"])

    assert heading.set.id == "appointments"
    assert heading.columns["organisation_code"] == (2, 1)
    assert heading.unknown == {6: "是否管理员"}


@pytest.mark.parametrize("columns", SETS, ids=[columns.id for columns in SETS])
def test_a_name_belongs_to_one_column_and_a_kind_can_be_read(columns: ColumnSet) -> None:
    names = [
        folded(name)
        for spec in columns.columns
        for name in {folded(name): name for name in spec.names}.values()
    ]

    assert len(names) == len(set(names))
    assert all(spec.kind == "choice" or spec.kind in READERS for spec in columns.columns)
    keys = {spec.key for spec in columns.columns}
    assert len(keys) == len(columns.columns)
    groups = (*columns.unique, *columns.one_of, *columns.ordered, tuple(columns.fixed))
    assert keys.issuperset(key for group in groups for key in group)


@given(st.permutations(REAL["people"].split()), st.integers(0, 30))
def test_order_and_place_of_the_header_make_no_difference(titles: list[str], above: int) -> None:
    sheet = Sheet("名册", [["北疆理工大学党员名册"]] * above + [titles, ["x"] * len(titles)])

    _sheet, heading = find_heading([sheet], PEOPLE)

    assert heading.row == above + 1
    assert {titles[held[0]] for held in heading.columns.values()} >= {"学工号", "姓名", "加入党组织日期"}
    assert len(heading.columns) == len(titles) - 2


@given(st.lists(st.lists(st.one_of(st.text(max_size=8), st.floats(), st.none()), max_size=5), max_size=8))
def test_any_sheet_is_understood_or_refused(rows: list[list[object]]) -> None:
    with pytest.raises(SheetFault) as refused:
        find_heading([Sheet("名册", rows)], PEOPLE)

    assert refused.value.code in ("no-header", "missing-column")


def test_a_missing_column_is_named_with_what_comes_near() -> None:
    with pytest.raises(SheetFault) as refused:
        parse(books.xlsx([["人员姓氏名", "学工号", "手机号"], ["柏舟", "T1", ""]]), "名册.xlsx", PEOPLE)

    assert refused.value.code == "missing-column"
    assert refused.value.values["columns"] == "姓名"
    assert "人员姓氏名" in refused.value.mend


def test_unknown_columns_are_kept_aside_and_the_best_of_repeated_ones_is_used() -> None:
    rows = [["学工号", "姓名", "联系电话", "手机号", "宿舍"], ["T1", "柏舟", "0451-86000000", "", "3 号楼"]]

    table = parse(books.xlsx(rows), "名册.xlsx", PEOPLE)

    assert table.lines[0].aside == {"宿舍": "3 号楼"}
    assert table.lines[0].values["phone"] == "0451-86000000"
    assert table.heading.columns["phone"] == (3, 2)
