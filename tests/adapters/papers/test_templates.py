"""A school's own .docx is filled in, and refused with a sentence where it says what is not there or not allowed."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import pytest
from django.utils.translation import gettext_lazy as _l
from docx.document import Document

from jingwei.adapters.papers import check_template, fill_template, starter
from jingwei.adapters.papers.placeholders import PaperKind, Placeholder
from jingwei.kernel.errors import Invalid

AGENDA = PaperKind(
    "agenda",
    _l("议程"),
    (
        Placeholder("会议名称", "会议的名称"),
        Placeholder("时间", "什么时候开"),
        Placeholder("议题", "审议的议题", (Placeholder("题目", "题目"), Placeholder("汇报人", "谁汇报"))),
    ),
)
VALUES = {
    "会议名称": "第<18>次&会",
    "时间": None,
    "议题": [{"题目": "实训室", "汇报人": "璟玥堃喆"}, {"题目": "换届", "汇报人": "李喆"}],
}
NO_FOO = "没有“foo”这个占位符。这里能用的有：会议名称、时间、议题。"
NOT_ALLOWED = "“{}”里有不允许的写法。模板里只能写占位符、一层循环和判断，不能计算。"
NOT_CLOSED = "“{}”这里的花括号没有写对。每个开头都要有结尾，循环以 endfor 结束，判断以 endif 结束。"


def template(*paragraphs: str | Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A .docx of these paragraphs, each of one run or of several, and a table under them."""
    document = docx.Document()
    for each in paragraphs:
        line = document.add_paragraph()
        for run in [each] if isinstance(each, str) else each:
            line.add_run(run)
    for index, row in enumerate(rows):
        cells = (document.tables[0] if index else document.add_table(0, len(row))).add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    return saved(document)


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def filled(content: bytes) -> Document:
    check_template(AGENDA, content)
    return docx.Document(io.BytesIO(fill_template(AGENDA, content, VALUES)))


def cells_of(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def test_placeholders_are_filled_in_where_they_stand() -> None:
    content = template("关于{{ 会议名称 }}的议程", ["时间：{", "{ 时", "间 }", "}。"])

    assert [line.text for line in filled(content).paragraphs] == ["关于第<18>次&会的议程", "时间：。"]


def test_a_table_row_is_repeated_for_every_row_of_a_list() -> None:
    content = template(
        "{{ 会议名称 }}",
        rows=[
            ("题目", "谁"),
            ("{%tr for 项 in 议题 %}", ""),
            ("{{ 项.题目 }}", "{{ 项.汇报人 }}"),
            ("{%tr endfor %}", ""),
        ],
    )

    assert cells_of(filled(content)) == [["题目", "谁"], ["实训室", "璟玥堃喆"], ["换届", "李喆"]]


def test_a_paragraph_is_repeated_and_left_out_on_a_condition() -> None:
    content = template(
        "{%p if 时间 and not 会议名称 %}",
        "不在",
        "{%p endif %}",
        "{%p if 议题 %}",
        "有议题",
        "{%p endif %}",
        "{%p for 项 in 议题 %}",
        "{{ 项.题目 }}",
        "{%p endfor %}",
    )

    assert [line.text for line in filled(content).paragraphs] == ["有议题", "实训室", "换届"]


def test_headers_and_footers_are_filled_in_too() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ 会议名称 }}"
    document.sections[0].footer.paragraphs[0].text = "{{ 时间 }}止"

    section = filled(saved(document)).sections[0]

    assert (section.header.paragraphs[0].text, section.footer.paragraphs[0].text) == ("第<18>次&会", "止")


def test_the_template_to_begin_with_holds_every_placeholder() -> None:
    begun = filled(starter(AGENDA))

    assert begun.paragraphs[0].text == "议程"
    assert cells_of(begun) == [
        ["会议的名称", "第<18>次&会"],
        ["什么时候开", ""],
        ["题目", "谁汇报"],
        ["实训室", "璟玥堃喆"],
        ["换届", "李喆"],
    ]


def test_the_same_values_give_the_same_bytes() -> None:
    once = fill_template(AGENDA, starter(AGENDA), VALUES)

    assert fill_template(AGENDA, starter(AGENDA), VALUES) == once


def test_what_people_type_is_text_and_never_a_template() -> None:
    typed = {**VALUES, "会议名称": "{{ 时间 }}{% for %}\n\x07<w:p/>", "时间": "{_{"}

    content = fill_template(AGENDA, template("{{ 会议名称 }}"), typed)

    assert [p.text for p in docx.Document(io.BytesIO(content)).paragraphs] == ["{{ 时间 }}{% for %}\n<w:p/>"]


