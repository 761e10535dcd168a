"""The bench of validity: its ranks are ranks, its Schools the same each time, its records those that measures count."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.places import Place
from bench.school_years import told
from bench.validity import DEGREES, correlations, gains, interval, percentile, ranks, spearman
from jingwei.shell.simulation.year.strategies import STRATEGIES

VALUES = st.lists(st.integers(-50, 50).map(float), min_size=4, max_size=30)


def test_equal_values_share_the_middle_of_their_ranks() -> None:
    assert ranks([3.0, 1.0, 3.0, 9.0]) == [2.5, 1.0, 2.5, 4.0]


@given(VALUES)
def test_ranks_add_up_whatever_is_equal(values: list[float]) -> None:
    assert sum(ranks(values)) == len(values) * (len(values) + 1) / 2


@given(VALUES)
def test_whatever_rises_with_the_truth_follows_it_wholly(values: list[float]) -> None:
    differs = len(set(values)) > 1
    assert spearman([(value, value**3) for value in values]) == pytest.approx(1.0 if differs else 0.0)
    assert spearman([(value, -value) for value in values]) == pytest.approx(-1.0 if differs else 0.0)


def test_an_interval_holds_its_middle_and_narrows_with_more_schools() -> None:
    pairs = [(1.0, 2.0), (2.0, 1.0), (3.0, 4.0), (4.0, 3.0), (5.0, 6.0), (6.0, 5.0)]
    middle, low, high = interval([pairs])
    _same, lower, higher = interval([pairs] * 9)

    assert low < lower < middle < higher < high


def test_a_percentile_counts_the_equal_half() -> None:
    assert [percentile(value, [1.0, 2.0, 2.0, 3.0]) for value in (0, 2, 4)] == [0, 50, 100]


def test_the_years_of_a_seed_are_the_same_each_time_and_a_twin_has_the_truth_of_its_own() -> None:
    first = told(7, 20)

    assert first == told(7, 20) != told(8, 20)
    honest, twins = first[:20], first[20:]
    assert {each.plays for each in twins} == set(STRATEGIES)
    assert all(honest[each.school.number].school == each.school for each in twins)
    pairs = [each for each in twins if each.plays == "friends"]
    assert [first[each.friend or 0].friend for each in pairs] == [20 + twins.index(each) for each in pairs]


@pytest.mark.drill
def test_a_small_run_gives_a_line_for_each_fact_and_each_strategy(tmp_path: Path) -> None:
    (seed,) = Place("SQLite", tmp_path).inside("school_years", "seeds=1", "schools=24")

    known = seed["indicators"]
    assert {degree for _name, degree, _headline, _way in known} == set(DEGREES)
    assert len(correlations([seed])) == len(known)
    assert [line.benchmark for line in gains([seed])] == [f"gain by {name}" for name in STRATEGIES]
    counted = {name for values in seed["honest"] for name, value in values.items() if value is not None}
    # the model names no problems, and so few Schools seldom have three corrections
    assert {name for name, *_more in known} - counted - {"corrections-on-time"} == {"problems-solved"}
