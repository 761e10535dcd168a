"""The report of an organisation: every figure is that of its page, what may not be read is counted, a closed period is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from docx.shared import Mm

from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters import actions
from jingwei.foundation.matters.queries.reported import reported
from jingwei.mechanisms.measures.actions import close_period, recompute
from jingwei.mechanisms.measures.queries import asked_of, facts_of, organisation_of, period
from jingwei.mechanisms.measures.tests.history import Deed, happened
from tests.support.matters import CALLED, story_at
from tests.support.page import of_class, said
from tests.support.papers import shown_on
from tests.support.world import World

LATE = Deed("matters.reckon_milestone", date(2026, 8, 3), 0, 9, part="milestone:900", result="late")


@pytest.fixture
def autumn(year: World) -> Iterator[World]:
    with clock_at(date(2026, 11, 2)):
        yield year


def paper(world: World, account: str = "faculty", asked: str = "period=2026q3") -> Any:
    answer = world.client(account).get(f"/measures/report.docx?{asked}")
    assert answer.status_code == 200
    return docx.Document(io.BytesIO(answer.content))


def told(document: Any) -> list[list[str]]:
    """The rows of all tables of facts, four cells each, with a share or none."""
    heads = ["事实", "比例", "数", "和自己的过去比"]
    tables = [each for each in document.tables if [c.text for c in each.rows[0].cells] == heads]
    return [[cell.text for cell in row.cells] for each in tables for row in each.rows[1:]]


def words(document: Any) -> str:
    cells = [cell.text for each in document.tables for row in each.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_every_fact_stands_in_it_as_on_its_page(autumn: World) -> None:
    organisation = organisation_of(autumn.actor("faculty"), autumn["faculty_party"].pk)
    facts = {
        f.indicator.label.zh: f for f in facts_of(organisation, asked_of(organisation), period("2026q3"))
    }

    rows = told(paper(autumn))

    assert {row[0] for row in rows} == set(facts)
    assert len(rows) == 26
    for label, share, counts, change in rows:
        fact = facts[label]
        few = "太少" if fact.now.counts.denominator else "—"
        assert (share, counts.splitlines()[0], change) == (fact.now.share or few, fact.now.words, fact.change)


def test_its_head_says_whose_and_when_and_by_what(autumn: World) -> None:
    document = paper(autumn)

    head = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert head["组织"] == "机械工程学院党委"
    assert head["时段"] == "2026 年三季度　2026-07-01 — 2026-09-30"
    assert head["哪天出的"] == "2026-11-02"
    assert "第 1 版" in head["依据"]
    assert "这一期没有封存" in words(document)
    assert document.paragraphs[0].text == "融合季度报告"
    assert paper(autumn, asked="period=2026").paragraphs[0].text == "融合年度报告"


def test_what_other_rooms_tell_stands_between_the_degrees_and_how_to_read_them(autumn: World) -> None:
    lines = [line.text for line in paper(autumn, asked="period=2026").paragraphs]

    numbered = [each for each in lines if each[1:2] == "、"]
    assert numbered == ["一、四度的事实", "二、事项和对方认可的结果", "三、该做的事", "四、怎么读这些数"]
    (asked,) = [each for each in lines if each.startswith("一个组织一期算一次")]
    assert "没做到" in asked


def test_over_the_api_it_is_the_same_paper(autumn: World) -> None:
    own = autumn["faculty_party"].pk

    def answer(asked: str) -> Any:
        return autumn.client("faculty").get(f"/api/v1/measures/report?organisation={own}&{asked}")

    same = docx.Document(io.BytesIO(answer("period=2026q3").content))
    assert (told(same), words(same)) == (told(paper(autumn)), words(paper(autumn)))
    assert answer("period=2026q3&kind=pdf")["Content-Type"] == "application/pdf"
    assert [
        answer(each).status_code for each in ("from=2026-02&to=2026-04", "period=2026q3&on=2026-10-01")
    ] == [
        404,
        404,
    ]
    assert answer("period=2026q3&kind=odt").status_code == 422
    assert autumn.client("teacher").get("/api/v1/measures/report?period=2026").status_code == 403


def test_the_past_stands_as_bars_with_the_numbers_beside(autumn: World) -> None:
    answer = autumn.client("faculty").get("/measures/report.docx?period=2026q3")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("word/charts/")]
        chart = parts.read(charts[0]).decode()
    assert len(charts) == 4
    assert "去年同季" in chart and "26 年 3 季" in chart
    rows = [each.rows for each in paper(autumn).tables if each.rows[0].cells[1].text == "这一季"]
    assert [len(each) for each in rows] == [5] * 4


def test_a_closed_period_keeps_its_figures(autumn: World) -> None:
    before = told(paper(autumn))
    closed = close_period(autumn["faculty_party"], actor=autumn.actor("faculty"), period="2026q3")
    happened(autumn, [replace(LATE, verb="matters.reckon_correction", part="correction:900")])
    recompute()

    document = paper(autumn)

    assert [row[:3] for row in told(document)] == [row[:3] for row in before]
    assert closed.digest in words(document)
    assert f"台账到第 {closed.height} 条" in words(document)
    shares = [
        said(each)
        for each in of_class(autumn.client("faculty").get("/measures/?period=2026q3"), "degree-share")
    ]
    assert shares[0] != told(document)[0][1]


def test_a_closed_period_keeps_facts_and_formulas_that_changed_since(
    autumn: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = told(paper(autumn))
    closed = close_period(autumn["faculty_party"], actor=autumn.actor("faculty"), period="2026q3")
    followed = asked_of(organisation_of(autumn.actor("faculty"), autumn["faculty_party"].pk))
    monkeypatch.setattr("jingwei.mechanisms.measures.queries.report.asked_of", lambda _o: followed[1:])
    monkeypatch.setattr("jingwei.mechanisms.measures.queries.report.formula", lambda _i: "of-another-day")

    document = paper(autumn)

    assert [row[:3] for row in told(document)] == [row[:3] for row in before]
    assert all(formula in words(document) for _indicator, formula, *_counts in closed.figures)
    assert "of-another-day" not in words(document)
    assert "过去各期照今天的台账算" in words(document)


def test_the_paper_has_the_margins_of_the_standard(autumn: World) -> None:
    section = paper(autumn).sections[0]

    assert (round(section.left_margin / Mm(1)), round(section.top_margin / Mm(1))) == (28, 37)


def test_the_pdf_says_the_same(autumn: World) -> None:
    answer = autumn.client("faculty").get("/measures/report.pdf?period=2026q3")

    shown = "".join(each.letter for page in shown_on(answer.content) for each in page)
    assert answer["Content-Type"] == "application/pdf"
    assert "机械工程学院党委" in shown
    assert all(row[1] in shown for row in told(paper(autumn)))


@pytest.mark.parametrize(
    ("viewer", "key", "status"),
    [
        ("committee", "branch", 200),
        ("outsider", "branch", 404),
        ("dean", "faculty_party", 404),
        ("teacher", "team", 403),
    ],
)
def test_it_is_for_those_who_read_the_measures(world: World, viewer: str, key: str, status: int) -> None:
    asked = f"/measures/report.docx?organisation={world[key].pk}&period=2026"

    assert world.client(viewer).get(asked).status_code == status


@pytest.mark.parametrize("asked", ["from=2026-02&to=2026-04", "period=2026q3&on=2026-10-01"])
def test_of_other_months_and_as_of_a_day_there_is_none(autumn: World, asked: str) -> None:
    client = autumn.client("faculty")

    assert client.get(f"/measures/report.docx?{asked}").status_code == 404
    assert "季度报告" not in client.get(f"/measures/?{asked}").content.decode()
    assert "季度报告" in client.get("/measures/?period=2026q3").content.decode()


def test_it_costs_a_fixed_number_of_questions(autumn: World, django_assert_max_num_queries: Any) -> None:
    client = autumn.client("faculty")

    with django_assert_max_num_queries(25):
        client.get("/measures/report.docx?period=2026")


def test_matters_stand_with_what_the_other_side_confirmed(world: World) -> None:
    with story_at(world, "inspecting") as story:
        found = paper(world, "branch", f"period={CALLED.year}")
        hidden = reported(world.actor("outsider"), world["branch"], *of_the_year())

    (told_of,) = [each for each in found.tables if each.rows[0].cells[0].text == "事项"]
    (only,) = [[cell.text for cell in row.cells] for row in told_of.rows[1:]]
    assert only == [
        f"{story.matter.number}\n{story.matter.title}",
        world["team"].name,
        story.matter.state_label,
        "低温漏播率降到 2.8%",
    ]
    assert "这一期手上有 1 件事项。" in words(found)
    assert (hidden.items, hidden.total, hidden.hidden, hidden.more) == ((), 1, 1, 0)


def of_the_year() -> tuple[date, date]:
    return date(CALLED.year, 1, 1), date(CALLED.year, 12, 31)


def test_a_plan_that_was_never_agreed_on_was_in_nobodys_hands(world: World) -> None:
    with story_at(world, "planning") as story:
        actions.agree_plan(story.fresh(), actor=story.actor("branch"))
        actions.withdraw_matter(story.fresh(), actor=story.actor("branch"), reason="教师出差，取消了")

    assert reported(world.actor("branch"), world["branch"], *of_the_year()).total == 0


def test_what_was_agreed_on_and_withdrawn_later_was_in_hand(world: World) -> None:
    with story_at(world, "implementing") as story:
        actions.withdraw_matter(story.fresh(), actor=story.actor("branch"), reason="教师出差，取消了")

    assert reported(world.actor("branch"), world["branch"], *of_the_year()).total == 1
