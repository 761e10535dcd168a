"""Five write the minutes, their lines sent again in any order: all read the same, everything is there, each line once."""

from __future__ import annotations

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jingwei.foundation.ledger.models import Record
from jingwei.mechanisms.meetings.tests.school import JOINT, school_of
from tests.support import examples
from tests.support.world import World
from tests.support.writing import WRITERS, Sent, in_order, read_by, send, text_of

SENT = st.lists(st.tuples(st.sampled_from(WRITERS), st.integers(0, 3)), min_size=4, max_size=18)
"""Who sends which line, or sends it again; what is never sent was lost with the network."""


@settings(
    max_examples=examples.of(12),
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(sent=SENT)
def test_each_line_is_there_once_for_everybody(world: World, sent: list[Sent]) -> None:
    undone = transaction.atomic()
    undone.__enter__()
    try:
        with school_of(world) as school:
            hearing = school.heard(JOINT, school.item(kind="affairs"))
            clients = {account: school.client(account) for account in WRITERS}
            named: dict[Sent, set[int]] = {}
            for each in sent:
                named.setdefault(each, set()).add(send(clients[each[0]], hearing, *each))
            read = read_by(school, hearing)
        texts = [text for _pk, text in read[0]]
        assert [len(pks) for pks in named.values()] == [1] * len(named)
        assert texts == [text_of(*each) for each in dict.fromkeys(sent)]
        assert (read, in_order(texts, sent)) == ([read[0]] * len(WRITERS), True)
        assert Record.objects.filter(verb="minutes.write").count() == len(texts)
    finally:
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)
