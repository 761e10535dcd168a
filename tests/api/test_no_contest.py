"""Nothing is put in an order by a number, and nothing keeps points (Limit 1; D1, D3, D9): schema, API and pages of measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from lxml import html

from jingwei.config.api import api
from jingwei.foundation.organisations.models import Organisation
from tests.support.world import World

CONTEST = re.compile(r"(^|_)(rank|ranking|score|points|streak|badge|likes?|leader_?board|online_time)(_|$)")
ORDERS = ("sort", "order", "order_by", "ordering", "by")


def named(part: Any, inside: str = "") -> Iterator[str]:
    """Every property and parameter of the API."""
    if isinstance(part, list):
        for each in part:
            yield from named(each)
    if isinstance(part, dict):
        if inside == "properties":
            yield from part
        if "in" in part and "name" in part:
            yield str(part["name"])
        for key, each in part.items():
            yield from named(each, key)


def test_the_api_names_no_contest_and_takes_no_order() -> None:
    names = set(named(api.get_openapi_schema()))

    assert {"numerator", "cursor"} <= names
    assert [each for each in sorted(names) if CONTEST.search(each) or each in ORDERS] == []


def test_no_column_keeps_points() -> None:
    ours = [each for each in apps.get_models() if each.__module__.startswith("jingwei.")]
    columns = {f"{each.__name__}.{field.name}" for each in ours for field in each._meta.get_fields()}

    assert "Cell.numerator" in columns
    assert [each for each in sorted(columns) if CONTEST.search(each.partition(".")[2])] == []


@pytest.mark.parametrize("asked", ["", "&sort=share", "&order_by=-numerator"])
def test_those_below_stand_in_the_order_of_their_codes(world: World, asked: str) -> None:
    shown = html.fromstring(world.client("committee").get(f"/measures/?period=2026{asked}").content.decode())
    names = [each.text for each in shown.xpath("//ul[@class='degrees-below']//a")]
    children = Organisation.objects.filter(university=world.universities["home"], name__in=names)

    assert len(names) >= 2
    assert names == list(children.order_by("code").values_list("name", flat=True))


@pytest.mark.parametrize("asked", ["", "&sort=counted", "&order=counted"])
def test_organisations_behind_a_figure_stand_in_the_order_of_their_codes(world: World, asked: str) -> None:
    client, at = world.client("committee"), "/api/v1/measures/branches-weaving/rows"
    rows = client.get(f"{at}?period=2026&part=denominator{asked}").json()["items"]
    codes = dict(Organisation.objects.filter(pk__in=[each["id"] for each in rows]).values_list("pk", "code"))

    assert len(rows) >= 3
    assert [codes[each["id"]] for each in rows] == sorted(codes.values())
