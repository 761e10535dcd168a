"""What people type about people and accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.people.queries import people_to_choose
from jingwei.kernel.actor import Actor
from jingwei.ui.picking import Picked


class Reason(forms.Form):
    """Why somebody needs to read what is masked."""

    reason = forms.CharField(label=_l("查看的理由"), max_length=200, help_text=_l("会记进台账，本人看得到。"))


class OpenAccount(forms.Form):
    """An account for somebody on the roster; for an administrator who is none, a name alone."""

    person = Picked(label=_l("给谁"), required=False, help_text=_l("写姓名或学工号。"))
    username = forms.CharField(
        label=_l("账号"),
        max_length=60,
        required=False,
        help_text=_l("不填就用学工号。密码会自动生成，只显示一次。"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picked: Any = self.fields["person"]
        picked.offer(people_to_choose(actor), side_by_side=False)

    def clean(self) -> dict[str, Any]:
        """One of the two names the account."""
        given: dict[str, Any] = super().clean() or {}
        person, username = given.get("person"), given.get("username")
        if not person and not username and not self.errors:
            self.add_error("person", _l("请写姓名或学工号，或者写一个账号名。"))
        given["username"] = username or (person.code if person else "")
        return given


class CloseAccount(forms.Form):
    """Why an account is closed."""

    reason = forms.CharField(label=_l("为什么停用"), max_length=120)


class ReopenAccount(forms.Form):
    """Nothing to type."""


class ResetPassword(forms.Form):
    """Nothing to type: the new password is made."""


class ChangePassword(forms.Form):
    """The present password and the one that replaces it."""

    current = forms.CharField(
        label=_l("现在的密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_l("新密码"),
        max_length=200,
        strip=False,
        help_text=_l("至少 10 个字符。用几个不相干的词连起来，好记又安全。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
