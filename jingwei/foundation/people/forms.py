"""What people type about people and accounts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.people.models import Person
from jingwei.foundation.people.queries import people_to_choose
from jingwei.kernel.actor import Actor
from jingwei.ui.picking import Picked

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Reason(forms.Form):
    """Why somebody needs to read what is masked."""

    reason = forms.CharField(label=_l("查看的理由"), max_length=200, help_text=_l("会记进台账，本人看得到。"))


class AskAmendment(forms.Form):
    """What is wrong about oneself, in a sentence."""

    wish = forms.CharField(
        label=_l("哪里不对，应该是什么"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_l("写一句就行，例如：电话应为 199 0000 1234。管名册的部门会答复。"),
    )


class AcceptAmendment(forms.Form):
    """The corrected values; what is left empty stays as it is."""

    name = forms.CharField(label=_l("姓名"), max_length=60, required=False)
    sex = forms.ChoiceField(label=_l("性别"), required=False)
    category = forms.ChoiceField(label=_l("类别"), required=False)
    standing = forms.ChoiceField(label=_l("政治面貌"), required=False)
    id_number = forms.CharField(label=_l("证件号"), max_length=18, required=False)
    phone = forms.CharField(label=_l("电话"), max_length=20, required=False)
    email = forms.EmailField(label=_l("邮箱"), max_length=120, required=False)
    job_title = forms.CharField(label=_l("职称"), max_length=40, required=False)
    joined_on = forms.DateField(label=_l("入党时间"), required=False, widget=DAY)
    full_member_on = forms.DateField(label=_l("转正时间"), required=False, widget=DAY)
    answer = forms.CharField(label=_l("给本人的话"), max_length=300, required=False)

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sex", "category", "standing"):
            chosen: Any = self.fields[name]
            column: Any = Person._meta.get_field(name)
            chosen.choices = [("", _l("不变")), *column.choices]
        for name, value in known.items():
            self.fields[name].help_text = _("现在：{value}").format(value=value or "—")

    def clean(self) -> dict[str, Any]:
        """Only what was filled in."""
        given: dict[str, Any] = super().clean() or {}
        return {key: value for key, value in given.items() if value}


class DeclineAmendment(forms.Form):
    """Why the data stay as they are."""

    answer = forms.CharField(label=_l("为什么不更正"), max_length=300, help_text=_l("本人会看到。"))


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
        picked.offer(people_to_choose(actor, "accounts.open"), side_by_side=False)

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


class EndSessions(forms.Form):
    """Why an account is signed out everywhere."""

    reason = forms.CharField(label=_l("为什么强制退出"), max_length=120, help_text=_l("会记进台账。"))


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
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = settings.RULES.passwords
        told = [_("至少 {n} 个字符。用几个不相干的词连起来，好记又安全。").format(n=rules.shortest)]
        if rules.not_again:
            told.append(_("最近用过的 {n} 个不能再用。").format(n=rules.not_again))
        self.fields["password"].help_text = "".join(told)
