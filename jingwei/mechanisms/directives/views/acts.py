"""The verbs on a directive and on a receipt: which form each has, what is said when it is done."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.foundation.matters.forms.work import Attach, Detach
from jingwei.kernel.doors import Act
from jingwei.mechanisms.directives import actions, forms

ACTS = {
    "redraft": Act(
        "directives.redraft",
        actions.redraft_directive,
        _l("改好了。"),
        forms.Redraft,
        ("actor", "directive"),
        edits=True,
    ),
    "revise": Act(
        "directives.revise",
        actions.revise_directive,
        _l("改好了。"),
        forms.Revise,
        ("actor", "directive"),
        edits=True,
    ),
    "add": Act("directives.add", actions.add_addressee, _l("加上了。"), forms.Single, ("actor", "directive")),
    "leave-out": Act(
        "directives.leave_out",
        actions.leave_out_addressee,
        _l("不发给它了。"),
        forms.Single,
        ("actor", "directive"),
    ),
    "unname": Act(
        "directives.unname", actions.unname_addressee, _l("不再单列。"), forms.Unname, ("actor", "directive")
    ),
    "issue": Act("directives.issue", actions.issue_directive, _l("下发了，下面每个组织的工作台上都有了。")),
    "attach": Act("evidence.attach", attach_evidence, _l("附件放好了。"), Attach),
    "supplement": Act(
        "directives.supplement",
        actions.supplement_directive,
        _l("补上了，下面打开就看得到。"),
        forms.Supplement,
        ("actor", "directive"),
    ),
    "withdraw": Act("directives.withdraw", actions.withdraw_directive, _l("撤回了。"), forms.Reason),
    "replace": Act(
        "directives.replace", actions.replace_directive, _l("起草好了，改完下发就代替旧的。"), leads=True
    ),
    "close": Act("directives.close", actions.close_directive, _l("办结了。")),
}
FILE_ACTS = {"detach": Act("evidence.detach", detach_evidence, _l("附件取下了，台账里留着记录。"), Detach)}
RECEIPT_ACTS = {
    "sign": Act("receipts.sign", actions.sign_receipt, _l("签收了。"), may_wait=True),
    "take-on": Act(
        "receipts.take_on",
        actions.take_on_receipt,
        _l("承接了。"),
        forms.TakeOn,
        ("actor", "receipt"),
        may_wait=True,
    ),
    "forward": Act(
        "receipts.forward",
        actions.forward_receipt,
        _l("转发了，下面每个组织的工作台上都有了。"),
        forms.Forward,
        ("actor", "receipt"),
    ),
    "hand": Act(
        "receipts.hand",
        actions.hand_receipt,
        _l("交给他了，他的工作台上有了。"),
        forms.Hand,
        ("actor", "receipt"),
    ),
    "give-back": Act("receipts.give_back", actions.give_back_receipt, _l("交回了。"), forms.Reason),
    "report": Act(
        "receipts.report", actions.report_receipt, _l("回报了，等上级核销。"), forms.Report, may_wait=True
    ),
    "decline": Act(
        "receipts.decline",
        actions.decline_receipt,
        _l("上级会看到你的理由。"),
        forms.Reason,
        may_wait=True,
    ),
    "return": Act("receipts.return", actions.return_receipt, _l("退回了，对方会看到。"), forms.Reason),
    "excuse": Act("receipts.excuse", actions.excuse_receipt, _l("同意免办了。"), forms.Reason),
    "close": Act("receipts.close", actions.close_receipt, _l("核销了。")),
    "nudge": Act("receipts.nudge", actions.nudge_receipt, _l("提醒了，三天之内不能再提醒它。")),
}


def address(subject: Any, step: str) -> str:
    """Where a verb is sent to."""
    if hasattr(subject, "subject_type"):
        return reverse("directives:file", args=(subject.subject_id, subject.pk, step))
    if hasattr(subject, "directive_id"):
        return reverse("directives:receipt", args=(subject.directive_id, subject.pk, step))
    return reverse("directives:act", args=(subject.pk, step))
