"""Notices, what each account chose, and the ledger of what was sent where with what answer."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _l
from pydantic_core import from_json, to_json

from jingwei.adapters.messengers import App, Trouble, app
from jingwei.adapters.push import Subscription, subscription
from jingwei.adapters.robots import Robot
from jingwei.adapters.secrets.columns import Concealed
from jingwei.kernel.events import label_kept
from jingwei.kernel.notices import Press, Telling, telling_of
from jingwei.kernel.place import Place


class Notice(models.Model):
    """A record is told to an account. What it says is read from the record; here stands only that it was told."""

    class Pressing(models.TextChoices):
        NOW = Press.NOW, _l("马上")
        SOON = Press.SOON, _l("尽快")
        DAILY = Press.DAILY, _l("每日汇总")
        PAGE = Press.PAGE, _l("只在页面里")

    # Asked for by account: an index on the university would serve nothing.
    university = models.ForeignKey(
        "universities.University", models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="notices", db_index=False)
    # Records are never deleted, so a constraint would guard nothing; checking it locks each record.
    record = models.ForeignKey("ledger.Record", models.PROTECT, related_name="+", db_constraint=False)
    kind = models.CharField(max_length=40)
    nth = models.PositiveSmallIntegerField(default=0, help_text="which of the declarations of its verb it is")
    press = models.CharField(max_length=5, choices=Pressing)
    thing = models.CharField(max_length=90, help_text="what it is about: type, id and part of the subject")
    address = models.CharField(max_length=200, help_text="where it is settled")
    post_key = models.CharField(max_length=40, help_text="the post in which the account may see it")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    leaves_at = models.DateTimeField(null=True, help_text="from when on it may leave the page")
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "record"], name="one_notice_a_record"),
            models.CheckConstraint(name="notice_press", condition=models.Q(press__in=list(Press))),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="notice_keyset"),
            models.Index(
                fields=["account", "-id"], name="notice_unread", condition=models.Q(read_at__isnull=True)
            ),
            models.Index(fields=["thing"], name="notice_thing", condition=models.Q(read_at__isnull=True)),
            models.Index(fields=["at"], name="notice_age"),
        ]

    @property
    def telling(self) -> Telling | None:
        """The declaration under which it was told."""
        return telling_of(self.record.verb, self.kind, self.nth)

    @property
    def words(self) -> str:
        """What it says, in the reader's language."""
        telling = self.telling
        return telling.worded(self.record) if telling else self.record.sentence()

    @property
    def is_confidential(self) -> bool:
        """Whether what it says stays within the platform; so does what nobody declares any more."""
        telling = self.telling
        return telling is None or telling.kind.confidential

    @property
    def title(self) -> str:
        """What it says."""
        return self.words

    @property
    def place(self) -> Place:
        """The university alone: it is one person's."""
        return Place(self.university_id)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """No organisation holds anything here."""
        return ()


class Messenger(models.TextChoices):
    """What people use on their phones besides."""

    WECOM = "wecom", _l("企业微信")
    DINGTALK = "dingtalk", _l("钉钉")
    FEISHU = "feishu", _l("飞书")


class NoticePreference(models.Model):
    """How an account wishes to be told. One that never chose has no row, and what stands here as default."""

    account = models.OneToOneField(
        "people.Account", models.CASCADE, primary_key=True, related_name="notice_preference"
    )
    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    mail = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(7), help_text="equal to quiet_from: no quiet hours")
    rests = models.BooleanField(default=True, help_text="nothing leaves the page on days that are not worked")
    digest_at = models.TimeField(default=time(8))
    muted = models.CharField(max_length=2000, blank=True, help_text="|kind|kind|")
    calendar_digest = models.CharField(
        max_length=64, null=True, unique=True, help_text="SM3 of the secret in its address"
    )
    robot_kind = models.CharField(max_length=8, blank=True, choices=Messenger)
    concealed = Concealed(bound_to=("account_id",), help_text="JSON: address and secret of the robot")
    version = models.PositiveIntegerField(default=1)
    secret = ""
    """A secret that was made just now; kept nowhere."""

    @property
    def robot(self) -> Robot | None:
        """The robot of a messenger that is told, revealed."""
        field: Any = self._meta.get_field("concealed")
        held = field.reveal(self)
        return Robot(self.robot_kind, **from_json(held)) if held else None

    @robot.setter
    def robot(self, told: Robot | None) -> None:
        field: Any = self._meta.get_field("concealed")
        self.robot_kind = told.kind if told else ""
        plain = to_json({"url": told.url, "secret": told.secret}).decode() if told else ""
        self.concealed = field.conceal(plain, self.account_id) if told else ""

    @property
    def muted_kinds(self) -> tuple[str, ...]:
        """The kinds that are not told."""
        return tuple(part for part in self.muted.split("|") if part)

    @property
    def title(self) -> str:
        """What it is; whose, its account says."""
        return str(_l("通知设置"))

    @property
    def place(self) -> Place:
        """The university alone."""
        return Place(self.university_id)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of the university: each holds the verbs everywhere, and a rule leaves them their own."""
        return self.university.grant_paths


class Device(models.Model):
    """A browser that its owner subscribed, told by its push service under the key of this installation."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="devices")
    endpoint = models.TextField(help_text="where its push service takes messages for it")
    digest = models.CharField(max_length=64, unique=True, help_text="SM3 of the endpoint")
    p256dh = models.CharField(max_length=120, help_text="its public key, base64url")
    auth = models.CharField(max_length=40, help_text="its secret, base64url")
    made_at = models.DateTimeField()

    @property
    def subscription(self) -> Subscription:
        """What a message is sent by."""
        return subscription(self.endpoint, self.p256dh, self.auth)

    @property
    def place(self) -> Place:
        """The university alone."""
        return Place(self.university_id)


