"""What people type about problems: one small form a verb, its fields named as the verb's values."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.action_items.queries import matters_to_carry
from jingwei.foundation.matters.forms.fields import UNCHOSEN, Day, Sentence
from jingwei.foundation.organisations.queries import to_choose
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.queries import alike, owners_for, units_for
from jingwei.mechanisms.problems.rules import missing_of, proof_of
from jingwei.ui.picking import Picked

IN = timedelta(days=60)


class Name(forms.Form):
    """What does not work, whose it is, until when."""

    text = Sentence(
        label=_l("什么问题"),
        max_length=80,
        help_text=_l("一句话，说工作上哪里两张皮、哪里不顺；不写个人的情况。"),
    )
    party = Picked(label=_l("哪个党组织负责"))
    unit = Picked(label=_l("哪个业务单位一起"), required=False, help_text=_l("知道就选，不知道不选。"))
    source = forms.ChoiceField(label=_l("从哪里来"), choices=Problem.Source.choices, widget=forms.RadioSelect)
    due = Day(label=_l("哪天前解决"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = clock.today() + IN
        for name, rows in (("party", owners_for(actor)), ("unit", units_for(actor))):
            picked: Any = self.fields[name]
            picked.offer(to_choose(rows), side_by_side=False)


class Carry(forms.Form):
    """Which matter is to solve it."""

    matter_id = forms.TypedChoiceField(label=_l("用哪件事项"), coerce=int)

    def __init__(self, *args: Any, actor: Actor, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matters = matters_to_carry(actor, problem.organisation)
        field: Any = self.fields["matter_id"]
        field.choices = [("", UNCHOSEN), *((each.pk, each.title) for each in matters)]
        self.initial.setdefault("matter_id", problem.matter_id)


class Report(forms.Form):
    """What changed, and what shows it."""

    text = Sentence(label=_l("变了什么"), max_length=200, help_text=_l("一句话，提出问题的一方会看到。"))
    shown_by = forms.CharField(label=_l("哪份记录或文件看得出来"), max_length=120, required=False)

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if proof := proof_of(problem):
            self.fields["shown_by"].help_text = _("{proof}，可以不写。").format(proof=proof)
        else:
            self.fields["shown_by"].help_text = missing_of(problem)


class Merge(forms.Form):
    """Into which other."""

    into_id = forms.TypedChoiceField(label=_l("并入哪一条"), coerce=int)

    def __init__(self, *args: Any, actor: Actor, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into_id"]
        field.choices = [("", UNCHOSEN), *((each.pk, each.text) for each in alike(actor, problem)[:50])]


class Reopen(forms.Form):
    """Why, and until when."""

    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，负责的组织会看到。"))
    due = Day(label=_l("哪天前解决"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = clock.today() + IN


class Reason(forms.Form):
    """Why."""

    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，对方会看到。"))
