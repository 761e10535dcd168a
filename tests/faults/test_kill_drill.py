"""Two hundred kills: what was acknowledged is there once, nothing is half done, the queue runs dry, the chain holds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.support.drill import PEOPLE
from tests.support.ground import ground

KILLS = 200


@pytest.mark.drill
def test_given_kills_at_random_moments_when_all_is_at_rest_then_nothing_acknowledged_is_lost_or_doubled(
    tmp_path: Path,
) -> None:
    with ground(tmp_path / "house") as house:
        house.furnish()
        done = house.run("tests.support.drill", str(KILLS), "38", patience=900)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])

    assert found["died"] == {}, done.stderr
    assert sum(found["killed"].values()) == KILLS
    _recorded_once(found)
    _imported_whole(found)
    assert (found["broken"], found["left_in_the_queue"], found["rolled_up"]) == ([], 0, True)


def _recorded_once(found: dict[str, dict[str, list[str]]]) -> None:
    """Every answered note once, at most one unanswered for each recorder; every note and confirmation has its record."""
    notes = Counter(found["notes"])
    told = Counter(found["told"]["one"] + found["told"]["two"])
    assert told.total() > 0
    assert told - notes == Counter()
    unanswered = notes - told
    assert set(unanswered) <= {f"演练 {name} {len(found['told'][name]) + 1}" for name in ("one", "two")}
    assert set(notes.values()) == {1}
    assert {verb: set(times) for verb, times in found["records"].items()} == {
        "matters.note": {1},
        "matters.confirm": {1},
    }


def _imported_whole(found: dict[str, dict[str, int]]) -> None:
    """Every sheet that was taken in is there whole, one more perhaps; each of its people was registered once."""
    told = {letter.rstrip("-") for letter in found["told"]["sheets"]}
    assert told
    assert set(found["people"].values()) == {PEOPLE}
    assert told <= set(found["people"])
    assert len(set(found["people"]) - told) <= 1
    assert found["registered"] == found["people"]
