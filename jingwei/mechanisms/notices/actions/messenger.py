"""The verbs on the robot of a messenger."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import outward, robots
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.events import label_kept
from jingwei.mechanisms.notices import events, rules
from jingwei.mechanisms.notices.actions.choosing import held, kept
from jingwei.mechanisms.notices.models import Messenger, NoticePreference

LONGEST = 500


@action("notices.set_robot", label=_l("接群机器人"), rule=rules.ones_own, lock=False)
def set_robot(
    preference: NoticePreference, *, actor: Actor, kind: str, url: str, secret: str = ""
) -> NoticePreference:
    """Be told through the robot of a group in a messenger; it says how many things there are, and never what."""
    chosen = held(preference)
    try:
        if max(len(url), len(secret)) > LONGEST:
            raise outward.Forbidden("too long for an address")
        chosen.robot = robots.robot(kind, url.strip(), secret.strip())
    except outward.Forbidden as fault:
        raise Invalid.field(
            "url", _("这不是所选软件的机器人地址，请从机器人的设置里整个复制过来。")
        ) from fault
    return kept(chosen, events.RobotSet(messenger=label_kept(Messenger(kind).label)), actor)


@action("notices.drop_robot", label=_l("停掉群机器人"), rule=rules.ones_own, lock=False)
def drop_robot(preference: NoticePreference, *, actor: Actor) -> NoticePreference:
    """Be told through no robot any more; its address is forgotten."""
    chosen = held(preference)
    chosen.robot = None
    return kept(chosen, events.RobotDropped(), actor)
