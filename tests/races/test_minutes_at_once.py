"""Five write the minutes at the same moment over a bad network: all read the same, everything is there, each line once."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from random import Random
from typing import Any

import pytest

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.mechanisms.meetings.models import Hearing
from jingwei.mechanisms.meetings.tests.school import JOINT, School, school_of
from tests.support.hands import all_at_once
from tests.support.world import World
from tests.support.writing import WRITERS, Sent, in_order, read_by, send, text_of

pytestmark = pytest.mark.postgres
LINES = 6


def session(
    school: School, hearing: Hearing, account: str, seed: int
) -> Callable[[], list[tuple[Sent, int]]]:
    """Somebody who writes line after line, and sends some again at once or later, since the answer did not come."""
    client, dice = school.client(account), Random(f"{account} {seed}")
    script: list[Sent] = []
    for line in range(LINES):
        script += [(account, line)] * dice.choice((1, 1, 2))
        if line and dice.random() < 0.4:
            script.append((account, dice.randrange(line)))
    return lambda: [(each, send(client, hearing, *each)) for each in script]


@pytest.mark.parametrize("seed", range(3))
def test_each_line_is_there_once_for_everybody(arena: World, seed: int) -> None:
    with school_of(arena) as school:
        hearing = school.heard(JOINT, school.item(kind="affairs"))
        # Each has the page open twice: what one tab sends, the other sends too.
        tabs = [session(school, hearing, account, seed) for account in (*WRITERS, *WRITERS)]
        told: list[Any] = all_at_once([partial(copy_context().run, tab) for tab in tabs])
        read = read_by(school, hearing)

    assert [each for each in told if isinstance(each, Exception)] == []
    named: dict[Sent, set[int]] = {}
    for tab in told:
        for sent, pk in tab:
            named.setdefault(sent, set()).add(pk)
    assert {sent: len(pks) for sent, pks in named.items()} == {
        (account, line): 1 for account in WRITERS for line in range(LINES)
    }
    texts = [text for _pk, text in read[0]]
    assert sorted(texts) == sorted(text_of(account, line) for account in WRITERS for line in range(LINES))
    assert read == [read[0]] * len(WRITERS)
    assert in_order(texts, [(account, line) for account in WRITERS for line in range(LINES)])
    assert Record.objects.filter(verb="minutes.write").count() == len(texts)
    assert list(broken_links()) == []
