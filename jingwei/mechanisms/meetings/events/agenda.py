"""What the ledger will remember of agenda items and of the lists that say what is decided where."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, label_here
from jingwei.kernel.packs.registry import called


@dataclass(frozen=True, kw_only=True)
class ItemProposed(Event):
    """Something is to be decided."""

    verb = "agenda_items.propose"
    sentence = _l("{actor}提出议题《{subject}》（{kind}）")
    said_as = {"kind": called("item_kinds")}
    kind: str
    route: list[str]
    digest: str


@dataclass(frozen=True, kw_only=True)
class ItemRevised(Event):
    """Its paper was changed: what was studied before was another paper."""

    verb = "agenda_items.revise"
    sentence = _l("{actor}改了《{subject}》的材料，现在是第 {paper} 稿")
    kind: str
    route: list[str]
    paper: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class PaperLaid(Event):
    """A file came to the paper; by how many hours later than the body asks, and its pages, 0 where it tells none."""

    verb = "agenda_items.lay"
    sentence = _l("{actor}给《{subject}》附了材料“{name}”（第 {paper} 稿）")
    name: str
    paper: int
    digest: str
    hours_late: int = 0
    pages: int = 0


@dataclass(frozen=True, kw_only=True)
class ItemApproved(Event):
    """Who leads the field agrees that it may be heard."""

    verb = "agenda_items.approve"
    standing = "answered"
    sentence = _l("{actor}同意《{subject}》上会（第 {paper} 稿）")
    paper: int


@dataclass(frozen=True, kw_only=True)
class ItemReturned(Event):
    """It went back to who proposed it."""

    verb = "agenda_items.return"
    sentence = _l("{actor}退回了《{subject}》：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class ItemWithdrawn(Event):
    """It will not be decided."""

    verb = "agenda_items.withdraw"
    sentence = _l("{actor}撤回了《{subject}》：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class ItemEntered(Event):
    """It was put on the agenda of a meeting."""

    verb = "agenda_items.enter"
    sentence = _l("{actor}把《{subject}》列入 {held_on} {body}的议程（第 {paper} 稿）")
    said_as = {"body": called("bodies")}
    body: str
    held_on: str
    meeting_id: int
    paper: int


@dataclass(frozen=True, kw_only=True)
class ItemUrged(Event):
    """Somebody asks that it be decided before the Party organisation has studied it."""

    verb = "agenda_items.urge"
    sentence = _l("{actor}申请《{subject}》紧急上会：{reason}")
    reason: str
    paper: int


@dataclass(frozen=True, kw_only=True)
class ItemSeconded(Event):
    """A second person agrees: this paper may be decided before it was studied, once."""

    verb = "agenda_items.second"
    sentence = _l("{actor}附议《{subject}》紧急上会，{urged}申请的：{reason}")
    urged: str
    reason: str
    paper: int


@dataclass(frozen=True, kw_only=True)
class ItemReviewed(Event):
    """The level above looked at an exception afterwards."""

    verb = "agenda_items.review"
    standing = "answered"
    sentence = _l("{actor}复核了《{subject}》的紧急上会：{text}")
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemEnded(Event):
    """The body that decides it has decided."""

    verb = "agenda_items.end"
    standing = "reckoned"
    sentence = _l("《{subject}》{outcome}")
    said_as = {"outcome": label_here}
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ItemHandedOver(Event):
    """Another organisation decides it, its own having gone into it."""

    verb = "agenda_items.hand_over"
    sentence = _l("《{subject}》从{old}转到{new}")
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class ItemListAdopted(Event):
    """An organisation said what is decided where."""

    verb = "item_lists.adopt"
    sentence = _l("{actor}定了{subject}的议事清单，第 {number} 版")
    number: int
    kinds: list[dict[str, object]]
