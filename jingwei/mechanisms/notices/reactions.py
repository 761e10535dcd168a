"""After every verb that a room declares to concern somebody, they are told; after one that settles it, no more."""

from __future__ import annotations

from typing import Any

from jingwei.kernel.notices import TELLINGS, settling
from jingwei.kernel.reactions import when
from jingwei.mechanisms.notices.actions import settle, tell_of, tell_of_many


def _pass_over(records: Any) -> None:
    """A bulk write settles nothing that was told: it brings in what is past."""


@when(*TELLINGS, many=tell_of_many)
def tell(record: Any) -> None:
    """Tell those whom it concerns."""
    tell_of(record)


@when(*settling(), many=_pass_over)
def count_as_read(record: Any) -> None:
    """What waited for this is settled."""
    settle(record)
