"""The pages and the API of measures: what they show, to whom, at what cost."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import pytest
from django.test import Client
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.models import Organisation
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.actions import make_all_ready
from jingwei.mechanisms.measures.queries.rows import PARTS
from jingwei.mechanisms.measures.tests.history import Deed, happened
from tests.support.page import of_class, said
from tests.support.world import World

TODAY = date(2026, 9, 15)


def test_the_degrees_of_the_own_post_open_at_the_present_quarter(year: World) -> None:
    with clock_at(TODAY):
        answer = year.client("committee").get("/measures/")

    assert answer.status_code == 200
    text = answer.content.decode()
    assert "中共北疆理工大学委员会" in text
    assert "2026 年三季度" in text
    assert "广度比去年同季高，效度比上期高，深度比上期低，力度的数太少，不比。" in text
    assert "，数少，说不准" in text and "的数少，说不准。" in text
    degrees = of_class(answer, "degree")
    assert [degree.get("id") for degree in degrees] == ["strength", "depth", "breadth", "effect"]
    told = Counter(indicator.degree for indicator in registry.indicators())
    assert {degree.get("id"): len(degree.find_class("degree-others")[0]) + 1 for degree in degrees} == told


def test_a_headline_is_said_in_one_sentence(year: World) -> None:
    answer = year.client("branch").get("/measures/")

    told = {each.get("id"): said(each.find_class("degree-says")[0]) for each in of_class(answer, "degree")}
    assert told == {each.degree: each.meaning.zh for each in registry.indicators() if each.headline}
    assert [each.count("。") for each in told.values()] == [1] * 4


def test_no_page_orders_organisations_by_their_figures(year: World) -> None:
    answer = year.client("committee").get("/measures/")

    named = [said(each) for each in of_class(answer, "degrees-below")[0]]
    in_order = Organisation.objects.filter(name__in=named).order_by("code")
    assert named == list(in_order.values_list("name", flat=True)) != []


@pytest.mark.parametrize("asked", ["", "&sort=counted", "&order=-counted"])
def test_no_api_orders_organisations_by_their_figures(year: World, asked: str) -> None:
    """Some of them have what is counted and some have not, and neither come first."""
    rows = api(year.client("committee"), f"/branches-weaving/rows?period=2026&part=denominator{asked}")[
        "items"
    ]
    codes = dict(Organisation.objects.values_list("pk", "code"))

    assert {each["counted"] for each in rows} == {True, False}
    for _quarter, those in groupby(rows, key=itemgetter("period")):
        told = [codes[each["id"]] for each in those]
        assert told == sorted(told)


@pytest.mark.parametrize(("asked", "questions"), [("2026q3", 9), ("2026", 10)])
@pytest.mark.parametrize("account", ["committee", "faculty"])
def test_the_degrees_page_costs_a_fixed_number_of_questions(
    year: World, account: str, asked: str, questions: int, django_assert_num_queries: Any
) -> None:
    """A School's figures are counted; a university's stand ready, or take one more question to know that they do not."""
    client = year.client(account)
    client.get("/measures/")
    to_know = account == "committee"

    with django_assert_num_queries(questions + to_know):
        client.get(f"/measures/?period={asked}")
    happened(year, [Deed("matters.confirm", date(2026, 8, day)) for day in (3, 4, 5)])
    with django_assert_num_queries(questions + to_know):
        client.get(f"/measures/?period={asked}")
    make_all_ready()
    with django_assert_num_queries(6 if to_know else questions):
        client.get(f"/measures/?period={asked}")


@pytest.mark.parametrize("part", PARTS)
def test_the_rows_of_a_figure_cost_the_same_however_many(
    year: World, part: str, django_assert_max_num_queries: Any
) -> None:
    """However many quarters it has, too: `branches-weaving` counts organisations once in each."""
    client = year.client("faculty")

    for indicator, asked in (
        ("milestones-on-time", "period=2026"),
        ("matters-of-substance", "period=2026"),
        ("units-weaving", "period=2026"),
        ("branches-weaving", "period=2026"),
        ("branches-weaving", "from=2021-01&to=2026-12"),
    ):
        with django_assert_max_num_queries(12):
            answer = client.get(f"/measures/{indicator}/rows/?{asked}&part={part}")
        assert answer.status_code == 200


def test_the_facts_beside_the_headlines_come_once_the_page_stands(year: World) -> None:
    client, at = year.client("branch"), "/measures/beside/?period=2026"
    page = html.fromstring(client.get("/measures/?period=2026").content.decode())
    alone = client.get(at)
    later = html.fromstring(client.get(at, headers={"HX-Request": "true"}).content.decode())

    named, told = (
        {each.get("id"): [a.text for a in each.findall("li/a")] for each in shown.find_class("degree-others")}
        for shown in (page, later)
    )
    assert (len(named), named) == (4, told)
    assert (page.xpath("//ul[@id='beside-effect']//b"), len(later.xpath("//ul[@id='beside-effect']//b"))) == (
        [],
        6,
    )
    assert (alone.status_code, alone["Location"]) == (303, "/measures/?period=2026")
    assert year.client("student").get(at).status_code == 403


def test_a_figure_says_why_and_opens(year: World) -> None:
    client = year.client("branch")

    answer = client.get("/measures/milestones-on-time/?period=2026&part=denominator")

    text = answer.content.decode()
    fact = api(client, "/milestones-on-time?period=2026")
    assert f"为什么是 {fact['share']}%" in text
    assert "不说明节点定得难不难，也不说明谁勤快。" in text
    assert f"对你开放 {fact['denominator']}，一共 {fact['denominator']}" in text
    assert len(of_class(answer, "ev")) == min(fact["denominator"], 20)


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("milestones-on-time", "平台按日期算出来的，没有人填。"),
        ("milestones-woven", "由另一侧、上级或者受益的人认可；做的人自己说了不算。"),
        ("tasks-on-time", "做完是承担的一侧自己记的，日子由平台来比。"),
    ],
)
def test_a_figure_says_who_answers_for_it(year: World, indicator: str, words: str) -> None:
    client = year.client("branch")

    assert words in client.get(f"/measures/{indicator}/?period=2026").content.decode()
    assert api(client, f"/{indicator}?period=2026")["answered_for"] == words


def test_what_is_hidden_is_said(year: World) -> None:
    client = year.client("member")
    answer = client.get("/measures/milestones-on-time/rows/?period=2026")

    rows = api(client, "/milestones-on-time/rows?period=2026")
    assert (rows["shown"], rows["hidden"]) == (0, rows["total"])
    assert f"还有 {rows['hidden']} 条不对你开放" in answer.content.decode()


def test_htmx_gets_the_rows_alone(year: World) -> None:
    client = year.client("branch")

    answer = client.get("/measures/milestones-on-time/rows/?period=2026", headers={"HX-Request": "true"})

    assert answer.content.decode().strip().startswith('<div id="rows">')


@pytest.mark.parametrize(
    "address", ["/measures/", "/measures/milestones-on-time/", "/measures/milestones-on-time/rows/"]
)
@pytest.mark.parametrize(
    ("viewer", "key", "status"),
    [
        ("committee", "branch", 200),
        ("faculty", "faculty", 200),
        ("dean", "team", 200),
        ("province", "committee", 200),
        ("outsider", "branch", 404),
        ("neighbour", "branch", 404),
        ("dean", "faculty_party", 404),
        ("teacher", "team", 403),
        ("student", "faculty", 403),
        ("sysadmin", "committee", 403),
    ],
)
def test_only_own_organisations_and_those_below_are_there(
    world: World, address: str, viewer: str, key: str, status: int
) -> None:
    answer = world.client(viewer).get(f"{address}?organisation={world[key].pk}")

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/measures/no-such-thing/", 404),
        ("/measures/?organisation=abc", 404),
        ("/measures/?organisation=99999999999999999999999", 404),
        ("/measures/?period=2026q5", 422),
        ("/measures/?from=2026-13", 422),
        ("/measures/?from=2026-05&to=2026-04", 422),
        ("/measures/?from=2005-05&to=2026-04", 422),
        ("/measures/goals-reached/rows/?part=both", 422),
        ("/measures/goals-reached/rows/?cursor=nonsense", 422),
        ("/measures/?from=2026-02&to=2026-04", 200),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(world: World, address: str, status: int) -> None:
    assert world.client("committee").get(address).status_code == status


def test_too_few_are_not_made_a_share(world: World) -> None:
    happened(world, [Deed("matters.inspect", date(2026, 8, 3), result="real")])

    answer = world.client("branch").get("/measures/matters-of-substance/?period=2026q3")

    assert "1 件事项里 1 件，太少，不算比例" in answer.content.decode()


def test_the_page_of_an_organisation_leads_to_its_headlines(year: World) -> None:
    with clock_at(TODAY):
        answer = year.client("faculty").get(f"/organisations/{year['branch'].pk}/")

    (cards,) = of_class(answer, "stats")
    assert re.sub(r"&.*", "", cards.get("hx-get")) == (
        f"/measures/headlines/?organisation={year['branch'].pk}"
    )
    assert [re.sub(r".*#", "", card.get("href")) for card in cards] == [
        "strength",
        "depth",
        "breadth",
        "effect",
    ]


def test_the_headlines_come_when_they_are_looked_at(year: World, django_assert_num_queries: Any) -> None:
    client, asked = year.client("faculty"), f"organisation={year['branch'].pk}&period=2026q3"
    address = f"/measures/headlines/?{asked}"

    with django_assert_num_queries(8):
        answer = client.get(address, headers={"HX-Request": "true"})
    whole = client.get(address)

    headlines = [said(each) for each in of_class(answer, "stat-figure")]
    shares = [said(each) for each in of_class(client.get(f"/measures/?{asked}"), "degree-share")]
    assert headlines == [share if "%" in share else "—" for share in shares]
    assert (whole.status_code, whole["Location"]) == (303, f"/measures/?{asked}")


def test_headlines_are_for_those_alone_who_read_the_measures(year: World) -> None:
    address = f"/measures/headlines/?organisation={year['branch'].pk}"
    asked = {"HX-Request": "true"}

    assert year.client("outsider").get(address, headers=asked).status_code == 404
    assert year.client("teacher").get(address, headers=asked).status_code == 403


def api(client: Client, address: str) -> Any:
    answer = client.get(f"/api/v1/measures{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_api_says_what_the_page_says(year: World) -> None:
    client = year.client("branch")

    listed = api(client, "?from=2026-01&to=2026-12")
    (milestones,) = (item for item in listed["items"] if item["id"] == "milestones-on-time")
    (lede,) = of_class(client.get("/measures/milestones-on-time/?period=2026"), "degrees-lede")

    assert listed["next"] is None
    assert re.findall(r"\d+", said(lede)) == [
        str(milestones[part]) for part in ("denominator", "numerator", "share")
    ]
    assert (milestones["from"], milestones["to"]) == ("2026-01", "2026-12")
    detail = api(client, "/milestones-on-time?period=2026")
    assert {key: detail[key] for key in milestones} == milestones
    assert [quarter["period"] for quarter in detail["quarters"]][-1] == "2026q4"


def test_the_api_opens_every_row(year: World) -> None:
    client, ids, cursor = year.client("branch"), [], ""
    while cursor is not None:
        page = api(client, f"/milestones-on-time/rows?period=2026&part=denominator&limit=5&cursor={cursor}")
        ids += [item["id"] for item in page["items"]]
        cursor = page["next"]

    assert len(set(ids)) == len(ids) == page["shown"]
    assert page["shown"] + page["hidden"] == page["total"]


def test_the_api_refuses_as_the_pages_do(world: World) -> None:
    client = world.client("neighbour")

    for address, status in (
        (f"?organisation={world['branch'].pk}", 404),
        ("/no-such-thing", 404),
        ("?period=x", 422),
        ("/goals-reached/rows?part=x", 422),
    ):
        assert client.get(f"/api/v1/measures{address}").status_code == status
    assert world.client("teacher").get("/api/v1/measures").status_code == 403
    assert Client().get("/api/v1/measures").status_code == 401
