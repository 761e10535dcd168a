"""A directive is signed by three hundred at once through a real server: nobody twice, nobody lost, whatever was sent again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.directives.asked import OWN, THREADS, begun, issued_by_page
from bench.places import Place
from bench.serving import serving
from tests.support.ground import ground

SIGNERS = 300


@pytest.mark.drill
def test_given_many_who_sign_at_once_when_all_are_answered_then_each_is_recorded_once(tmp_path: Path) -> None:
    with ground(tmp_path / "place") as here:
        here.manage("migrate", "--no-input", "-v", "0")
        here.manage("pack", "load", "--builtin")
        place = Place("here", here.folder, here.url)
        made = place.inside("directives.ground", "organisations=400", f"signers={SIGNERS}", "drafts=1")
        key = place.inside("keys", made["account"])[made["account"]]["page"]
        (directive,) = made["drafts"]
        with serving(OWN, place.variables, threads=THREADS) as server:
            issued_by_page(server.port, directive, key)
            sendings = str(here.folder / "sendings.json")
            place.inside("directives.signing", str(directive), str(SIGNERS), sendings)
            told, _errors = begun(place, server.port).communicate()
        counted = place.inside("directives.counted", str(directive))

    assert json.loads(told.splitlines()[-1])["told"] == {
        "once: done": 240,
        "the same key again: done, done": 30,
        # On the page and over the API.
        "another key: 409, done": 15,
        "another key: 409 step-not-open, done": 15,
    }
    assert counted == {"signed": SIGNERS, "records": SIGNERS, "alike": True, "broken": []}
