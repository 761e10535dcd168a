"""What people type when they note what happened and when they answer a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.forms.fields import UNCHOSEN, Day, Figure, MatterForm, Sentence
from jingwei.foundation.matters.models import PARTY, Deed, Goal, Milestone, Task
from jingwei.foundation.matters.rules import sides_of

NOTHING = ("", _l("没有，或说不准"))


class Note(MatterForm):
    """记一笔: the sentence alone is enough."""

    verb = "matters.note"
    text = Sentence(label=_l("发生了什么"), max_length=300, rows=3)
    on = Day(label=_l("哪天"), required=False, help_text=_l("不填就是今天。"))
    milestone = forms.ModelChoiceField(
        queryset=Milestone.objects.none(),
        label=_l("属于哪个节点"),
        required=False,
        empty_label=UNCHOSEN,
        help_text=_l("不选就是下一个。"),
    )
    task = forms.ModelChoiceField(
        queryset=Task.objects.none(), label=_l("属于哪项任务"), required=False, empty_label=UNCHOSEN
    )
    kind = forms.ChoiceField(
        label=_l("做法还是结果"),
        required=False,
        choices=[("", _l("看句子来定")), *Deed.Kind.choices],
        widget=forms.RadioSelect,
    )
    changed = forms.ChoiceField(
        label=_l("党建这一边改变了什么"),
        required=False,
        choices=[NOTHING, *Deed.Changed.choices],
        widget=forms.RadioSelect,
    )
    goal = forms.ModelChoiceField(
        queryset=Goal.objects.none(), label=_l("推进哪个目标"), required=False, empty_label=UNCHOSEN
    )
    value = Figure(label=_l("目标现在到多少"), required=False)
    upload = forms.FileField(label=_l("照片或文件"), required=False, help_text=_l("没有就不附。"))

    def prepare(self) -> None:
        """The parts of this matter; the question of change is put to the Party side alone."""
        example = _l("一句话就行。例：突击队 5 人到三号地块，试播 12 亩。")
        self.fields["text"].widget.attrs |= {"placeholder": example, "autofocus": True}
        for name in ("milestone", "task", "goal"):
            field: Any = self.fields[name]
            field.queryset = getattr(self.matter, f"{name}s").all()
        sides = sides_of(self.actor, self.matter, self.verb)
        if PARTY not in sides:
            del self.fields["changed"]
        self.ask_side()


class AmendDeed(forms.Form):
    """The same sentence, put right."""

    text = Sentence(label=_l("发生了什么"), max_length=300, rows=3)
    on = Day(label=_l("哪天"))
    kind = forms.ChoiceField(label=_l("做法还是结果"), choices=Deed.Kind.choices, widget=forms.RadioSelect)
    changed = forms.ChoiceField(
        label=_l("党建这一边改变了什么"),
        required=False,
        choices=[NOTHING, *Deed.Changed.choices],
        widget=forms.RadioSelect,
    )
    milestone = forms.ModelChoiceField(
        queryset=Milestone.objects.none(), label=_l("属于哪个节点"), required=False, empty_label=UNCHOSEN
    )

    def __init__(self, *args: Any, deed: Deed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["milestone"]
        field.queryset = deed.matter.milestones.all()
        if deed.side != PARTY:
            del self.fields["changed"]
        now = {name: getattr(deed, name) for name in self.fields}
        self.initial = {**now, **self.initial}


class Confirm(forms.Form):
    """A confirmation, with a word where there is one."""

    remark = Sentence(label=_l("补一句"), max_length=200, required=False, help_text=_l("可以不写。"))


class Return(forms.Form):
    """Why a note is returned."""

    reason = Sentence(label=_l("还差什么"), max_length=200, help_text=_l("一句话，让对方知道补什么。"))


class WithdrawDeed(forms.Form):
    """Why a note is taken back."""

    reason = Sentence(label=_l("为什么撤回"), max_length=200, required=False)


class Attach(forms.Form):
    """A file beside a note."""

    upload = forms.FileField(
        label=_l("文件"), help_text=_l("PDF、图片、Word、Excel、PPT、OFD 或纯文本，最大 20 MB。")
    )


class Detach(forms.Form):
    """Why a file is taken away."""

    reason = Sentence(label=_l("为什么取下"), max_length=200)
