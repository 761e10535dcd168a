"""What a holder types on the pages of clauses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.policy.actions import LONGEST_TEXT
from jingwei.foundation.policy.queries import Followed
from jingwei.foundation.policy.queries.alignment import Alignment


class OfficialTextForm(forms.Form):
    """The text of a clause as issued."""

    text = forms.CharField(
        label=_l("正式文本"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_l("照文件原样贴这一款，不改字。附上以后，本校的人都先看到它；概述还留着。"),
    )


class FromForm(forms.Form):
    """From which day a version is followed, or a document is no more."""

    pack = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    since = forms.DateField(
        label=_l("从哪天起"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_l("不填就从今天起。"),
    )


class DocumentForm(forms.Form):
    """A file with the official text of a document."""

    file = forms.FileField(
        label=_l("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt"}),
        help_text=_l("你手里的正式文件：.docx、有文字的 .pdf，或者 .txt。只在这里读，不另存。"),
    )
    pack = forms.ChoiceField(label=_l("是哪份文件"), widget=forms.RadioSelect)

    def offer(self, documents: Sequence[Followed]) -> None:
        """The documents followed; the only one is chosen already."""
        field: Any = self.fields["pack"]
        field.choices = [(each.pack, each.edition.about.label.here()) for each in documents]
        self.initial.setdefault("pack", documents[0].pack)


class AlignedForm(forms.Form):
    """The sentences of a file, and the clause that a person gave each of them."""

    pack = forms.CharField(max_length=60)
    digest = forms.CharField(max_length=64)
    sentences = forms.CharField(strip=False)

    def aligned(self, followed: Followed) -> tuple[Alignment, dict[int, str]]:
        """The alignment as it was mended, and by the number of its sentence what was typed that is no clause."""
        sentences = tuple(self.cleaned_data["sentences"].replace("\r\n", "\n").split("\n"))
        by_number = {clause.shown: clause.id for clause in followed.edition.clauses.values()}
        given: dict[str, list[int]] = {}
        strange: dict[int, str] = {}
        for number in range(1, len(sentences) + 1):
            typed = str(self.data.get(f"s{number}", "")).split(" ")[0].strip()
            clause = typed if typed in followed.edition.clauses else by_number.get(typed, "")
            if clause:
                given.setdefault(clause, []).append(number)
            elif typed:
                strange[number] = typed
        return Alignment(sentences, {each: tuple(numbers) for each, numbers in given.items()}), strange
