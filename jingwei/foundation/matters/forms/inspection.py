"""What an inspector types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.flow import CONFIRMED
from jingwei.foundation.matters.forms.fields import UNCHOSEN, Day, Figure, MatterForm, Sentence, owner_field
from jingwei.foundation.matters.models import Correction, Deed, Goal, Inspection
from jingwei.foundation.matters.queries import clause_choices
from jingwei.foundation.matters.rules import label_reading

YES_NO = (("", "---------"), ("yes", _l("是")), ("no", _l("不是")))


def _truth(value: str) -> bool:
    return value == "yes"


class Inspect(MatterForm):
    """What was found, whether it passes, and whether it is a label only."""

    verb = "matters.inspect"
    finding = Sentence(label=_l("看到了什么"), max_length=1000, rows=4)
    verdict = forms.ChoiceField(
        label=_l("结论"), choices=Inspection.Verdict.choices, widget=forms.RadioSelect
    )
    label_only = forms.TypedChoiceField(
        label=_l("是不是贴牌"),
        choices=YES_NO,
        coerce=_truth,
        empty_value=None,
        required=False,
        help_text=_l("不选就按记录推出的。"),
    )
    label_reason = Sentence(
        label=_l("为什么和记录推出的不一样"), max_length=200, required=False, help_text=_l("一样就不用写。")
    )

    def prepare(self) -> None:
        """What the records propose, with the reason."""
        proposed = label_reading(self.matter)
        self.initial = {"label_only": "yes" if proposed else "no", **self.initial}
        if proposed:
            self.fields["label_only"].help_text = str(proposed.message)


class JudgeGoal(forms.Form):
    """The figure reached; otherwise than the figure only with a reason."""

    figure = Figure(label=_l("做到多少"))
    reached = forms.TypedChoiceField(
        label=_l("达到了没有"),
        choices=YES_NO,
        coerce=_truth,
        empty_value=None,
        required=False,
        help_text=_l("不选就看数字。"),
    )
    reason = Sentence(label=_l("为什么和数字不一样"), max_length=200, required=False)

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = goal.current if goal.current is None else f"{goal.current.normalize():f}"
        self.initial = {"figure": now, **self.initial}


class RaiseCorrection(MatterForm):
    """A deviation with a date (2.2)."""

    verb = "matters.raise_correction"
    what = Sentence(label=_l("哪里偏了"), max_length=200, help_text=_l("写清要改成什么样。"))
    clause = forms.ChoiceField(label=_l("对哪一条"))
    due = Day(label=_l("哪天前改好"))
    owner = owner_field(both=False)

    def prepare(self) -> None:
        """The clauses the matter carries out, first; then all others."""
        everything = clause_choices(self.matter.university)
        own = set(self.matter.clause_ids)
        self.offer("clause", sorted(everything, key=lambda each: each[0] not in own))


class CloseCorrection(forms.Form):
    """The confirmed note that shows the deviation put right."""

    deed = forms.ModelChoiceField(queryset=Deed.objects.none(), label=_l("凭哪一笔"), empty_label=UNCHOSEN)

    def __init__(self, *args: Any, correction: Correction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["deed"]
        field.queryset = correction.matter.deeds.filter(state=CONFIRMED, on__gte=correction.raised_on)
