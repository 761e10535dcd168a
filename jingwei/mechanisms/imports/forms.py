"""What people hand in: one file; its kind only where they want to say it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.sheets.kinds import offered
from jingwei.mechanisms.imports.models import kind_labels

HOLDS = {
    "": _l("表头够清楚就不用选"),
    "organisations": _l("党组织或业务单位，连同上下级"),
    "branches": _l("支部名册，写明所属分党委"),
    "people": _l("教职工、学生、党员名册"),
    "appointments": _l("书记、院长、组织员等任职"),
}
ACCEPTED = ".xlsx,.xls,.csv,.et,.txt"


class HandIn(forms.Form):
    """A sheet to look at."""

    file = forms.FileField(
        label=_l("表格"),
        help_text=_l("Excel、WPS 或 CSV。表头在哪一行、列按什么顺序都可以。"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    kind = forms.ChoiceField(
        label=_l("表里是什么"),
        required=False,
        choices=lambda: [("", _l("看表头自动认")), *kind_labels().items()],
    )

    def options(self) -> list[dict[str, Any]]:
        """The kinds as cards: what each holds, the one in use marked."""
        chosen = self["kind"].value() or ""
        holds = HOLDS | {name: kind.holds for name, kind in offered().items()}
        return [
            {"value": value, "label": label, "text": holds[value], "checked": value == chosen}
            for value, label in self.fields["kind"].choices  # type: ignore[attr-defined]
        ]