@pytest.mark.parametrize(
    ("paragraphs", "sentences"),
    [
        (("{{ 会义名称 }}",), ["没有“会义名称”这个占位符，是不是“会议名称”？"]),
        (("{{ foo }}",), [NO_FOO]),
        (("{{ foo }}", "{{ foo }}{{ 时见 }}"), [NO_FOO, "没有“时见”这个占位符，是不是“时间”？"]),
        (("{{ 议题 }}",), ["“议题”有好几行，要放在循环里：{%tr for 行 in 议题 %} … {{ 行.题目 }} … {%tr endfor %}。"]),
        (("{% for x in 议题 %}{{ x.题木 }}{% endfor %}",), ["没有“x.题木”这个占位符，是不是“x.题目”？"]),
        (("{% for x in 议题 %}{{ x }}{% endfor %}",), ["没有“x”这个占位符。这里能用的有：x.题目、x.汇报人。"]),
        (("{% for x in 时间 %}{% endfor %}",), ["没有“时间”这个占位符。这里能用的有：议题。"]),
        (("{{ 会议名称",), [NOT_CLOSED.format("{{ 会议名称")]),
        (("{{ 会议名称 }",), [NOT_CLOSED.format("{{ 会议名称 }")]),
        (("{% for x in 议题 %}",), [NOT_CLOSED.format("{% for x in 议题 %}")]),
        (("{% colspan 时间 %}",), [NOT_CLOSED.format("{% colspan 时间 %}")]),
        (("{{r 时间 }}",), ["占位符只写成 {{ 会议名称 }} 这样，花括号后面不加 r、p、tr 或者 tc。"]),
        (("｛｛ 时间 ｝｝",), ["“｛｛”是全角的花括号，请换成半角的。"]),
        (("没有一个",), ["模板里没有占位符。要系统填的地方请写成 {{ 会议名称 }} 这样。"]),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_remedy(paragraphs: tuple[str, ...], sentences: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        check_template(AGENDA, template(*paragraphs))

    assert [(each.field, str(each.message)) for each in refused.value.errors] == [
        ("file", s) for s in sentences
    ]


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__ }}",
        "{{ 时间.__class__ }}",
        "{{ 时间['a'] }}",
        "{{ 时间|upper }}",
        "{{ 时间() }}",
        "{{ 时间 ~ 时间 }}",
        "{{ 7 * 7 }}",
        "{{ 时间 if 时间 }}",
        "{% if 时间 == 'a' %}{% endif %}",
        "{% for x in range(9) %}{% endfor %}",
        "{% for x in 议题 if x %}{% endfor %}",
        "{% for x, y in 议题 %}{% endfor %}",
        "{% for x in 议题 recursive %}{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{% filter upper %}{% endfilter %}",
        "{% block b %}{% endblock %}",
    ],
)
def test_a_template_computes_nothing(words: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_template(AGENDA, template(words))

    assert [str(each.message) for each in refused.value.errors] == [NOT_ALLOWED.format(words)]


def test_loops_do_not_stand_in_loops() -> None:
    inner = "{% for x in 议题 %}{% for y in 议题 %}{% endfor %}{% endfor %}"

    with pytest.raises(Invalid, match="不允许的写法"):
        check_template(AGENDA, template(inner))


def test_a_loop_in_the_wrong_place_is_refused_and_not_mended_by_leaving_out() -> None:
    with pytest.raises(Invalid, match="循环或者判断放的地方不对"):
        check_template(AGENDA, template("{% for x in 议题 %}", rows=[("{% endfor %}",)]))


def test_what_would_break_where_there_is_nothing_to_fill_in_is_refused_at_once() -> None:
    with pytest.raises(Invalid, match="循环或者判断放的地方不对"):
        check_template(AGENDA, template("{% if 时间 %}", rows=[("{% endif %}",)]))


def test_braces_deep_in_braces_end_in_a_sentence() -> None:
    with pytest.raises(Invalid):
        check_template(AGENDA, template("{{ " + "[" * 180 + " }}"))


def test_a_template_that_fits_no_longer_is_refused_when_it_is_filled_in() -> None:
    shorter = PaperKind("agenda", "议程", AGENDA.placeholders[:1])

    with pytest.raises(Invalid, match="没有“时间”这个占位符"):
        fill_template(shorter, template("{{ 时间 }}"), {"会议名称": "会"})


def test_every_placeholder_has_a_value() -> None:
    with pytest.raises(ValueError, match="会议名称"):
        fill_template(AGENDA, starter(AGENDA), {"时间": "", "议题": []})
    with pytest.raises(ValueError, match="汇报人"):
        fill_template(AGENDA, starter(AGENDA), {**VALUES, "议题": [{"题目": "换届"}]})


def test_a_placeholder_has_a_name_that_a_template_can_write() -> None:
    with pytest.raises(ValueError, match="会议 名称"):
        Placeholder("会议 名称", "会议的名称")
