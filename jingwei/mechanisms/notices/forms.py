"""What somebody chooses about notices."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.notices import KINDS
from jingwei.mechanisms.notices.models import Messenger, NoticePreference

WAYS = ("mail", "digest_at", "quiet_from", "quiet_until", "rests")
"""What only matters where something can leave the page."""
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class Choose(forms.Form):
    """By which ways, when, and what."""

    mail = forms.BooleanField(label=_l("发邮件"), required=False)
    digest_at = forms.TimeField(
        label=_l("每日汇总的时间"), widget=HOUR, help_text=_l("不急的攒在一起，一天一封。")
    )
    quiet_from = forms.TimeField(label=_l("安静时段从"), widget=HOUR)
    quiet_until = forms.TimeField(
        label=_l("到"), widget=HOUR, help_text=_l("两个时间一样，就是不设安静时段。")
    )
    rests = forms.BooleanField(label=_l("休息日和节假日不发"), required=False)
    told = forms.MultipleChoiceField(
        label=_l("要告诉我的"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        chosen: NoticePreference,
        address: str,
        goes_out: bool,
        has_mail: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(chosen, name) for name in WAYS}
        self.initial["told"] = [kind for kind in KINDS if kind not in chosen.muted_kinds]
        several: Any = self.fields["told"]
        several.choices = [(kind.name, kind.label) for kind in KINDS.values()]
        no_address = _("名册里还没有你的邮箱，可以在“我的数据”里申请补上。")
        goes_to = _("默认就发，发到 {address}：急的几分钟内一封，不急的一天一封；不想收就不勾。")
        self.fields["mail"].help_text = goes_to.format(address=address) if address else no_address
        for name in () if goes_out else WAYS:
            del self.fields[name]
        if goes_out and not has_mail:
            del self.fields["mail"]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the verb takes."""
        values = dict(self.cleaned_data)
        told = values.pop("told")
        return values | {"muted": [kind for kind in KINDS if kind not in told]}


class SetRobot(forms.Form):
    """The robot of a group in a messenger."""

    kind = forms.ChoiceField(label=_l("哪个软件"), choices=Messenger.choices, widget=forms.RadioSelect)
    url = forms.CharField(
        label=_l("机器人地址"), max_length=500, help_text=_l("在群里添加机器人，把给的地址整个复制过来。")
    )
    secret = forms.CharField(
        label=_l("加签密钥"),
        max_length=500,
        required=False,
        help_text=_l("企业微信没有；钉钉、飞书勾了签名校验才有。"),
    )


class SetApp(forms.Form):
    """The application of a university at one messenger, in the words of its own back office."""

    key = forms.CharField(max_length=100)
    agent = forms.CharField(
        label="AgentId", max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    secret = forms.CharField(
        max_length=200,
        help_text=_l("加密保存，以后不再显示；要改就整个重填。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    base = forms.CharField(
        label=_l("私有部署的地址"),
        max_length=200,
        required=False,
        help_text=_l("用公有云的不填。私有部署的先由运维在 rules.yaml 里列出来。"),
    )
    words: ClassVar[dict[Messenger, tuple[Any, str]]] = {
        Messenger.WECOM: (_l("CorpID（企业 ID）"), "Secret"),
        Messenger.DINGTALK: ("Client ID（AppKey）", "Client Secret（AppSecret）"),
        Messenger.FEISHU: ("App ID", "App Secret"),
    }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{kind}-%s"
        self.fields["key"].label, self.fields["secret"].label = self.words[Messenger(kind)]
        if kind == Messenger.FEISHU:
            del self.fields["agent"]
