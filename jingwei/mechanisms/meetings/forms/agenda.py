"""What people type about agenda items: three fields and a paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.forms.fields import Sentence
from jingwei.foundation.matters.forms.work import Attach
from jingwei.mechanisms.meetings.actions import Kind
from jingwei.mechanisms.meetings.models import AgendaItem, ItemList
from jingwei.mechanisms.meetings.queries import ListedKind, kinds_of, proposed_kind
from jingwei.mechanisms.meetings.queries.limits import limits_in_words

LONGEST_OWN = 1000


class Paper(forms.Form):
    """What it is called, which kind it is, what is asked; and the paper, where there is one."""

    title = forms.CharField(
        label=_l("议题"), max_length=80, help_text=_l("关于什么，几个字就行。种类会跟着选好，不对再改。")
    )
    kind = forms.ChoiceField(label=_l("哪一类"), widget=forms.RadioSelect)
    proposal = Sentence(
        rows=5, label=_l("请会议定什么"), max_length=2000, help_text=_l("写清要定的事和几种办法。")
    )

    def __init__(self, *args: Any, kinds: Sequence[ListedKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [
            (each.id, _("{kind}（{way}）").format(kind=each.label, way=each.way)) for each in kinds
        ]


class Lay(Attach):
    """A file of the paper, with what the bodies on its way ask of it."""

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].help_text = limits_in_words(item)


class Propose(Paper):
    """A new one: the kind follows from the title, until another is chosen; a file may come with it."""

    upload = forms.FileField(label=_l("上会材料"), required=False, help_text=_l("可以不附，也可以以后再附。"))

    def __init__(self, *args: Any, kinds: Sequence[ListedKind], **kwargs: Any) -> None:
        super().__init__(*args, kinds=kinds, **kwargs)
        told = proposed_kind(kinds, str(self.initial.get("title", "")))
        self.initial["kind"] = self.initial.get("kind") or (told.id if told else None)


class Revise(Paper):
    """The same, as it is now."""

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": item.title, "kind": item.kind, "proposal": item.proposal}
        listed = kinds_of(item.organisation)
        if item.kind not in {each.id for each in listed}:
            listed.append(ListedKind(item.kind, item.kind_label, tuple(item.bodies)))
        super().__init__(*args, kinds=listed, **kwargs)
        self.fields["proposal"].help_text = _("改了就是新的一稿：要重新同意上会，研究过的要再研究。")


class Reason(forms.Form):
    """One sentence why."""

    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，留在台账里。"))


class Urge(Reason):
    """Why it cannot wait until it was studied."""

    reason = Sentence(
        label=_l("为什么等不及"),
        max_length=200,
        help_text=_l("要另一个人附议；上级会收到，事后复核。报告里一直看得到。"),
    )


class Review(forms.Form):
    """What the level above says afterwards."""

    text = Sentence(label=_l("复核意见"), max_length=300, help_text=_l("一句话。"))


class Lists(forms.Form):
    """Which kinds go through the Party organisation first, and what the organisation adds to them."""

    own = forms.CharField(
        label=_l("本组织再加的，一行一类"),
        required=False,
        max_length=LONGEST_OWN,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_l("先由党组织会议研究，再上党政联席会议。"),
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[ListedKind],
        route: Sequence[str],
        last: ItemList | None,
        **kwargs: Any,
    ) -> None:
        kept = [each["label"] for each in last.kinds if "label" in each] if last else []
        kwargs["initial"] = {"own": "\n".join(kept)}
        super().__init__(*args, **kwargs)
        self.route = list(route)
        self.open = [each for each in kinds if not each.id.startswith("own-") and len(each.route) == 1]
        self.raised = [
            each
            for each in kinds
            if last and not each.id.startswith("own-") and each.id in {row["id"] for row in last.kinds}
        ]
        for each in self.choosable:
            self.fields[each.id] = forms.BooleanField(
                label=_("{kind}：也先由党组织研究").format(kind=each.label),
                required=False,
                initial=each in self.raised,
            )
        self.order_fields([*(each.id for each in self.choosable), "own"])
        if len(self.route) < 2:
            del self.fields["own"]

    @property
    def choosable(self) -> list[ListedKind]:
        """The kinds that only the deciding body hears by the pack, which may be sent through the Party organisation first."""
        seen = {each.id: each for each in (*self.open, *self.raised)}
        return [each for each in seen.values() if each.route[-1] == self.route[-1]]

    def clean(self) -> dict[str, Any]:
        """The values of the verb."""
        values = super().clean() or {}
        kinds = [Kind(self.route, id=each.id) for each in self.choosable if values.get(each.id)]
        lines = filter(None, map(str.strip, str(values.get("own") or "").splitlines()))
        return {"kinds": kinds + [Kind(self.route, label=line) for line in lines]}
