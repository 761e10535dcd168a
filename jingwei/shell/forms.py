"""What people type into the shell: name and password."""

from django import forms
from django.utils.translation import gettext_lazy as _l


class SignIn(forms.Form):
    """User name and password."""

    username = forms.CharField(label=_l("账号"), max_length=60)
    password = forms.CharField(label=_l("密码"), max_length=200, widget=forms.PasswordInput, strip=False)
