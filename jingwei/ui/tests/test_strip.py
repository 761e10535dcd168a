"""A strip draws each warp by its letter, and the wefts only where something binds."""

from __future__ import annotations

import pytest

from jingwei.ui.weave import strip


@pytest.mark.parametrize(
    ("warps", "classes"),
    [
        ("d", {"wv-warp", "wv-weft"}),
        ("m", {"wv-warp", "wv-weft"}),
        ("x", {"wv-late"}),
        ("n", {"wv-warp-p"}),
        ("o", {"wv-warp-p"}),
    ],
)
def test_each_letter_has_its_thread(warps: str, classes: set[str]) -> None:
    drawn = strip(warps)

    assert {
        each for each in ("wv-warp", "wv-weft", "wv-late", "wv-warp-p") if f'class="{each}"' in drawn
    } == classes


def test_what_is_not_begun_is_dotted_and_what_only_points_the_way_is_not() -> None:
    assert "stroke-dasharray" in strip("n")
    assert "stroke-dasharray" not in strip("o")


def test_it_is_as_wide_as_its_warps_and_named_where_asked() -> None:
    assert 'viewBox="0 0 45 54"' in strip("dmx")
    assert 'aria-label="三款"' in strip("dmx", "三款")
    with pytest.raises(ValueError, match="not \\['z'\\]"):
        strip("dz")
