"""The verbs on directives and on receipts."""

from jingwei.mechanisms.directives.actions.drafting import (
    add_addressee,
    draft_directive,
    leave_out_addressee,
    redraft_directive,
    unname_addressee,
)
from jingwei.mechanisms.directives.actions.issuing import (
    close_directive,
    issue_directive,
    withdraw_directive,
)
from jingwei.mechanisms.directives.actions.passing import (
    arrive_receipt,
    change_receipt,
    forward_receipt,
    recall_receipt,
)
from jingwei.mechanisms.directives.actions.receiving import (
    decline_receipt,
    give_back_receipt,
    hand_receipt,
    reckon_receipt,
    report_receipt,
    sign_receipt,
    take_on_receipt,
)
from jingwei.mechanisms.directives.actions.replacing import give_way_directive, replace_directive
from jingwei.mechanisms.directives.actions.revising import revise_directive, supplement_directive
from jingwei.mechanisms.directives.actions.settling import (
    close_receipt,
    excuse_receipt,
    nudge_receipt,
    return_receipt,
)

__all__ = [
    "add_addressee",
    "arrive_receipt",
    "change_receipt",
    "close_directive",
    "close_receipt",
    "decline_receipt",
    "draft_directive",
    "excuse_receipt",
    "forward_receipt",
    "give_back_receipt",
    "give_way_directive",
    "hand_receipt",
    "issue_directive",
    "leave_out_addressee",
    "nudge_receipt",
    "recall_receipt",
    "reckon_receipt",
    "redraft_directive",
    "replace_directive",
    "report_receipt",
    "return_receipt",
    "revise_directive",
    "sign_receipt",
    "supplement_directive",
    "take_on_receipt",
    "unname_addressee",
    "withdraw_directive",
]
