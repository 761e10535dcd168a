"""What people type about committees and seats: one small form a verb, its fields named as the verb's values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.forms.fields import Day, Sentence
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.committees.models import Committee, CommitteeSeat
from jingwei.mechanisms.committees.queries import candidates_for, kinds_kept_by
from jingwei.ui.picking import Picked


class Found(forms.Form):
    """Which kind; all else is known unless said otherwise."""

    kind = forms.ChoiceField(label=_l("哪一种"), widget=forms.RadioSelect)
    name = forms.CharField(label=_l("名称"), max_length=80, required=False)
    seats = forms.IntegerField(label=_l("一共几席"), min_value=3, max_value=99, required=False)
    years = forms.IntegerField(label=_l("任期几年"), min_value=1, max_value=10, required=False)

    def __init__(self, *args: Any, unit: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_kept_by(unit)
        fields: Any = self.fields
        fields["kind"].choices = [(each.id, each.label.here()) for each in kinds]
        if len(kinds) == 1:
            fields["kind"].initial = kinds[0].id
        fields["name"].help_text = _("不写就叫“{unit}”加上委员会的种类。").format(unit=unit.name)
        presets = _("、").join(
            _("{kind} {seats} 席 {years} 年").format(kind=e.label.here(), seats=e.seats, years=e.years)
            for e in kinds
        )
        fields["seats"].help_text = _("不写就按预设：{presets}。预设没有核对原文。").format(presets=presets)

    def clean(self) -> dict[str, Any]:
        """What was left out is not said."""
        return {name: value for name, value in (super().clean() or {}).items() if value not in ("", None)}


class Amend(forms.Form):
    """Name, size, length of a term."""

    name = forms.CharField(label=_l("名称"), max_length=80)
    seats = forms.IntegerField(label=_l("一共几席"), min_value=3, max_value=99)
    years = forms.IntegerField(label=_l("任期几年"), min_value=1, max_value=10)

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        known = {name: getattr(committee, name) for name in ("name", "seats", "years")}
        super().__init__(*args, **{"initial": known} | kwargs)
        self.fields["years"].help_text = _("只管以后开始的任期。")


class Nominate(forms.Form):
    """Whom, and why."""

    person = Picked(label=_l("提名谁"))
    grounds = Sentence(label=_l("为什么合适"), max_length=200, help_text=_l("一句话，两边都看得到。"))

    def __init__(self, *args: Any, actor: Actor, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picked: Any = self.fields["person"]
        picked.offer(candidates_for(actor, committee), with_beside=True)
        picked.help_text = _("这里和下面党组织的现任书记、副书记。")


class Finding(forms.Form):
    """Eligible or not, in a sentence."""

    finding = Sentence(label=_l("结论"), max_length=200, help_text=_l("一句话；上面查到的不用再写。"))


class Vote(forms.Form):
    """The count."""

    voted_on = Day(label=_l("哪天表决的"))
    present = forms.IntegerField(label=_l("到会"), min_value=0, max_value=99)
    yes = forms.IntegerField(label=_l("赞成"), min_value=0, max_value=99)
    no = forms.IntegerField(label=_l("反对"), min_value=0, max_value=99, initial=0)
    abstained = forms.IntegerField(label=_l("弃权"), min_value=0, max_value=99, initial=0)

    def __init__(self, *args: Any, seat: CommitteeSeat, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"voted_on": clock.today()}} | kwargs)
        told = _("委员会一共 {seats} 席：赞成的要超过全体的一半，不是到会的一半。席数变了，先去改委员会。")
        self.fields["yes"].help_text = told.format(seats=seat.committee.seats)


class Term(forms.Form):
    """From when, and until when where it is shorter."""

    since = Day(label=_l("任期从哪天起"))
    until = Day(label=_l("到哪天"), required=False)

    def __init__(self, *args: Any, seat: CommitteeSeat, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"since": clock.today()}} | kwargs)
        self.fields["until"].help_text = _("不写就是满 {years} 年。").format(years=seat.committee.years)


class Reason(forms.Form):
    """Why."""

    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，对方会看到。"))
