"""The verbs on applications of messengers: set up by the system administrator, switched on by each person for themselves."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import messengers, outward
from jingwei.adapters.limits import Limit
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, TooMany
from jingwei.mechanisms.notices import events, rules
from jingwei.mechanisms.notices.actions.reaching import look_up, try_app
from jingwei.mechanisms.notices.models import Messenger, MessengerApp, NoticePreference, Outcome, Reach

AGAIN = Limit("looking again for somebody at a messenger", most=1, seconds=3600)
ANEW = Limit("switching on an application of a messenger", most=5, seconds=3600)
LONGEST = {"key": 100, "secret": 200, "agent": 20, "base": 200}


@action("notices.set_app", label=_l("接应用消息"), lock=False)
def set_app(
    university: Any, *, actor: Actor, kind: str, key: str, secret: str, agent: str = "", base: str = ""
) -> MessengerApp:
    """Let people be told through an application at a messenger; its secret is never shown again."""
    given = {"key": key.strip(), "secret": secret.strip(), "agent": agent.strip(), "base": base.strip()}
    _check(kind, given)
    field: Any = MessengerApp._meta.get_field("concealed")
    found, _made = MessengerApp.objects.select_for_update(no_key=True).get_or_create(
        university_id=university.pk, kind=kind
    )
    # Another application may know people by other ids.
    found.reaches.update(user="", asked_of="")
    found.key, found.agent, found.base = given["key"], given["agent"], given["base"]
    found.concealed = field.conceal(given["secret"], university.pk, kind)
    return _kept(found, events.AppSet(messenger=found.title), actor)


def _check(kind: str, given: dict[str, str]) -> None:
    if kind not in Messenger:
        raise Invalid.field("kind", _("没有“{kind}”这个软件。").format(kind=kind))
    for name, value in given.items():
        if len(value) > LONGEST[name] or not value.isprintable():
            raise Invalid.field(name, _("这里写得太长，或者有看不见的字符，请重新复制。"))
    for name in ("key", "secret"):
        if not given[name]:
            raise Invalid.field(name, _("这一项要填，在应用后台复制。"))
    try:
        messengers.app(kind, **given)
    except outward.Forbidden as fault:
        raise Invalid.field(
            "base", _("这不是所选软件的地址；私有部署的要先由运维在 rules.yaml 里列出来。")
        ) from fault
    except ValueError as fault:
        raise Invalid.field("agent", _("这一项是数字，在应用后台的 AgentId 一栏。")) from fault


@action("notices.drop_app", label=_l("停用应用消息"), rule=rules.app_is_set)
def drop_app(app: MessengerApp, *, actor: Actor) -> MessengerApp:
    """Tell nobody through the application any more; its secret and whom it knows are forgotten."""
    app.reaches.all().delete()
    app.key = app.agent = app.base = app.concealed = ""
    return _kept(app, events.AppDropped(messenger=app.title), actor)


@action("notices.test_app", label=_l("试发一条"), rule=rules.app_is_set)
def test_app(app: MessengerApp, *, actor: Actor) -> MessengerApp:
    """Let the application send something to oneself; what the other end answers is kept with it."""
    app.outcome, app.answer = Outcome.WAITING, ""
    app.save(update_fields=["outcome", "answer"])
    record(events.AppTested(messenger=app.title), actor=actor, subject=app)
    try_app.enqueue(app.university_id, app.pk, actor.person_id or 0)
    return app


def _kept(app: MessengerApp, event: Any, actor: Actor) -> MessengerApp:
    """What was known of the application as it was before is known no more."""
    app.token, app.token_until = "", None
    app.outcome, app.answer = Outcome.NONE, ""
    app.version += 1
    app.save()
    record(event, actor=actor, subject=app)
    return app


@action("notices.turn_on_app", label=_l("打开应用消息"), rule=rules.ones_own, lock=False)
def turn_on_app(preference: NoticePreference, *, actor: Actor, kind: str) -> NoticePreference:
    """Be told through the application of a messenger, which is asked for one's phone number; again where it knew nobody."""
    app = _app_of(preference, kind)
    person = preference.account.person
    if not (person and person.phone_mark):
        raise Invalid.field("kind", _("名册里还没有你的手机号，可以在“我的数据”里申请补上。"))
    found, made = Reach.objects.get_or_create(
        account_id=preference.pk, app=app, defaults={"university_id": preference.university_id}
    )
    if not found.user:
        _bounded(ANEW if made else AGAIN, preference, kind)
        Reach.objects.filter(pk=found.pk, user="").update(asked_of="")
    record(events.AppTurnedOn(messenger=app.title), actor=actor, subject=preference)
    look_up.enqueue(preference.university_id, found.pk)
    return preference


@action("notices.turn_off_app", label=_l("停掉应用消息"), rule=rules.ones_own, lock=False)
def turn_off_app(preference: NoticePreference, *, actor: Actor, kind: str) -> NoticePreference:
    """Be told through the application no more; as whom the messenger knew one is forgotten."""
    app = _app_of(preference, kind)
    if not Reach.objects.filter(account=preference.pk, app=app).delete()[0]:
        raise Invalid.field("kind", _("{messenger}消息本来就没有打开。").format(messenger=app.messenger))
    record(events.AppTurnedOff(messenger=app.title), actor=actor, subject=preference)
    return preference


def _bounded(limit: Limit, preference: NoticePreference, kind: str) -> None:
    """No account asks so often for a number that nobody has that the messenger answers nobody any more."""
    try:
        limit.count(str(preference.pk), kind)
    except TooMany as fault:
        raise TooMany(fault.retry_after, _("刚刚找过，一小时以内不再找。过一会儿再来。")) from fault


def _app_of(preference: NoticePreference, kind: str) -> MessengerApp:
    found = MessengerApp.objects.filter(university=preference.university_id, kind=kind).first()
    if found is None or not found.is_set:
        raise Invalid.field("kind", _("学校没有接这个软件的应用消息。"))
    return found
