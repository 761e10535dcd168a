"""What people type about organisations: one small form a verb."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Organisation, standing
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry


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


class Rename(VerbForm):
    """Another name from a day on."""

    name = forms.CharField(label=_l("新名称"), max_length=80)
    short_name = forms.CharField(label=_l("简称"), max_length=40, required=False)
    since = Day(label=_l("从哪天起"), required=False, help_text=_l("不填就是今天。"))


class End(VerbForm):
    """The end of an organisation."""

    reason = forms.CharField(label=_l("为什么撤销"), max_length=200)
    until = Day(label=_l("最后一天"), required=False, help_text=_l("不填就是今天。"))


class EndPost(VerbForm):
    """The end of a post."""

    until = Day(label=_l("最后一天"), required=False, help_text=_l("不填就是今天。"))


class Move(VerbForm):
    """Another parent from a day on."""

    parent = forms.ModelChoiceField(label=_l("划到哪里"), queryset=Organisation.objects.none())
    since = Day(label=_l("从哪天起"), required=False, help_text=_l("不填就是今天。"))

    def prepare(self) -> None:
        """The present organisations of the same tree that may take it."""
        allowed = registry.kind(self.organisation.kind).parents
        _choose(self, "parent", _present(self.organisation, tree=self.organisation.tree, kind__in=allowed))


class Cover(VerbForm):
    """A unit to answer for."""

    unit = forms.ModelChoiceField(label=_l("覆盖哪个单位"), queryset=Organisation.objects.none())
    since = Day(label=_l("从哪天起"), required=False, help_text=_l("不填就是今天。"))

    def prepare(self) -> None:
        """The university's units not covered by this organisation yet."""
        covered = self.organisation.coverages.filter(in_force(clock.today())).values("unit_id")
        _choose(self, "unit", _present(self.organisation, tree="unit").exclude(pk__in=covered))


class Uncover(VerbForm):
    """A unit to let go."""

    unit = forms.ModelChoiceField(label=_l("解除哪个单位"), queryset=Organisation.objects.none())
    until = Day(label=_l("最后一天"), required=False, help_text=_l("不填就是今天。"))

    def prepare(self) -> None:
        """The units covered now."""
        covered = self.organisation.coverages.filter(in_force(clock.today())).values("unit_id")
        _choose(self, "unit", _present(self.organisation, tree="unit").filter(pk__in=covered))


class Appoint(VerbForm):
    """A post for a person."""

    role = forms.ChoiceField(label=_l("职务"))
    code = forms.CharField(label=_l("学工号"), max_length=32)
    since = Day(label=_l("任职时间"), required=False, help_text=_l("不填就是今天。"))
    until = Day(label=_l("任期到"), required=False)

    def prepare(self) -> None:
        """The roles that this organisation has and that the actor may give."""
        post = self.actor.post.role if self.actor.post else ""
        here = self.organisation
        fitting = [
            r
            for r in registry.roles()
            if r.tree in ("any", here.tree)
            and (not r.kinds or here.kind in r.kinds)
            and post in r.appointed_by
        ]
        self.fields["role"].choices = [(r.id, r.label.here()) for r in fitting]  # type: ignore[attr-defined]


def _present(organisation: Organisation, **which: Any) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(
        standing(clock.today()), university_id=organisation.university_id, **which
    )
    return rows.exclude(pk=organisation.pk).order_by("path")


def _choose(form: forms.Form, name: str, rows: QuerySet[Organisation]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
