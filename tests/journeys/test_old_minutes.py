"""Old minutes come in from their file: chosen, read, mended, taken over; what is refused loses neither file nor words."""

from __future__ import annotations

from pathlib import Path

import docx
from playwright.sync_api import expect

from tests.journeys.conftest import Visit


def test_given_a_file_when_it_is_chosen_then_it_is_read_mended_and_taken_over(
    visit: Visit, size: str, tmp_path: Path
) -> None:
    made, file = docx.Document(), tmp_path / f"纪要-{size}.docx"
    title = (
        "机械工程学院党政联席会议纪要",
        "第 5 次" if size == "desk" else "第 6 次",
        "时间：2023年5月10日",
    )
    for line in (*title, "主持人：孟青禾", "一、同意引进两名教师。", "抄送：各系"):
        made.add_paragraph(line)
    made.save(str(file))
    secretary = visit("faculty", size).goes_to("/meetings/old/new/")
    secretary.expected = {422}
    secretary.finds_it_sound()

    secretary.main.locator("[name=upload]").set_input_files(file)
    expect(secretary.main.locator("[name=text]")).to_have_value("一、同意引进两名教师。")
    expect(secretary.main.locator("[name=body]:checked")).to_have_value("joint-meeting")
    secretary.finds_it_sound()

    # What is refused keeps the file and what was typed
    secretary.types(secretary.main, topic="引进教师")
    secretary.main.locator("[name=held_on]").evaluate("each => { each.max = ''; each.value = '2090-01-01' }")
    secretary.presses_button("收进旧记录")
    expect(secretary.main.locator(".field-error")).to_have_count(1)
    expect(secretary.main.locator("[name=topic]")).to_have_value("引进教师")
    secretary.types(secretary.main, held_on="2023-05-10" if size == "desk" else "2023-05-11")
    secretary.presses_button("收进旧记录", told="收进来了")
    secretary.reads("不是在这里记的")
    secretary.reads(file.name)
    secretary.finds_it_sound()
    secretary.goes_to("/meetings/old/").finds_it_sound()
