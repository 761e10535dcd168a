"""What tests of verbs say often: it was refused so, it left this record, the API answered that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from jingwei.foundation.ledger.models import Record
from jingwei.kernel.errors import Refused
from tests.support.matters import Story


@contextmanager
def refused(status: int, code: str, *, clause: str | None = None, says: str = "") -> Iterator[None]:
    """The block is refused with this status and code, and leaves no record."""
    before = Record.objects.count()
    with pytest.raises(Refused) as refusal:
        yield
    error = refusal.value
    assert (error.status, error.code) == (status, code), str(error)
    assert says in str(error)
    if clause is not None:
        assert error.clause == clause
    assert Record.objects.count() == before


def last_record(story: Story) -> Record:
    """The latest record about the matter of a story."""
    return told(story)[-1]


def told(story: Story) -> list[Record]:
    """Every record about the matter of a story, in order."""
    rows = Record.objects.filter(subject_type="matter", subject_id=story.matter.pk)
    return list(rows.order_by("seq"))


def gist(record: Record) -> tuple[str, str, str, str]:
    """Verb, part, side and result: what measures ask for."""
    return record.verb, record.part, record.side, record.result


def post(story: Story, account: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
    """Post to the API as an account."""
    client = story.world.client(account)
    return client.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)
