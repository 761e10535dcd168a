"""Whether a School answers for a unit: through any of its branches, above the unit or below it, and on that day."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.foundation.organisations.models import Coverage
from jingwei.foundation.organisations.queries import is_near
from tests.support.world import World

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("party", "unit", "near"),
    [
        ("branch", "team", True),
        ("branch", "faculty", True),
        ("student_branch", "team", True),
        ("faculty_party", "team", True),
        ("committee", "other_team", True),
        ("branch", "other_team", False),
        ("branch", "other_faculty", False),
        ("other_branch", "team", False),
    ],
)
def test_a_school_answers_for_its_own(world: World, party: str, unit: str, near: bool) -> None:
    assert is_near(world[party], world[unit], TODAY) is near


def test_a_link_that_has_ended_answers_for_nothing(world: World) -> None:
    Coverage.objects.update(until=date(2026, 5, 19))

    assert is_near(world["branch"], world["team"], TODAY) is False
