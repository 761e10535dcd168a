"""What people type about directives: one small form a verb, its fields named as the verb's values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.forms.fields import UNCHOSEN, Day, Sentence, Ticks
from jingwei.foundation.matters.forms.work import Attach
from jingwei.foundation.matters.queries import clause_choices
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries import (
    files_beside,
    hands_for,
    has_below,
    kinds_below,
    kinds_sent,
    named_already,
    own_matters,
    reach_of,
    to_name,
)
from jingwei.ui.days import day as shown
from jingwei.ui.picking import Picked

OWN_DAY = "due_of_"
"""With a kind behind it, the field of the day of that kind."""


class Paper(forms.Form):
    """The paper itself and the day by which those addressed report."""

    title = forms.CharField(label=_l("标题"), max_length=80)
    text = Sentence(rows=8, label=_l("要求"), max_length=5000, help_text=_l("最多五千字。"))
    due = Day(label=_l("哪天前回报"))
    alignment = Sentence(
        label=_l("对标对表"),
        max_length=300,
        required=False,
        help_text=_l("落实的是什么；和以前的决定有不同的，写明不同在哪里。"),
    )
    paper_number = forms.CharField(label=_l("文号"), max_length=40, required=False)


class Days(forms.Form):
    """The kinds that report by a day of their own, folded away: most have none."""

    folded: tuple[str, ...] = ()

    def offer_days(self, kinds: Sequence[tuple[str, str]], known: Mapping[str, Any]) -> None:
        """A day for each of these kinds, as it is known."""
        for kind, words in kinds:
            label = _("{words}哪天前回报").format(words=words)
            self.fields[f"{OWN_DAY}{kind}"] = Day(label=label, required=False)
            self.initial.setdefault(f"{OWN_DAY}{kind}", known.get(kind))
        self.folded = tuple(name for name in self.fields if name.startswith(OWN_DAY))

    @property
    def is_unfolded(self) -> bool:
        """Whether one of them has a day, so that it is not hidden."""
        return any(self[name].value() or self[name].errors for name in self.folded)

    def clean(self) -> dict[str, Any]:
        """The days by kind, as the verbs take them."""
        values = super().clean() or self.cleaned_data
        given = {name.removeprefix(OWN_DAY): values.pop(name, None) for name in self.folded}
        return values | {"dues": {kind: day for kind, day in given.items() if day}}


class Draft(Days, Paper):
    """All of one that is not issued yet: whom it reaches, which clauses it carries out."""

    kinds = Ticks(
        label=_l("发给谁"),
        required=False,
        help_text=_l("以下发那天的组织为准，以后的合并、调整不改它。起草以后还能一个一个加、一个一个去掉。"),
    )
    with_covered = forms.BooleanField(
        label=_l("也发给它们覆盖的业务单位"),
        required=False,
        help_text=_l("按下发那天的覆盖关系；由覆盖它的党组织核销。"),
    )
    clauses = forms.MultipleChoiceField(label=_l("落实哪些条款"), required=False)
    field_order = ("title", "text", "kinds", "with_covered", "due", "clauses", "alignment", "paper_number")

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        organisation: Any,
        days: Mapping[str, Any] | None = None,
        reach: Sequence[tuple[str, str, int]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        below, fields = kinds_below(actor, organisation), self.fields
        kinds: Any = fields["kinds"]
        kinds.choices = _with_numbers(below)
        kinds_known = {kind: words for kind, words, _count in [*below, *reach]}
        self.offer_days(list(kinds_known.items()), days or {})
        clauses: Any = fields["clauses"]
        clauses.choices = clause_choices(organisation.university)


def _with_numbers(kinds: Sequence[tuple[str, str, int]]) -> list[tuple[str, str]]:
    """Kinds to choose from, each with how many there are."""
    return [(kind, _("{words}（{count} 个）").format(words=w, count=n)) for kind, w, n in kinds]


class Redraft(Draft):
    """A draft anew."""

    def __init__(self, *args: Any, actor: Actor, directive: Directive, **kwargs: Any) -> None:
        known = _known(directive) | {"kinds": directive.addressed, "clauses": directive.cited}
        known["with_covered"] = directive.with_covered
        about: dict[str, Any] = {
            "actor": actor,
            "organisation": directive.organisation,
            "days": directive.days,
        }
        about["reach"] = reach_of(actor, directive)
        super().__init__(*args, **{"initial": known} | about | kwargs)


class SignAgain(forms.Form):
    """What was changed, and who has to sign again."""

    what = forms.CharField(label=_l("改了什么"), max_length=200)
    sign_again = Ticks(
        label=_l("请谁重新签收"),
        required=False,
        help_text=_l("小改不用；要求变了的才请受影响的组织重新签收。"),
    )

    def __init__(self, *args: Any, actor: Actor, directive: Directive, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again: Any = self.fields["sign_again"]
        again.choices = kinds_sent(actor, directive)


class Revise(Days, SignAgain, Paper):
    """The paper anew, its days, and the files that go."""

    files_off = forms.TypedMultipleChoiceField(
        label=_l("取下哪些附件"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = (*Paper.base_fields, "files_off", "what", "sign_again")

    def __init__(self, *args: Any, actor: Actor, directive: Directive, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, directive=directive, **{"initial": _known(directive)} | kwargs)
        off: Any = self.fields["files_off"]
        off.choices = [(file.pk, file.name) for file in files_beside(actor, directive)]
        if not off.choices:
            del self.fields["files_off"]
        again: Any = self.fields["sign_again"]
        self.offer_days(again.choices, directive.days)


class Supplement(SignAgain, Attach):
    """One file more."""

    what = forms.CharField(label=_l("补了什么"), max_length=200)
    field_order = ("upload", "what", "sign_again")


def _known(directive: Directive) -> dict[str, Any]:
    return {name: getattr(directive, name) for name in Paper.base_fields}


class Single(forms.Form):
    """One organisation, named."""

    organisation = Picked(label=_l("哪个组织"), help_text=_l("写名称里的几个字，从提示里选。"))

    def __init__(self, *args: Any, actor: Actor, directive: Directive, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.offer(to_name(actor, directive), side_by_side=False)


class Unname(Single):
    """One of those that are named already."""

    def __init__(self, *args: Any, actor: Actor, directive: Directive, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, directive=directive, **kwargs)
        field: Any = self.fields["organisation"]
        field.offer(named_already(actor, directive))


class TakeOn(forms.Form):
    """How it is carried out here."""

    matter_id = forms.TypedChoiceField(
        label=_l("用哪件事项"), required=False, coerce=int, empty_value=None, widget=forms.Select
    )
    plan = Sentence(
        label=_l("怎么落实"),
        max_length=300,
        required=False,
        help_text=_l("一句话；下级也看得到。选了事项可以不写。"),
    )
    due_below = Day(label=_l("下级哪天前回报"), required=False)

    def __init__(self, *args: Any, actor: Actor, receipt: Receipt, **kwargs: Any) -> None:
        said = receipt.carries if receipt.carries and not (receipt.plan or receipt.matter_id) else receipt
        known = {name: getattr(said, name) for name in ("matter_id", "plan")}
        known["due_below"] = receipt.due_below
        super().__init__(*args, **{"initial": known} | kwargs)
        if has_below(actor, receipt):
            self.fields["due_below"].help_text = _(
                "你们自己 {day} 前回报，下级不能更晚；不写就按原来的日子。"
            ).format(day=shown(receipt.due))
        else:
            del self.fields["due_below"]
        matter: Any = self.fields["matter_id"]
        matter.choices = [("", UNCHOSEN), *((each.pk, each.title) for each in own_matters(actor))]


class Forward(forms.Form):
    """To whom below it goes on, and how it is carried out here."""

    kinds = Ticks(
        label=_l("转发给谁"),
        required=False,
        help_text=_l("原文不用再写，下面看到的就是上级的原文；已经收到的不会再收一次。"),
    )
    with_covered = forms.BooleanField(
        label=_l("也发给它们覆盖的业务单位"),
        required=False,
        help_text=_l("按今天的覆盖关系；由覆盖它的党组织核销。"),
    )
    plan = Sentence(
        label=_l("我们怎么落实"), max_length=300, required=False, help_text=_l("一句话；下级和原文一起看到。")
    )
    due_below = Day(label=_l("下级哪天前回报"))

    def __init__(self, *args: Any, actor: Actor, receipt: Receipt, **kwargs: Any) -> None:
        known = {"plan": receipt.plan, "due_below": receipt.due_below or receipt.due}
        super().__init__(*args, **{"initial": known} | kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.choices = _with_numbers(kinds_below(actor, receipt.organisation))
        self.fields["due_below"].help_text = _("你们自己 {day} 前回报，下级不能更晚。").format(
            day=shown(receipt.due)
        )


class Hand(forms.Form):
    """Into whose hands it goes."""

    person = Picked(label=_l("交给谁"), help_text=_l("写姓名或学工号。"))

    def __init__(self, *args: Any, actor: Actor, receipt: Receipt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picked: Any = self.fields["person"]
        picked.offer(hands_for(actor, receipt), side_by_side=False)


class Report(forms.Form):
    """What came of it."""

    text = Sentence(label=_l("做成了什么"), max_length=300, help_text=_l("一句话。"))


class Reason(forms.Form):
    """Why."""

    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，对方会看到。"))
