"""The next level side by side: by name only for the meeting that appraises it, in tree order, each as on its own page."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.queries import degrees_of, organisation_of, year_of
from jingwei.mechanisms.measures.queries.side_by_side import side_by_side_of
from tests.support.page import of_class, said
from tests.support.world import World

TODAY = date(2026, 12, 20)


@pytest.mark.parametrize(
    ("account", "at"),
    [("faculty", "faculty_party"), ("committee", "committee"), ("province", "authority")],
)
def test_each_reads_as_on_its_own_page(year: World, account: str, at: str) -> None:
    actor = year.actor(account)
    with clock_at(TODAY):
        span = year_of(TODAY)
        table = side_by_side_of(actor, organisation_of(actor, year[at].pk), span)
        lines = [line for kin in table.kins for line in kin.lines]
        assert [len(line.figures) for line in lines] == [4] * len(lines)
        for line in lines:
            own = degrees_of(organisation_of(actor, line.organisation.pk), span)
            assert [f.counts for f in line.figures] == [each.headline.now.counts for each in own]
        for kin in table.kins:
            codes = [line.organisation.code for line in kin.lines]
            assert codes == sorted(codes)


def test_only_who_appraises_the_level_below(year: World) -> None:
    own, above = year["faculty_party"].pk, year["committee"].pk

    def status(account: str, organisation: int) -> int:
        answer = year.client(account).get(f"/measures/side-by-side/?organisation={organisation}")
        return int(answer.status_code)

    assert status("faculty", own) == 200
    assert status("committee", above) == 200
    assert status("committee", own) == 404
    assert status("faculty", above) == 404
    assert status("province", year["authority"].pk) == 200
    assert [status("province", each) for each in (own, above)] == [404, 404]
    assert [status(each, own) for each in ("branch", "member", "dean", "outsider")] == [403, 403, 403, 404]


def test_the_page_and_the_api(year: World) -> None:
    client, pk = year.client("faculty"), year["faculty_party"].pk
    with clock_at(TODAY):
        page = client.get("/measures/side-by-side/").content.decode()
        items = client.get(f"/api/v1/measures/side-by-side?organisation={pk}&period=2026").json()["items"]
        degrees = client.get("/measures/").content.decode()

    assert year["branch"].name in page and "按编号排，不按数排" in page
    assert all(each.meaning.here() in page for each in registry.indicators() if each.headline)
    assert "/measures/side-by-side/" in degrees
    assert "/measures/side-by-side/" not in year.client("branch").get("/measures/").content.decode()
    assert [each["organisation"] for each in items][:1] == [year["branch"].pk]
    assert [e["indicator"] for e in items[0]["figures"]] == [
        "set-by-others-kept",
        "done-by-both",
        "branches-weaving",
        "found-good",
    ]


@pytest.mark.parametrize("at", ["/measures/side-by-side/", "/measures/turns/"])
def test_from_an_earlier_year_a_way_leads_back(year: World, at: str) -> None:
    with clock_at(TODAY):
        answer = year.client("faculty").get(f"{at}?period=2024")

    offered = [(said(each), each.get("aria-current")) for each in of_class(answer, "seg")[0].iter("a")]
    assert offered == [("2023 年", None), ("2024 年", "true"), ("2026 年", None)]


def test_universities_stand_beside_each_other_for_the_province(year: World) -> None:
    with clock_at(TODAY):
        page = year.client("province").get("/measures/side-by-side/").content.decode()
        items = year.client("province").get("/api/v1/measures/side-by-side?period=2026").json()["items"]
        degrees = year.client("province").get("/measures/").content.decode()

    assert [each["organisation"] for each in items] == [year["committee"].pk, year["foreign_committee"].pk]
    assert year["committee"].name in page and year["faculty_party"].name not in page
    assert "/measures/side-by-side/" in degrees


@pytest.mark.parametrize("account", ["committee", "province"])
def test_its_questions_do_not_grow(year: World, django_assert_num_queries: object, account: str) -> None:
    client = year.client(account)
    client.get("/measures/side-by-side/")
    with django_assert_num_queries(10):  # type: ignore[operator]
        client.get("/measures/side-by-side/")
