"""Whoever goes past the platform to the tables is found out, each time, by one command."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from jingwei.adapters import witness
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.actions import publish_heads
from jingwei.foundation.ledger.models import CHAINED, Chain, Record, chained_hash
from jingwei.foundation.people.actions import amend_person
from tests.support.world import BUILDER, World

LIFT = {
    "sqlite": (
        "DROP TRIGGER ledger_record_update",
        "DROP TRIGGER ledger_record_delete",
        "DROP TRIGGER ledger_personalvalues_update",
    ),
    "postgresql": (
        "SET CONSTRAINTS ALL IMMEDIATE",
        "ALTER TABLE ledger_record DISABLE TRIGGER USER",
        "ALTER TABLE ledger_personalvalues DISABLE TRIGGER USER",
    ),
}


@pytest.fixture
def heads(settings: Any, tmp_path: Path) -> Path:
    """A data folder of its own, for the published heads."""
    settings.DATA = tmp_path
    return tmp_path / witness.NAME


@pytest.fixture
def tables(world: World, heads: Path) -> Iterator[Any]:
    """The tables in the hands of somebody who owns the database and has lifted its guards."""
    with connection.cursor() as cursor:
        for statement in LIFT[connection.vendor]:
            cursor.execute(statement)
        yield cursor


def verified() -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("verify-ledger", stdout=out, stderr=out)
    return out.getvalue()


def found(expected: str) -> None:
    out = io.StringIO()
    with pytest.raises(CommandError, match="broken"):
        call_command("verify-ledger", stdout=out, stderr=out)
    assert expected in out.getvalue()


def home(world: World) -> int:
    return world.universities["home"].pk


def forge(row: Record, previous: str) -> Record:
    """The row with its hash made to fit, as one would who knows how the chain is made."""
    row.prev_hash = previous
    row.hash = chained_hash([getattr(row, name) for name in CHAINED])
    return row


def test_what_nobody_touched_is_whole(world: World, heads: Path) -> None:
    assert "whole" in verified()
    assert "not yet" in verified()

    publish_heads.call()

    assert "heads published 1 times" in verified()


def test_an_altered_row_is_found(world: World, tables: Any) -> None:
    tables.execute(
        "UPDATE ledger_record SET actor_name = 'x' WHERE university_id = %s AND seq = 4", [home(world)]
    )

    found(f"university {home(world)}, record 4: 内容被改过")


def test_an_altered_personal_value_is_found(world: World, tables: Any) -> None:
    seq = Record.objects.filter(university_id=home(world)).exclude(personal_digest="").earliest("seq").seq
    tables.execute(
        "UPDATE ledger_personalvalues SET salt = 'x' WHERE record_id ="
        " (SELECT id FROM ledger_record WHERE university_id = %s AND seq = %s)",
        [home(world), seq],
    )

    found(f"record {seq}: 个人信息部分被改过")


def test_a_row_taken_out_of_the_middle_is_found(world: World, tables: Any) -> None:
    tables.execute("DELETE FROM ledger_record WHERE university_id = %s AND seq = 4", [home(world)])

    found("record 4: 这一条不见了")


def test_a_row_taken_out_and_the_rest_moved_up_is_found(world: World, tables: Any) -> None:
    tables.execute("DELETE FROM ledger_record WHERE university_id = %s AND seq = 4", [home(world)])
    for seq in (
        Record.objects.filter(university_id=home(world), seq__gt=4)
        .order_by("seq")
        .values_list("seq", flat=True)
    ):
        tables.execute(
            "UPDATE ledger_record SET seq = %s WHERE university_id = %s AND seq = %s",
            [seq - 1, home(world), seq],
        )

    found("record 4: 和前一条接不上")


def test_a_tail_cut_off_is_found(world: World, tables: Any) -> None:
    tables.execute("DELETE FROM ledger_record WHERE university_id = %s AND seq > 9", [home(world)])

    found("record 10: 链尾和登记的不一致")


def cut_with_its_head(world: World, tables: Any) -> None:
    """Cut the chain off after nine records and leave a head that fits."""
    tables.execute("DELETE FROM ledger_record WHERE university_id = %s AND seq > 9", [home(world)])
    head = Record.objects.get(university_id=home(world), seq=9).hash
    Chain.objects.filter(pk=home(world)).update(height=9, head=head)


def test_a_tail_cut_off_with_its_head_is_found_by_the_witness(world: World, tables: Any) -> None:
    publish_heads.call()
    height = Chain.objects.get(pk=home(world)).height
    cut_with_its_head(world, tables)

    found(f"record 10: 公布过 {height} 条，后面的不见了")


def test_a_whole_chain_taken_away_is_found_by_the_witness(world: World, tables: Any) -> None:
    publish_heads.call()
    tables.execute("DELETE FROM ledger_record WHERE university_id = %s", [home(world)])
    Chain.objects.filter(pk=home(world)).delete()

    found(f"university {home(world)}, record 1: 公布过")


def test_a_chain_made_anew_to_fit_is_found_by_the_witness(world: World, tables: Any) -> None:
    publish_heads.call()
    height = Chain.objects.get(pk=home(world)).height
    previous = Record.objects.get(university_id=home(world), seq=3).hash
    for row in Record.objects.filter(university_id=home(world), seq__gt=3).order_by("seq"):
        row.actor_name = "另一人" if row.seq == 4 else row.actor_name
        previous = forge(row, previous).hash
        row.save()
    Chain.objects.filter(pk=home(world)).update(head=previous)

    found(f"record {height}: 和公布过的摘要不一致")


@pytest.mark.parametrize("fault", ["altered", "forged", "cut in the middle", "another key"])
def test_a_witness_that_was_tampered_with_is_found(world: World, heads: Path, fault: str) -> None:
    for _ in range(3):
        publish_heads.call()
    lines = heads.read_text().splitlines(keepends=True)
    if fault == "altered":
        lines[1] = lines[1].replace(f"[{home(world)},", "[99,")
    elif fault == "forged":
        held = json.loads(lines[1])
        held["heads"] = []
        told = [held["number"], held["at"], [], held["previous"], held["key"]]
        held["hash"] = sm3(json.dumps(told, separators=(",", ":")).encode())
        lines[1] = json.dumps(held) + "\n"
    elif fault == "cut in the middle":
        del lines[1]
    else:
        (heads.parent / witness.KEY).unlink()
    heads.write_text("".join(lines))

    found("witness: ledger-heads.jsonl")


def test_a_second_folder_shows_what_the_first_has_lost(
    world: World, tables: Any, settings: Any, heads: Path
) -> None:
    second = heads.parent / "second"
    second.mkdir()
    settings.WITNESS_FOLDER = str(second)
    publish_heads.call()
    assert len(list(second.iterdir())) == 1
    cut_with_its_head(world, tables)
    heads.unlink()

    found("record 10: 公布过")


def test_a_line_half_written_when_the_power_went_is_none(world: World, heads: Path) -> None:
    publish_heads.call()
    with heads.open("a") as file:
        file.write('{"number":2,"at":"20')
    assert "heads published 1 times" in verified()

    publish_heads.call()

    assert "heads published 2 times" in verified()


def test_heads_are_published_each_day_and_the_chain_may_grow(world: World, heads: Path) -> None:
    publish_heads.call()
    amend_person(world.people["member"], actor=BUILDER, job_title="副教授")
    publish_heads.call()

    assert [line.number for line in witness.lines()] == [1, 2]
    assert "heads published 2 times" in verified()
