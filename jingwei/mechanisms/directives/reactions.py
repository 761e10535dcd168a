"""What a confirmed note of a matter means for the directives that the matter carries out."""

from __future__ import annotations

from typing import Any

from jingwei.kernel.actions import may
from jingwei.kernel.actor import system
from jingwei.kernel.reactions import when
from jingwei.mechanisms.directives.actions import reckon_receipt
from jingwei.mechanisms.directives.queries import carried_by

CLOCKWORK = system("系统", "receipts.reckon")


@when("matters.confirm")
def report_by_itself(record: Any) -> None:
    """Report for those whose matter has shown something; nobody types it again."""
    for receipt in carried_by(CLOCKWORK, record.subject_id):
        if may(CLOCKWORK, "receipts.reckon", receipt) is None:
            reckon_receipt(receipt, actor=CLOCKWORK)
