"""A post is kept in the language of the policy, whatever its holder reads, and is read in the reader's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import RECORDS
from jingwei.foundation.organisations.actions import rename_organisation
from jingwei.kernel.listing import stream
from jingwei.kernel.packs.registry import called
from jingwei.kernel.posts import post_here, post_kept
from tests.support.world import World


def test_what_an_english_reader_did_is_kept_in_chinese(world: World) -> None:
    with override("en"):
        actor = world.actor("orgoffice")
        rename_organisation(world["branch"], actor=actor, name="智能播种教师党支部")
        (row, *_older) = stream(RECORDS, actor, {"verb": "organisations.rename"})

    assert Record.objects.get(verb="organisations.rename").post == "中共北疆理工大学委员会 组织部干部"
    assert row["post"] == "中共北疆理工大学委员会 Officer of the organisation department"


def test_a_deputy_names_the_principal(world: World) -> None:
    with override("en"):
        kept = post_kept(replace(world.actor("dean"), on_behalf_of="孟青禾"))
        read = post_here(kept)

    assert kept == "机械工程学院 院长（代孟青禾）"
    assert read == "机械工程学院 Dean (for 孟青禾)"
    assert post_here(kept) == kept


@pytest.mark.parametrize("kept", ["", "实验室值班岗", "机械工程学院 值班员"])
def test_a_post_that_no_pack_knows_stays_as_it_was_said(kept: str) -> None:
    with override("en"):
        assert post_here(kept) == kept


@pytest.mark.parametrize("kept", ["dean", "院长"])
def test_a_part_of_a_pack_is_called_by_its_id_or_by_its_label_then(kept: str) -> None:
    say = called("roles")

    assert say(kept) == "院长"
    with override("en"):
        assert say(kept) == "Dean"
