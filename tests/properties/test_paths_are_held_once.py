"""Any order of founding, moving, renaming and ending: a path belongs to one organisation for ever, the days add up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import (
    Founding,
    end_organisation,
    found_many,
    found_organisation,
    move_organisation,
    rename_organisation,
)
from jingwei.foundation.organisations.models import Organisation, Placement
from jingwei.kernel.dated import a_day_or_more
from jingwei.kernel.errors import Refused
from tests.support import examples
from tests.support.world import BUILDER, World

BEGIN = date(2025, 3, 1)
STEP = st.tuples(
    st.sampled_from(["found", "found_many", "move", "move", "rename", "end"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 40),
)


@pytest.mark.slow
@settings(max_examples=examples.of(30), suppress_health_check=list(HealthCheck))
@given(script=st.lists(STEP, min_size=3, max_size=14))
def test_a_path_is_never_handed_out_again(world: World, script: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        held: dict[str, int] = {}
        for turn, (act, one, other, back) in enumerate(script):
            today = BEGIN + timedelta(days=turn)
            with clock_at(today):
                try:
                    with transaction.atomic():
                        play(world, act, one, other, today - timedelta(days=back), f"{turn}")
                except Refused:
                    pass
            holds(world, held)
        transaction.set_rollback(True)


def play(world: World, act: str, one: int, other: int, day: date, name: str) -> None:
    here = list(
        Organisation.objects.filter(tree="party", university=world.universities["home"]).order_by("pk")
    )
    organisation, target = here[one % len(here)], here[other % len(here)]
    if act == "found":
        found_organisation(
            target, actor=BUILDER, kind="teacher-branch", code=f"x{name}", name=name, since=day
        )
    elif act == "found_many":
        made = [Founding("teacher-branch", f"m{name}-{n}", name, parent=target.pk) for n in range(2)]
        found_many(target.university_id, actor=BUILDER, foundings=made)
    elif act == "move":
        move_organisation(organisation, actor=BUILDER, parent=target, since=day)
    elif act == "rename":
        rename_organisation(organisation, actor=BUILDER, name=f"新{name}", since=day)
    else:
        end_organisation(organisation, actor=BUILDER, reason="合并", until=day)


def holds(world: World, held: dict[str, int]) -> None:
    rows = Placement.objects.filter(organisation__university=world.universities["home"])
    for path, pk in rows.values_list("path", "organisation"):
        assert held.setdefault(path, pk) == pk, path
    spans: dict[int, list[tuple[date, date | None]]] = {}
    dated = rows.filter(a_day_or_more()).order_by("organisation", "since")
    for pk, since, until in dated.values_list("organisation", "since", "until"):
        spans.setdefault(pk, []).append((since, until))
    for days in spans.values():
        for (_since, until), (following, _until) in pairwise(days):
            assert until == following - timedelta(days=1)
    for organisation in Organisation.objects.filter(university=world.universities["home"]):
        if organisation.ended_on is None:
            last = Placement.objects.get(organisation=organisation, until=None)
            parent = Organisation.objects.get_parent(organisation)
            stands = (last.path, last.name, last.parent_id)
            assert stands == (organisation.path, organisation.name, parent.pk if parent else None)