class Outcome(StrEnum):
    """What became of the last try of an application: none, under way, taken, or what was in the way."""

    NONE = ""
    WAITING = "waiting"
    SENT = "sent"
    LATER = "later"
    NO_PHONE = "phone"
    SECRET = Trouble.SECRET
    ADDRESS = Trouble.ADDRESS
    RIGHT = Trouble.RIGHT
    AGENT = Trouble.AGENT
    USER = Trouble.USER
    OTHER = Trouble.OTHER


class MessengerApp(models.Model):
    """The application of a university at a messenger, by which it tells one person something. Without a secret it is none."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Messenger)
    key = models.CharField(max_length=100, blank=True, help_text="corpid, AppKey or App ID")
    agent = models.CharField(max_length=20, blank=True, help_text="AgentId, where the messenger has one")
    base = models.CharField(max_length=200, blank=True, help_text='"" for the messenger\'s own host')
    concealed = Concealed(bound_to=("university_id", "kind"), help_text="its secret")
    token = Concealed(bound_to=("university_id", "kind"), help_text="what the messenger gave for the secret")
    token_until = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, blank=True, help_text="of the last time it was tried")
    answer = models.CharField(max_length=200, blank=True, help_text="what the other end said then")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university", "kind"], name="one_application_a_messenger")
        ]

    @property
    def is_set(self) -> bool:
        """Whether messages can go through it."""
        return bool(self.concealed)

    @property
    def connection(self) -> App:
        """How it is spoken to, its secret revealed; ValueError or `outward.Forbidden` where that may not be any more."""
        field: Any = self._meta.get_field("concealed")
        return app(self.kind, self.key, field.reveal(self), self.agent, self.base)

    @property
    def title(self) -> str:
        """At which messenger, as the ledger keeps it."""
        return label_kept(Messenger(self.kind).label)

    @property
    def messenger(self) -> str:
        """At which messenger, in the reader's language."""
        return str(Messenger(self.kind).label)

    @property
    def place(self) -> Place:
        """The university alone."""
        return Place(self.university_id)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of the university."""
        return self.university.grant_paths


class Reach(models.Model):
    """An account wishes to be told by an application, and as whom the messenger knows the person: found by the phone number."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="reaches", db_index=False)
    app = models.ForeignKey(MessengerApp, models.CASCADE, related_name="reaches")
    user = models.CharField(max_length=128, blank=True, help_text="by the messenger's own id")
    asked_of = models.CharField(
        max_length=32, blank=True, help_text="the mark of the number that was asked for"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "app"], name="one_reach_an_application")]

    def is_lost(self, mark: str) -> bool:
        """Whether nobody was found under the number of this mark, so that nothing need be tried."""
        return not self.user and bool(mark) and self.asked_of == mark


class Delivery(models.Model):
    """One message to one account by one channel: which notices it tells of, how it went. Its content is kept nowhere."""

    class Channel(models.TextChoices):
        MAIL = "mail", _l("邮件")
        PUSH = "push", _l("浏览器推送")
        ROBOT = "robot", _l("群机器人")
        WECOM = "wecom", _l("企业微信消息")
        DINGTALK = "dingtalk", _l("钉钉消息")
        FEISHU = "feishu", _l("飞书消息")

    class State(models.TextChoices):
        WAITING = "waiting", _l("在发")
        SENT = "sent", _l("已发出")
        DEAD = "dead", _l("没有送到")

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    account = models.ForeignKey("people.Account", models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=12, choices=Channel)
    notices = models.ManyToManyField(Notice, related_name="deliveries")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField(max_length=200, blank=True, help_text="what the other end said last")
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_state", condition=models.Q(state__in=("waiting", "sent", "dead"))
            )
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="delivery_keyset"),
            models.Index(fields=["university", "state", "-id"], name="delivery_failures"),
            models.Index(fields=["made_at"], name="delivery_age"),
        ]
