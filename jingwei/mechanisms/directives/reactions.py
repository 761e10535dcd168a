"""What a confirmed note of a matter means for the directives that the matter carries out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from jingwei.kernel.actions import may
from jingwei.kernel.actor import system
from jingwei.kernel.reactions import when
from jingwei.mechanisms.directives.actions import reckon_receipt
from jingwei.mechanisms.directives.queries import carried_by

CLOCKWORK = system("系统", "receipts.reckon")


def report_many(records: Any) -> None:
    """After a bulk write, one question for all the matters it is about."""
    _report(set(records.values_list("subject_id", flat=True)))


@when("matters.confirm", many=report_many)
def report_by_itself(record: Any) -> None:
    """Report for those whose matter has shown something; nobody types it again."""
    _report({record.subject_id})


def _report(matters: Collection[int]) -> None:
    for receipt in carried_by(CLOCKWORK, matters):
        if may(CLOCKWORK, "receipts.reckon", receipt) is None:
            reckon_receipt(receipt, actor=CLOCKWORK)
