"""The shipped pack in two versions, in which each thing that can happen to a clause happens once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.packs import at_hand, second_version, write_next


@pytest.fixture(scope="session")
def second_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packs with the second version, sealed."""
    root = tmp_path_factory.mktemp("second")
    write_next(root, second_version())
    return root


@pytest.fixture
def second(second_root: Path) -> Iterator[None]:
    """The second version is at hand."""
    with at_hand(second_root):
        yield
