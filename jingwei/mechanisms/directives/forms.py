"""What people type about directives: one small form a verb, its fields named as the verb's values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.forms.fields import UNCHOSEN, Day, Sentence, Ticks
from jingwei.foundation.matters.forms.work import Attach
from jingwei.foundation.matters.queries import clause_choices
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.directives.models import Directive
from jingwei.mechanisms.directives.queries import files_beside, kinds_below, own_matters


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


class Draft(Paper):
    """All of one that is not issued yet: whom it reaches, which clauses it carries out."""

    kinds = Ticks(label=_l("发给谁"), help_text=_l("以下发那天的组织为准，以后的合并、调整不改它。"))
    clauses = forms.MultipleChoiceField(label=_l("落实哪些条款"), required=False)
    field_order = ("title", "text", "kinds", "due", "clauses", "alignment", "paper_number")

    def __init__(self, *args: Any, actor: Actor, organisation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below, fields = kinds_below(actor, organisation), self.fields
        kinds: Any = fields["kinds"]
        kinds.choices = [(kind, _("{words}（{count} 个）").format(words=w, count=n)) for kind, w, n in below]
        clauses: Any = fields["clauses"]
        clauses.choices = clause_choices(organisation.university)


class Redraft(Draft):
    """A draft anew."""

    def __init__(self, *args: Any, actor: Actor, directive: Directive, **kwargs: Any) -> None:
        known = _known(directive) | {"kinds": directive.addressed, "clauses": directive.cited}
        super().__init__(
            *args, actor=actor, organisation=directive.organisation, **{"initial": known} | kwargs
        )


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
        words = {kind: label for kind, label, _count in kinds_below(actor, directive.organisation)}
        again.choices = [(kind, words.get(kind, kind)) for kind in directive.addressed]


class Revise(SignAgain, Paper):
    """The paper anew, and the files that go."""

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


class Supplement(SignAgain, Attach):
    """One file more."""

    what = forms.CharField(label=_l("补了什么"), max_length=200)
    field_order = ("upload", "what", "sign_again")


def _known(directive: Directive) -> dict[str, Any]:
    return {name: getattr(directive, name) for name in Paper.base_fields}


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

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matter: Any = self.fields["matter_id"]
        matter.choices = [("", UNCHOSEN), *((each.pk, each.title) for each in own_matters(actor))]


class Report(forms.Form):
    """What came of it."""

    text = Sentence(label=_l("做成了什么"), max_length=300, help_text=_l("一句话。"))


class Reason(forms.Form):
    """Why."""

    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，对方会看到。"))
