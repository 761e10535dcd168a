"""The .docx that a school uploads as its own template."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _l


class OwnTemplate(forms.Form):
    """The file."""

    upload = forms.FileField(
        label=_l("自己的模板"), widget=forms.ClearableFileInput(attrs={"accept": ".docx"})
    )
