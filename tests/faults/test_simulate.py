"""A simulated province: whole, as its truth says, the same each time, all of it or nothing, and only in an empty system."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.ground import Ground, end, ground

pytestmark = pytest.mark.drill
SMALL = "--universities 2 --years 2 --seed 7 --until 2026-04-16 --people 150 --schools 2 --matters 40".split()
PATIENCE = 120.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """An installation with a small province."""
    with ground(tmp_path_factory.mktemp("province")) as here:
        _prepared(here)
        here.manage("simulate", *SMALL)
        yield here


@pytest.fixture(scope="module")
def found(made: Ground) -> dict[str, Any]:
    """What stands in it."""
    return _found(made)


def _prepared(here: Ground) -> None:
    here.manage("migrate")
    here.manage("pack", "load", "--builtin")


def _found(here: Ground) -> dict[str, Any]:
    done = here.run("tests.support.simulated")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_its_chains_hold(made: Ground) -> None:
    assert made.manage("verify-ledger").count("whole") == 3


def test_it_is_what_its_truth_says(made: Ground, found: dict[str, Any]) -> None:
    truth = json.loads((made.folder / "truth.json").read_text())

    assert (truth["seed"], truth["years"], truth["today"]) == (7, 2, "2026-04-16")
    assert {each["code"] for each in truth["universities"]} == found["counts"].keys()
    for each in truth["universities"]:
        counted = found["counts"][each["code"]]
        assert (each["counts"], each["states"]) == (counted["counts"], counted["states"])
        for tree in ("party", "unit"):
            assert {code: place["matters"] for code, place in each[tree].items()} == counted[tree]
            assert all(0 < place["integrated"] < 1 for place in each[tree].values())


def test_nothing_is_there_that_the_verbs_would_have_refused(found: dict[str, Any]) -> None:
    assert found["against"] == dict.fromkeys(found["against"], 0)


def test_the_same_day_and_seed_make_the_same_province(
    made: Ground, found: dict[str, Any], tmp_path: Path
) -> None:
    with ground(tmp_path / "again") as again:
        _prepared(again)
        done = again.run("tools.manage", "simulate", *SMALL, PYTHONHASHSEED="4711")
        assert done.returncode == 0, done.stderr

        assert _found(again) == found
        assert (again.folder / "truth.json").read_bytes() == (made.folder / "truth.json").read_bytes()


def test_work_goes_on_behind_what_was_simulated(made: Ground) -> None:
    sheet = made.folder / "roster.csv"
    sheet.write_text("学工号,姓名,人员类别,政治面貌,单位编码\nN1,柏如新,教师,群众,0100\n", encoding="utf-8")

    assert made.run("tools.manage", "import", "people", str(sheet), "--as", "university-001").returncode == 0
    assert made.manage("verify-ledger").count("whole") == 3


def test_it_is_refused_where_there_are_universities(made: Ground) -> None:
    assert "universities already" in made.refused("simulate", *SMALL)


def test_a_day_to_come_is_refused(tmp_path: Path) -> None:
    with ground(tmp_path / "ahead") as here:
        _prepared(here)

        assert "lies ahead" in here.refused("simulate", "--until", "2099-01-01")


def test_killed_half_way_it_leaves_nothing_and_may_be_begun_again(tmp_path: Path) -> None:
    with ground(tmp_path / "killed") as here:
        _prepared(here)
        with here.started("tools.manage", "simulate", *SMALL) as process:
            until = time.monotonic() + PATIENCE
            while "1/2 " not in (here.folder / "log").read_text():
                assert process.poll() is None and time.monotonic() < until, "it wrote its first university"
                time.sleep(0.02)
            end(process)

        assert _found(here)["counts"] == {}
        here.manage("simulate", *SMALL)
        assert len(_found(here)["counts"]) == 2
