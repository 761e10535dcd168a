"""Shares beside each other as a picture: a dot for each, none outside, one's own apart."""

from __future__ import annotations

import re

import pytest

from jingwei.ui.spread import HEIGHT, WIDTH, spread


def dots(drawn: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle[^>]* cx="([\d.]+)" cy="([\d.]+)"', drawn)]


@pytest.mark.parametrize("others", [(), (50,), (0, 25, 50, 75, 100), (0,) * 30, (100,) * 260 + (0,)])
def test_everybody_has_a_dot_inside_the_picture(others: tuple[int, ...]) -> None:
    found = dots(str(spread(others, None)))

    assert len(found) == len(others)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in found)


def test_equal_shares_are_piled_and_greater_ones_lie_to_the_right() -> None:
    (first, lower), (second, upper), (third, _y) = dots(str(spread((40, 40, 60), None)))

    assert first == second < third
    assert upper < lower


@pytest.mark.parametrize(("own", "marks"), [(None, 0), (0, 1), (100, 1)])
def test_ones_own_is_a_diamond(own: int | None, marks: int) -> None:
    assert str(spread((50,), own)).count("spread-own") == marks
