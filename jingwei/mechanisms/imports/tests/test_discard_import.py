"""Discard: a preview is dropped, and nothing came in."""

import pytest

from jingwei.foundation.people.models import Person
from jingwei.kernel.errors import NotAllowed, StepNotOpen
from jingwei.mechanisms.imports.actions import apply_import, discard_import
from jingwei.mechanisms.imports.models import ImportRow
from jingwei.mechanisms.imports.tests.sheets import handed_in, people
from tests.support.world import World


def test_only_who_holds_it_may_discard(world: World) -> None:
    with pytest.raises(NotAllowed):
        discard_import(handed_in(world, people(1)), actor=world.actor("branch"))


def test_a_dropped_preview_leaves_nothing_and_cannot_be_applied(world: World) -> None:
    batch = discard_import(handed_in(world, people(2)), actor=world.actor("orgoffice"))

    assert batch.state == "discarded"
    assert ImportRow.objects.filter(batch=batch).count() == 0
    assert Person.objects.filter(code__startswith="N").count() == 0
    with pytest.raises(StepNotOpen):
        apply_import(batch, actor=world.actor("orgoffice"))
