"""What people type about organisations: one small form a verb."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import (
    Organisation,
    coverable_for,
    covered_for,
    foretold,
    parents_for,
)
from jingwei.foundation.people.queries import people_to_choose
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.packs import registry
from jingwei.ui.picking import Picked

NAME_OR_CODE = _l("写名称里的几个字，从提示里选。")


class Day(forms.DateField):
    """A day, chosen from the calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class VerbForm(forms.Form):
    """Base: knows the organisation it is about and the actor, for its choices."""

    def __init__(self, *args: Any, organisation: Organisation, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.actor = organisation, actor
        self.prepare()

    def prepare(self) -> None:
        """Fill choices that depend on the organisation."""

    def foretold(self) -> list[str]:
        """What must be read before what was typed is done; nothing for what is plain."""
        return []

    def asked(self) -> dict[str, Any]:
        """What the verb is asked with."""
        return self.cleaned_data

    def offer(self, name: str, candidates: Candidates, *, side_by_side: bool = True) -> None:
        """Let a field be filled with one of these."""
        self.fields[name].offer(candidates, side_by_side=side_by_side)  # type: ignore[attr-defined]


class Found(VerbForm):
    """A new organisation below this one."""

    kind = forms.ChoiceField(label=_l("类别"))
    name = forms.CharField(label=_l("名称"), max_length=80)
    code = forms.CharField(label=_l("编号"), max_length=40, help_text=_l("本校这棵树里不重复。"))
    since = Day(label=_l("成立时间"), required=False, help_text=_l("不填就是今天。"))

    def prepare(self) -> None:
        """Only the kinds that may stand here."""
        fitting = [k for k in registry.kinds() if self.organisation.kind in k.parents]
        self.fields["kind"].choices = [(k.id, k.label.here()) for k in fitting]  # type: ignore[attr-defined]


ANY_DAY = _l("不填就是今天。以前的日子补记，以后的日子先计划、到时生效。")


class Turning(VerbForm):
    """Base of the changes that hold from any day: one that is not today is explained first."""

    verb, day = "", "since"

    def foretold(self) -> list[str]:
        """What the chosen day means."""
        day = self.cleaned_data.get(self.day) or clock.today()
        return foretold(self.actor, self.organisation, self.verb, day)


class Rename(Turning):
    """Another name from a day on."""

    verb = "organisations.rename"

    name = forms.CharField(label=_l("新名称"), max_length=80)
    short_name = forms.CharField(label=_l("简称"), max_length=40, required=False)
    since = Day(label=_l("从哪天起"), required=False, help_text=ANY_DAY)


class End(Turning):
    """The end of an organisation."""

    verb, day = "organisations.end", "until"
    reason = forms.CharField(label=_l("为什么撤销"), max_length=200)
    until = Day(label=_l("最后一天"), required=False, help_text=ANY_DAY)


class EndPost(VerbForm):
    """The end of a post."""

    until = Day(label=_l("最后一天"), required=False, help_text=_l("不填就是今天。"))


class Move(Turning):
    """Another parent from a day on."""

    verb = "organisations.move"
    parent = Picked(label=_l("划到哪里"), help_text=NAME_OR_CODE)
    since = Day(label=_l("从哪天起"), required=False, help_text=ANY_DAY)

    def prepare(self) -> None:
        """The present organisations of the same tree that may take it."""
        self.offer("parent", parents_for(self.actor, self.organisation))


class Cover(VerbForm):
    """A unit to answer for."""

    unit = Picked(label=_l("覆盖哪个单位"), help_text=NAME_OR_CODE)
    since = Day(label=_l("从哪天起"), required=False, help_text=_l("不填就是今天。"))

    def prepare(self) -> None:
        """The units not covered by this organisation yet."""
        self.offer("unit", coverable_for(self.actor, self.organisation))


class Uncover(VerbForm):
    """A unit to let go."""

    unit = Picked(label=_l("解除哪个单位"))
    until = Day(label=_l("最后一天"), required=False, help_text=_l("不填就是今天。"))

    def prepare(self) -> None:
        """The units covered now."""
        self.offer("unit", covered_for(self.actor, self.organisation))


class Appoint(VerbForm):
    """A post for a person."""

    role = forms.ChoiceField(label=_l("职务"))
    person = Picked(label=_l("任命谁"), help_text=_l("写姓名或学工号。"))
    since = Day(label=_l("任职时间"), required=False, help_text=_l("不填就是今天。"))
    until = Day(label=_l("任期到"), required=False)

    def prepare(self) -> None:
        """The people the actor may see, the roles that this organisation has and that the actor may give."""
        self.offer("person", people_to_choose(self.actor, "appointments.make"), side_by_side=False)
        post = self.actor.post.role if self.actor.post else ""
        here = self.organisation
        fitting = [
            r
            for r in registry.roles()
            if r.tree in ("any", here.tree)
            and (not r.kinds or here.kind in r.kinds)
            and post in r.appointed_by
        ]
        # Of several, none is taken because it stands first.
        none = [("", _("请选一个职务"))] if len(fitting) > 1 else []
        self.fields["role"].choices = none + [(r.id, r.label.here()) for r in fitting]  # type: ignore[attr-defined]
