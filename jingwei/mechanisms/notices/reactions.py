"""After every verb that concerns somebody they are told; after one that settles it, no more; who is gone is forgotten."""

from __future__ import annotations

from typing import Any

from jingwei.kernel.notices import TELLINGS, settling
from jingwei.kernel.reactions import when
from jingwei.mechanisms.notices.actions import forget_ways_of, settle, tell_of, tell_of_many


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


@when("people.erase")
def forget_ways(record: Any) -> None:
    """Of whoever is gone for good nothing is kept by which they could be reached."""
    forget_ways_of(record.subject_id)
