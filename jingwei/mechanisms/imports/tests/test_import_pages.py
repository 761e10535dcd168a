"""The pages: hand in, look, take in, take back; the marked sheet; what is refused says why."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jingwei.foundation.people.models import Person
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.tests.sheets import people
from tests.support.sheets import books
from tests.support.world import World


def hand_in(client: Client, rows: list[list[str]], name: str = "名册.xlsx", kind: str = "") -> str:
    response = client.post("/imports/", {"file": SimpleUploadedFile(name, books.xlsx(rows)), "kind": kind})
    assert response.status_code == 303, response.content.decode()[:2000]
    return response["Location"]


def test_the_whole_way_from_sheet_to_undone(world: World) -> None:
    client = world.client("orgoffice")
    begin = client.get("/imports/")
    assert begin.status_code == 200 and "空白表" in begin.content.decode()

    where = hand_in(client, people(3))
    look = client.get(where).content.decode()
    assert "共 3 行：新增 3，更正 0，不变 0，有问题 0" in look and "全部导入" in look

    assert client.post(f"{where}apply/").status_code == 303
    done = client.get(where).content.decode()
    assert "新增 3 行" in done and "撤回导入" in done
    assert Person.objects.filter(code__startswith="N").count() == 3

    assert client.post(f"{where}undo/").status_code == 303
    assert "已经撤回" in client.get(where).content.decode()
    assert Person.objects.filter(code__startswith="N").count() == 0


def test_faulty_rows_come_first_with_how_to_mend_them(world: World) -> None:
    client = world.client("orgoffice")
    where = hand_in(client, [*people(2), ["N009", "", "教师", "", "", "", ""]])

    look = client.get(where).content.decode()
    assert "“姓名”没有填" in look and "只导入没问题的 2 行" in look and "有 1 行有问题" in look
    assert "N001" in client.get(f"{where}?show=new").content.decode()
    assert client.get(f"{where}?show=same").status_code == 200
    assert client.get(f"{where}?show=other").status_code == 404
    assert client.post(f"{where}apply/").status_code == 409

    assert client.post(f"{where}apply/", {"rows": "valid"}).status_code == 303
    assert "有 1 行有问题，没有导入" in client.get(where).content.decode()


def test_the_own_sheet_comes_back_marked(world: World) -> None:
    client = world.client("orgoffice")
    where = hand_in(client, [*people(1), ["N009", "", "教师", "", "", "", ""]])

    answer = client.get(f"{where}faults.xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet.cell(3, 1).value == "N009"
    assert "没有填" in sheet.cell(3, 8).value
    assert "attachment" in answer["Content-Disposition"]


def test_a_preview_can_be_dropped(world: World) -> None:
    client = world.client("orgoffice")
    where = hand_in(client, people(1))

    assert client.post(f"{where}discard/").status_code == 303
    assert Import.objects.get().state == "discarded"
    assert "已经放弃" in client.get(where).content.decode()


def test_a_file_that_cannot_be_read_is_said_beside_its_field(world: World) -> None:
    client = world.client("orgoffice")

    answer = client.post("/imports/", {"file": SimpleUploadedFile("名册.xlsx", b"%PDF-1.7")})

    assert answer.status_code == 422
    assert "这不是表格文件" in answer.content.decode()
    assert client.post("/imports/", {}).status_code == 422


def test_empty_sheets_hold_the_columns_that_are_taken_in(world: World) -> None:
    client = world.client("orgoffice")
    for name in ("party", "unit", "branches", "people", "appointments", "organizers"):
        answer = client.get(f"/imports/template/{name}.xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        assert sheet.max_row == 1 and sheet.max_column >= 4
    assert client.get("/imports/template/other.xlsx").status_code == 404


def test_who_holds_nothing_here_is_refused_and_strangers_find_nothing(world: World) -> None:
    where = hand_in(world.client("orgoffice"), people(1))

    for account in ("branch", "member", "sysadmin"):
        assert world.client(account).get("/imports/").status_code == 403
        assert world.client(account).post(f"{where}apply/").status_code == 403
    assert Client().get(where).status_code == 303


def test_three_hundred_megabytes_are_refused_before_a_byte_is_read(world: World) -> None:
    answer = world.client("orgoffice").generic(
        "POST", "/imports/", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(300 << 20)
    )

    assert answer.status_code == 413
    assert "内容太大" in answer.content.decode()
