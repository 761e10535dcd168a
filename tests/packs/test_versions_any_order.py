"""Whatever the order of versions, adoptions and decisions: no citation is lost, nothing signed moves, ids mean one thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.policy.actions import adopt_pack, decide_change
from jingwei.foundation.policy.models import Adoption, Decision
from jingwei.foundation.policy.queries import changes_for, followed_by
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.lineage import NOUNS, heirs, parts
from tests.support import examples
from tests.support.matters import opened
from tests.support.packs import SHIPPED, at_hand, second_version, write_next
from tests.support.world import World

CITED = ("3.7", "3.9", "5.1a", "5.1c", "5.1e", "6.6", "4.1a")
BEGIN = date(2026, 9, 1)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions: in the third 3.7b is renamed 3.7d, 3.12 is repealed, 3.9 reworded again."""
    root = tmp_path_factory.mktemp("three")
    write_next(root, second_version())
    place = "clauses/3-organisation.yaml"
    text = (root / SHIPPED / place).read_text(encoding="utf-8")
    last = text[text.index('  - id: "3.12"') :]
    third = {
        place: (
            ('    replaces: ["3.7"]\n', ""),
            ('"3.7b"\n    replaces: ["3.7"]', '"3.7d"\n    replaces: ["3.7b"]'),
            ("有话当面说。", "有话当面说清。"),
            (last, ""),
        ),
        "indicators/breadth.yaml": (('clause: "3.7b"', 'clause: "3.7d"'),) * 2,
        "indicators/effect.yaml": (('clause: "3.7b"', 'clause: "3.7d"'),),
        "clauses/5-carriers.yaml": (('    replaces: ["5.1c"]\n', ""),),
    }
    write_next(root, third, effective="2027-01-01")
    return root


@pytest.fixture
def laid(three: Path) -> Iterator[None]:
    """All three are at hand."""
    with at_hand(three):
        yield


@pytest.mark.usefixtures("laid")
@given(walk=st.lists(st.integers(1, 3), min_size=2, max_size=6))
@settings(max_examples=examples.of(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_line_of_a_part_is_the_same_by_any_way_that_only_goes_on(walk: list[int]) -> None:
    steps = sorted(set(walk))
    for noun in NOUNS:
        straight = heirs(registry.between(SHIPPED, steps[0], steps[-1]), noun)
        found = {each: (each,) for each in parts(registry.versions(SHIPPED)[steps[0]], noun)}
        for before, after in pairwise(steps):
            step = heirs(registry.between(SHIPPED, before, after), noun)
            found = {
                old: tuple(dict.fromkeys(n for each in now for n in step[each])) for old, now in found.items()
            }
        back = heirs(registry.between(SHIPPED, steps[-1], steps[0]), noun)

        assert found == straight
        assert {(old, new) for old, now in straight.items() for new in now} == {
            (old, new) for new, then in back.items() for old in then
        }


@pytest.mark.usefixtures("laid")
@given(
    steps=st.lists(
        st.tuples(st.integers(1, 3), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=6)),
        max_size=6,
    )
)
@settings(max_examples=examples.of(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_adoptions_and_decisions_in_any_order(
    world: World, steps: list[tuple[int, list[tuple[int, int]]]]
) -> None:
    with transaction.atomic():
        story = opened(world, clauses=CITED)
        committee, home = world.actor("committee"), world.universities["home"]
        for number, (version, decisions) in enumerate(steps):
            with clock_at(BEGIN + timedelta(days=31 * number)):
                try:
                    adopt_pack(home, actor=committee, pack=SHIPPED, version=version)
                except Invalid:
                    continue
                for pick, way in decisions:
                    _decide(world, pick, way)
                _holds(world)
        assert Matter.objects.get(pk=story.matter.pk).clause_ids == CITED
        assert list(broken_links()) == []
        transaction.set_rollback(True)


def _decide(world: World, pick: int, way: int) -> None:
    asked = changes_for(world.actor("orgoffice"))
    if not asked:
        return
    one = asked[pick % len(asked)]
    choice = one.choices[way % len(one.choices)]
    chosen = [heir.id for heir in one.change.heirs][: way + 1]
    before = Decision.objects.count()
    try:
        decide_change(
            one.adoption, actor=world.actor("orgoffice"), change=one.change.key, choice=choice, heirs=chosen
        )
    except (Invalid, NotAllowed):
        assert Decision.objects.count() == before


def _holds(world: World) -> None:
    """Every citation counts for clauses that are there, once each; one that is there counts for itself."""
    followed = followed_by(world.actor("branch"))
    there = followed.edition.clauses
    newest = Adoption.objects.filter(until=None).select_related("pack_version").get()
    assert followed.edition.about.version == newest.pack_version.version
    for cited in CITED:
        now = followed.counts_for(cited)
        assert set(now) <= set(there)
        assert len(set(now)) == len(now)
        assert now == (cited,) if cited in there else True
    for clause in there.values():
        assert any(section.number == clause.section for section in followed.edition.sections)
