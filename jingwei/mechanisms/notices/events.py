"""What the ledger remembers of notices: what somebody chose for themselves. What was told to whom is no record."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, label_here, titled


@dataclass(frozen=True, kw_only=True)
class NoticesChosen(Event):
    """Somebody chose how to be told: by which ways, when, and what not."""

    verb = "notices.choose"
    standing = "trace"
    sentence = _l("{actor}改了自己的通知设置")


@dataclass(frozen=True, kw_only=True)
class ChannelLeft(Event):
    """Somebody followed the link in a message and is not told this way any more."""

    verb = "notices.leave"
    standing = "trace"
    sentence = _l("本人从消息里的链接退订了：{channel}")
    said_as = {"channel": label_here}
    channel: str


@dataclass(frozen=True, kw_only=True)
class CalendarOpened(Event):
    """A new secret address of one's own calendar; the one before is dead."""

    verb = "notices.open_calendar"
    standing = "trace"
    sentence = _l("{actor}换了自己的日历地址")


@dataclass(frozen=True, kw_only=True)
class CalendarClosed(Event):
    """The secret address of one's own calendar is dead."""

    verb = "notices.close_calendar"
    standing = "trace"
    sentence = _l("{actor}停用了自己的日历地址")


@dataclass(frozen=True, kw_only=True)
class BrowserSubscribed(Event):
    """A browser is told while no page is open. Which one, the ledger does not keep."""

    verb = "notices.subscribe"
    standing = "trace"
    sentence = _l("{actor}让一个浏览器接收推送")


@dataclass(frozen=True, kw_only=True)
class BrowserEnded(Event):
    """A browser is told no more."""

    verb = "notices.unsubscribe"
    standing = "trace"
    sentence = _l("{actor}停掉了一个浏览器的推送")


@dataclass(frozen=True, kw_only=True)
class RobotSet(Event):
    """Somebody is told through a robot. Its address the ledger does not keep."""

    verb = "notices.set_robot"
    standing = "trace"
    sentence = _l("{actor}接上了自己的{messenger}机器人")
    said_as = {"messenger": label_here}
    messenger: str


@dataclass(frozen=True, kw_only=True)
class RobotDropped(Event):
    """Nobody is told through the robot any more."""

    verb = "notices.drop_robot"
    standing = "trace"
    sentence = _l("{actor}停掉了自己的群机器人")


@dataclass(frozen=True, kw_only=True)
class AppSet(Event):
    """The application of a messenger is set up. Its id and secret the ledger does not keep."""

    verb = "notices.set_app"
    standing = "trace"
    sentence = _l("{actor}接上了{messenger}的应用消息")
    said_as = {"messenger": label_here}
    messenger: str


@dataclass(frozen=True, kw_only=True)
class AppDropped(Event):
    """Nobody is told through the application any more; its secret is forgotten."""

    verb = "notices.drop_app"
    standing = "trace"
    sentence = _l("{actor}停掉了{messenger}的应用消息")
    said_as = {"messenger": label_here}
    messenger: str


@dataclass(frozen=True, kw_only=True)
class AppTested(Event):
    """Whoever looks after an application let it send something to themselves."""

    verb = "notices.test_app"
    standing = "trace"
    sentence = _l("{actor}试了一次{messenger}的应用消息")
    said_as = {"messenger": label_here}
    messenger: str


@dataclass(frozen=True, kw_only=True)
class AppTurnedOn(Event):
    """Somebody wishes to be told through the application of a messenger, and to be looked for there by the phone number."""

    verb = "notices.turn_on_app"
    standing = "trace"
    sentence = _l("{actor}打开了自己的{messenger}消息")
    said_as = {"messenger": label_here}
    messenger: str


@dataclass(frozen=True, kw_only=True)
class AppTurnedOff(Event):
    """Somebody wishes to be told so no more."""

    verb = "notices.turn_off_app"
    standing = "trace"
    sentence = _l("{actor}停掉了自己的{messenger}消息")
    said_as = {"messenger": label_here}
    messenger: str


titled("messengerapp", label_here)
