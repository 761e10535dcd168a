"""The office attaches the official text from its own file; readers see it in place of our summary."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, expect

from tests.adapters.test_papers_read import docx_of
from tests.journeys.conftest import Visit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARAGRAPHS = (
    "四、健全工作机制",
    "党建和业务坚持同谋划，一件事一起谋划、一起部署、一起落实、一起检查。要当项目来推，常调度，定期坐下来交流。",
    "这一句和哪一款都不像。",
)


def test_given_a_file_of_the_text_when_its_sentences_are_set_right_then_clauses_show_it(
    visit: Visit, size: str
) -> None:
    office, reader = visit("orgoffice", size), visit("branch", size)
    office.expected = {422}

    # Given a file that cannot be read, the page says why
    office.goes_to("/clauses/text/")
    broken: FilePayload = {"name": "意见.txt", "mimeType": "text/plain", "buffer": b"\x00\x01"}
    office.page.locator("input[type=file]").set_input_files(broken)
    office.presses_button("对一对")
    expect(office.main.locator(".field-error")).to_contain_text("认不出")
    office.finds_it_sound()

    # When the text is handed in, what did not align is set right by hand
    paper: FilePayload = {"name": "意见.docx", "mimeType": DOCX, "buffer": docx_of(*PARAGRAPHS)}
    office.page.locator("input[type=file]").set_input_files(paper)
    office.presses_button("对一对")
    loose = office.main.locator("li.mend-loose").filter(has_text="哪一款都不像")
    expect(loose).to_be_visible()
    office.finds_it_sound()
    loose.locator("input").fill("9.9")
    office.presses_button("附上")
    office.reads("没有条款 9.9")
    loose = office.main.locator("li").filter(has_text="哪一款都不像")
    expect(loose.locator("input")).to_have_value("9.9")
    loose.locator("input").fill("4.1b")
    office.presses_button("附上")
    office.page.wait_for_url(re.compile(r"/clauses/$"))

    # Then whoever reads the clause reads the text, and who attached it
    reader.goes_to("/clauses/4.1b/")
    reader.reads("定期坐下来交流。这一句和哪一款都不像。")
    reader.reads("正式文本")
    reader.finds_it_sound()
