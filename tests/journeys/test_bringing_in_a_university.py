"""An organisation officer brings in a School of her university from sheets that are not quite right."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FilePayload, expect

from tests.journeys.conftest import Visit
from tests.support.sheets import books
from tests.support.visitor import Visitor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NUMBER = {"desk": "71", "phone": "72"}
SCHOOL = {"desk": "水利工程学院", "phone": "林业工程学院"}
Rows = list[list[str]]


def hands_in(officer: Visitor, name: str, rows: Rows) -> None:
    """Upload a sheet and wait for its preview."""
    officer.goes_to("/imports/")
    sheet: FilePayload = {"name": name, "mimeType": XLSX, "buffer": books.xlsx(rows)}
    officer.page.get_by_label("表格").set_input_files(sheet)
    officer.presses_button("预览")
    officer.page.wait_for_url(lambda url: url.rstrip("/").rpartition("/")[2].isdecimal())


def marked_sheet(officer: Visitor) -> list[list[str]]:
    """The own sheet as it comes back, as texts."""
    with officer.page.expect_download() as coming:
        officer.main.get_by_role("link", name="下载标出问题的表").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes()))
    return [[str(cell or "") for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]


def takes_all_in(officer: Visitor, new: int) -> None:
    """Take a preview without faults in."""
    officer.reads(f"新增 {new}，更正 0，不变 0，有问题 0")
    officer.presses_button("全部导入", told=f"已导入：新增 {new} 行")
    officer.reads(f"新增 {new} 行")


@pytest.mark.smoke
def test_given_sheets_with_faults_when_mended_then_all_is_in_and_a_second_time_changes_nothing(
    visit: Visit, size: str
) -> None:
    officer, n, school = visit("orgoffice", size), NUMBER[size], SCHOOL[size]
    party = ["编号", "名称", "上级编号", "成立时间", "所属单位编码"]
    units: Rows = [
        ["单位编码", "单位名称", "上级单位编码", "单位类别"],
        [f"X{n}", school, "university", "学院"],
        [f"X{n}1", f"{school}第一研究所", f"X{n}", ""],
    ]
    organisations: Rows = [
        [f"{school}党组织一览表", "", "", "", ""],
        party,
        [f"P{n}1", f"{school}教师第一党支部", f"P{n}", "2019.07.01", f"X{n}1"],
        [f"P{n}", f"{school}党委", "committee", "2019年7月1日", f"X{n}"],
        [f"P{n}2", f"{school}教师第二党支部", "没有的编号", "2019.02.30", ""],
    ]

    # Given the units are in, and a sheet of Party organisations with two faults in its last row
    hands_in(officer, "业务单位.xlsx", units)
    takes_all_in(officer, 2)
    hands_in(officer, "党组织.xlsx", organisations)
    officer.reads("新增 2，更正 0，不变 0，有问题 1")
    officer.finds_it_sound()

    # Then the preview says what is wrong where, and the whole cannot be taken in
    row = officer.at("rows").locator("tbody tr").first
    for words in ("5", "成立时间", "上级编号"):
        expect(row).to_contain_text(words)
    expect(officer.main.get_by_role("button", name="全部导入")).to_have_attribute("aria-disabled", "true")
    marked = marked_sheet(officer)
    assert marked[1][:5] == party and "没有的编号" in marked[4][2]
    assert any("上级编号" in cell or "没有" in cell for cell in marked[4][5:]), marked[4]

    # When she mends the sheet and hands it in again, then all of it is in
    organisations[4] = [f"P{n}2", f"{school}教师第二党支部", f"P{n}", "2019-07-01", ""]
    hands_in(officer, "党组织.xlsx", organisations)
    takes_all_in(officer, 3)

    # And likewise people, then posts
    people: Rows = [
        ["学工号", "姓名", "人员类别", "政治面貌", "手机号", "单位编码", "党支部编码"],
        [f"J{n}01", "闻溪亭", "教师", "中共党员", f"199{n}000001", f"X{n}1", f"P{n}1"],
        [f"J{n}02", "", "教师", "中共党员", "电话同上", f"X{n}1", f"P{n}1"],
        [f"Ｊ{n}03", "柏 新雨", "教师", "群众", "", f"X{n}1", ""],
    ]
    hands_in(officer, "人员.xlsx", people)
    officer.reads("新增 2，更正 0，不变 0，有问题 1")
    expect(officer.at("rows").locator("tbody tr").first).to_contain_text("“姓名”没有填")
    people[2] = [f"J{n}02", "蓝若川", "教师", "中共党员", f"199{n}000002", f"X{n}1", f"P{n}1"]
    hands_in(officer, "人员.xlsx", people)
    takes_all_in(officer, 3)
    posts: Rows = [
        ["学工号", "姓名", "职务", "组织编码", "任职时间"],
        [f"J{n}01", "闻溪亭", "舵手", f"P{n}1", "2024.9.1"],
        [f"J{n}02", "蓝若川", "系主任", f"X{n}1", "2024.9.1"],
    ]
    hands_in(officer, "任职.xlsx", posts)
    officer.reads("有问题")
    expect(officer.at("rows").locator("tbody tr").first).to_contain_text("舵手")
    posts[1][2], posts[2][2] = "支部书记", "负责人"
    hands_in(officer, "任职.xlsx", posts)
    takes_all_in(officer, 2)

    # Then the lists show them
    officer.goes_to(f"/organisations/list/?q={school}").reads(f"{school}教师第二党支部")
    officer.goes_to(f"/people/?q=J{n}01").reads("闻溪亭")
    officer.goes_to(f"/people/?q=J{n}03").reads("柏新雨")
    officer.finds_it_sound()

    # And the same sheets again change nothing
    for name, rows, same in (
        ("业务单位.xlsx", units, 2),
        ("党组织.xlsx", organisations, 3),
        ("人员.xlsx", people, 3),
        ("任职.xlsx", posts, 2),
    ):
        hands_in(officer, name, rows)
        officer.reads(f"新增 0，更正 0，不变 {same}，有问题 0")
