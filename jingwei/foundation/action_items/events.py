"""What the ledger will remember of occasions and of the action items they ended in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OccasionHeld(Event):
    """A study session, dispatch or exchange ended in action items."""

    verb = "occasions.hold"
    sentence = _l("{actor}记下 {held_on} 的“{subject}”，定了 {count} 项举措")
    kind: str
    held_on: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ActionItemSettled(Event):
    """An action item was put into somebody's hands, with a day."""

    verb = "action_items.settle"
    sentence = _l("{actor}在“{occasion}”上定了举措“{subject}”，交给{person}，{due} 前")
    personal = ("person", "person_code")
    occasion: str
    due: str
    person: str
    person_code: str


@dataclass(frozen=True, kw_only=True)
class ActionItemFinished(Event):
    """It was done, and what came of it was said."""

    verb = "action_items.finish"
    sentence = _l("{actor}办成了举措“{subject}”：{text}")
    text: str
    due: str


@dataclass(frozen=True, kw_only=True)
class ActionItemCarried(Event):
    """A matter that there is carries it on."""

    verb = "action_items.carry"
    sentence = _l("{actor}用事项《{matter}》来办举措“{subject}”")
    matter: str
    matter_id: int


@dataclass(frozen=True, kw_only=True)
class MatterOpenedFromIt(Event):
    """A matter was begun from it."""

    verb = "action_items.open_matter"
    sentence = _l("{actor}把举措“{subject}”转成了事项《{matter}》")
    matter: str
    matter_id: int


@dataclass(frozen=True, kw_only=True)
class ActionItemFulfilled(Event):
    """The matter that carried it on was closed."""

    verb = "action_items.fulfil"
    standing = "answered"
    sentence = _l("事项《{matter}》办结了，举措“{subject}”跟着办成")
    matter: str
    matter_id: int
    due: str


@dataclass(frozen=True, kw_only=True)
class ActionItemGivenBack(Event):
    """The matter that carried it on was withdrawn, so it is in its owner's hands again."""

    verb = "action_items.give_back"
    sentence = _l("事项《{matter}》撤回了，举措“{subject}”又要另办")
    matter: str
    matter_id: int


@dataclass(frozen=True, kw_only=True)
class ActionItemReturned(Event):
    """Its owner gave it back, with one sentence why."""

    verb = "action_items.return"
    sentence = _l("{actor}退回了举措“{subject}”：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class ActionItemHanded(Event):
    """It went into other hands."""

    verb = "action_items.hand"
    sentence = _l("{actor}把举措“{subject}”从{before}改交给{person}")
    personal = ("before", "person", "person_code")
    before: str
    person: str
    person_code: str


@dataclass(frozen=True, kw_only=True)
class ActionItemPostponed(Event):
    """Its day was changed, with one sentence why."""

    verb = "action_items.postpone"
    sentence = _l("{actor}把举措“{subject}”从 {before} 改到 {due} 前：{reason}")
    before: str
    due: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ActionItemDropped(Event):
    """It is no longer wanted."""

    verb = "action_items.drop"
    standing = "answered"
    sentence = _l("{actor}不再办举措“{subject}”：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class ActionItemHandedOver(Event):
    """Another organisation took the place of its own."""

    verb = "action_items.hand_over"
    sentence = _l("举措“{subject}”随组织从{old}转到{new}")
    old: str
    new: str
