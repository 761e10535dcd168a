"""The verbs on a directive and on a receipt: which form each has, what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.foundation.matters.forms.work import Attach, Detach
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Refused, StepNotOpen, Text
from jingwei.mechanisms.directives import actions, forms


@dataclass(frozen=True)
class Act:
    """A verb with its form; `given` names what the form is told.

    `may_wait` says that it may wait on the device of who answers until there is a network; `leads`, that it makes a
    directive, which is shown next.
    """

    verb: str
    run: Callable[..., Any]
    said: Text
    form: Callable[..., Any] = django_forms.Form
    given: tuple[str, ...] = ()
    may_wait: bool = False
    leads: bool = False


ACTS = {
    "redraft": Act(
        "directives.redraft", actions.redraft_directive, _l("改好了。"), forms.Redraft, ("actor", "directive")
    ),
    "revise": Act(
        "directives.revise",
        actions.revise_directive,
        _l("改好了。"),
        forms.Revise,
        ("actor", "directive"),
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


@dataclass(frozen=True)
class Door:
    """A verb as the page offers it: its address, whether it asks for something, or why it is shut now."""

    act: Act
    url: str
    refusal: Refused | None

    @property
    def label(self) -> Text:
        """What the button says."""
        return VERBS[self.act.verb].label

    @property
    def asks(self) -> bool:
        """Whether there is something to type."""
        return self.act.form is not django_forms.Form


def doors(actor: Actor, subject: Any, acts: dict[str, Act], *names: str) -> dict[str, Door]:
    """The verbs of the actor on a directive or a receipt, by their names in Python; none that is not held or not its time."""
    found: dict[str, Door] = {}
    for step in names or acts:
        refusal = may(actor, acts[step].verb, subject)
        shut = refusal is not None and (
            refusal.code in ("no-grant", "rule")
            or (isinstance(refusal, StepNotOpen) and refusal.code == "step-not-open")
        )
        if not shut:
            found[step.replace("-", "_")] = Door(acts[step], address(subject, step), refusal)
    return found


def address(subject: Any, step: str) -> str:
    """Where a verb is sent to."""
    if hasattr(subject, "subject_type"):
        return reverse("directives:file", args=(subject.subject_id, subject.pk, step))
    if hasattr(subject, "directive_id"):
        return reverse("directives:receipt", args=(subject.directive_id, subject.pk, step))
    return reverse("directives:act", args=(subject.pk, step))


def form_of(act: Act, subject: Any, actor: Actor, *args: Any) -> Any:
    """The form of a verb, told what it needs to know."""
    known = {"actor": actor, "directive": subject, "receipt": subject}
    return act.form(*args, **{name: known[name] for name in act.given})
