"""What people choose when organisations become one, or one becomes several: first which, then who goes where."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.actions import Part
from jingwei.foundation.organisations.forms.one import ANY_DAY, Day, VerbForm
from jingwei.foundation.organisations.queries import (
    Organisation,
    below_of,
    members_of,
    mergeable_for,
    merger_foretold,
    posts_of_all,
    posts_that_fit,
    split_foretold,
)
from jingwei.kernel.packs import registry

HERE, MOST_PEOPLE = "0", 300
NEW = ("1", "2")


class Joining(VerbForm):
    """Base: reads the day and the ids that stand in the request before the form is checked."""

    data: Any

    def day(self) -> date:
        """The day that was typed, today where none was, or none that can be read."""
        try:
            return date.fromisoformat(self.data.get("since", ""))
        except ValueError:
            return clock.today()

    def suggest(self, name: str, values: list[str]) -> None:
        """Fill a field that the reader has not had before her yet."""
        if "foretold" not in self.data:
            self.data = self.data.copy()
            self.data.setlist(name, values)


class Merge(Joining):
    """Which go into one, and under which name."""

    others = forms.TypedMultipleChoiceField(
        label=_l("哪些一起合并"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=_l("新组织的名称"),
        max_length=80,
        required=False,
        help_text=_l("不写，就并入这个组织；写了，就合成一个新的。"),
    )
    code = forms.CharField(label=_l("新组织的编号"), max_length=40, required=False)
    since = Day(label=_l("从哪天起"), required=False, help_text=ANY_DAY)
    posts = forms.TypedMultipleChoiceField(
        label=_l("哪些任职照旧"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_l("没有勾选的，到前一天为止。"),
    )

    def prepare(self) -> None:
        """Those beside it; once some are chosen, their posts, the ones that clash with nobody's ticked."""
        beside = {str(each.pk): each for each in mergeable_for(self.actor, self.organisation, self.day())}
        self.fields["others"].choices = [(pk, each.name) for pk, each in beside.items()]  # type: ignore[attr-defined]
        chosen = [beside[pk] for pk in self.data.getlist("others") if pk in beside] if self.is_bound else []
        self.parts = [self.organisation, *chosen] if self.data.get("code") else chosen
        self.into = None if self.data.get("code") else self.organisation
        posts = posts_of_all([part.pk for part in self.parts], self.day())
        if not posts:
            del self.fields["posts"]
            return
        self.fields["posts"].choices = [(str(post.pk), _post(post)) for post in posts]  # type: ignore[attr-defined]
        self.suggest("posts", [str(post.pk) for post in posts_that_fit(self.into, posts, self.day())])

    def clean(self) -> dict[str, Any]:
        """Somebody goes into it, and a new one has both a name and a code."""
        given = super().clean() or {}
        if not self.parts:
            self.add_error("others", _("选出要并进来的组织，或者写新组织的名称和编号。"))
        if bool(given.get("name")) != bool(given.get("code")):
            self.add_error("code" if given.get("name") else "name", _("新组织的名称和编号要一起写。"))
        return given

    def foretold(self) -> list[str]:
        """The plan: who and what goes along, what ends."""
        name = self.cleaned_data["name"] or self.organisation.name
        kept = self.cleaned_data.get("posts", [])
        return merger_foretold(self.parts, name, self.into, kept, self.day())


class Split(Joining):
    """What comes out of an organisation: up to two new ones here, and who goes into which."""

    name_1 = forms.CharField(label=_l("新组织的名称"), max_length=80)
    code_1 = forms.CharField(label=_l("新组织的编号"), max_length=40)
    name_2 = forms.CharField(label=_l("第二个新组织的名称"), max_length=80, required=False)
    code_2 = forms.CharField(label=_l("第二个新组织的编号"), max_length=40, required=False)
    stays = forms.BooleanField(label=_l("原组织还在"), required=False, initial=True)
    since = Day(label=_l("从哪天起"), required=False, help_text=ANY_DAY)

    def prepare(self) -> None:
        """Once the new ones are named: where each of those below and each person goes; by itself nobody moves."""
        self.places: dict[str, tuple[str, int]] = {}
        if not self.data.get("name_1"):
            return
        names = [(n, self.data[f"name_{n}"]) for n in NEW if self.data.get(f"name_{n}")]
        stay = self.organisation.name if self.data.get("stays") else _("跟第一个新组织")
        choices = [(HERE, stay), *names]
        for each in below_of(self.organisation, self.day()):
            self._ask("below", each.pk, each.name, choices)
        people = {row.person_id: row.person for row in members_of([self.organisation.pk], self.day())}
        for person in list(people.values())[:MOST_PEOPLE]:
            self._ask("people", person.pk, f"{person.name}　{person.code}", choices)

    def _ask(self, what: str, pk: int, label: str, choices: list[tuple[str, str]]) -> None:
        name = f"{what}-{pk}"
        self.places[name] = (what, pk)
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=HERE)
        self.suggest(name, [HERE])

    def clean(self) -> dict[str, Any]:
        """A second one has both a name and a code; without the old one there are two."""
        given = super().clean() or {}
        if bool(given.get("name_2")) != bool(given.get("code_2")):
            self.add_error("code_2" if given.get("name_2") else "name_2", _("新组织的名称和编号要一起写。"))
        if not given.get("stays") and not given.get("name_2"):
            self.add_error("name_2", _("原组织不留下的话，至少分成两个。"))
        return given

    def asked(self) -> dict[str, Any]:
        """The parts, with those who go into each."""
        given = self.cleaned_data
        parts = []
        for n in NEW:
            if given.get(f"name_{n}"):
                gone = [place for name, place in self.places.items() if given.get(name) == n]
                where = {what: [pk for kind, pk in gone if kind == what] for what in ("people", "below")}
                parts.append(Part(given[f"name_{n}"], given[f"code_{n}"], **where))
        return {"parts": parts, "stays": given["stays"], "since": given.get("since")}

    def foretold(self) -> list[str]:
        """What becomes of it."""
        asked = self.asked()
        parts = [(part.name, len(part.people), len(part.below)) for part in asked["parts"]]
        return split_foretold(self.organisation, parts, stays=asked["stays"], day=self.day())


def _post(post: Any) -> str:
    organisation: Organisation = post.organisation
    role = registry.role(post.role).label.here()
    return _("{person}　{organisation}{role}").format(
        person=post.person.name, organisation=organisation.name, role=role
    )
