"""What the ledger will remember of directives and of receipts; `by` is the organisation addressed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DirectiveDrafted(Event):
    """A directive was begun."""

    verb = "directives.draft"
    sentence = _l("{actor}起草了《{subject}》")
    title: str


@dataclass(frozen=True, kw_only=True)
class DirectiveRedrafted(Event):
    """A draft was written anew."""

    verb = "directives.redraft"
    sentence = _l("{actor}改了《{subject}》的草稿")
    title: str


@dataclass(frozen=True, kw_only=True)
class AddresseeAdded(Event):
    """A single organisation was added to those it is sent to."""

    verb = "directives.add"
    sentence = _l("{actor}让《{subject}》也发给{name}")
    name: str
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class AddresseeLeftOut(Event):
    """A single organisation was left out of those it is sent to."""

    verb = "directives.leave_out"
    sentence = _l("{actor}让《{subject}》不发给{name}")
    name: str
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class AddresseeUnnamed(Event):
    """Whether it is sent to an organisation is decided by the kinds again."""

    verb = "directives.unname"
    sentence = _l("{actor}在《{subject}》里不再单列{name}")
    name: str
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class DirectiveRevised(Event):
    """Its text or day was changed; `asked_again` receipts have to be signed anew, `days_moved` kinds have another day."""

    verb = "directives.revise"
    sentence = _l("{actor}改了《{subject}》：{what}（重新签收 {asked_again} 个）")
    what: str
    edition: int
    asked_again: int
    days_moved: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DirectiveSupplemented(Event):
    """A file was put beside it after it was issued."""

    verb = "directives.supplement"
    sentence = _l("{actor}给《{subject}》补了附件：{what}（重新签收 {asked_again} 个）")
    what: str
    edition: int
    asked_again: int


@dataclass(frozen=True, kw_only=True)
class DirectiveIssued(Event):
    """It was sent to those that stood there that day."""

    verb = "directives.issue"
    sentence = _l("{actor}下发了《{subject}》，送达 {count} 个组织，{due} 前回报")
    count: int
    kinds: tuple[str, ...]
    due: str
    dues: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DirectiveWithdrawn(Event):
    """It no longer asks anything of anybody."""

    verb = "directives.withdraw"
    sentence = _l("{actor}撤回了《{subject}》，理由：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReplacementBegun(Event):
    """Another one was begun that will take its place."""

    verb = "directives.replace"
    sentence = _l("{actor}起草了一件新的，下发时代替《{subject}》")
    draft_id: int


@dataclass(frozen=True, kw_only=True)
class DirectiveReplaced(Event):
    """Another one took its place, and it asks nothing more."""

    verb = "directives.give_way"
    sentence = _l("《{subject}》由《{by}》代替")
    by: str
    by_id: int


@dataclass(frozen=True, kw_only=True)
class DirectiveClosed(Event):
    """All that were addressed are settled or excused."""

    verb = "directives.close"
    sentence = _l("{actor}办结了《{subject}》：{closed} 个核销，{excused} 个免办")
    closed: int
    excused: int


@dataclass(frozen=True, kw_only=True)
class ReceiptSigned(Event):
    """It was read and signed for."""

    verb = "receipts.sign"
    standing = "trace"
    sentence = _l("{by}签收了《{subject}》（{actor}）")
    by: str
    edition: int


@dataclass(frozen=True, kw_only=True)
class ReceiptTakenOn(Event):
    """It was said how it is carried out here: in a matter, or by a plan in a sentence, and by when below."""

    verb = "receipts.take_on"
    sentence = _l("{by}承接了《{subject}》：{matter}{plan}")
    by: str
    edition: int
    matter: str
    matter_id: int | None
    plan: str
    due_below: str


@dataclass(frozen=True, kw_only=True)
class ReceiptForwarded(Event):
    """It was sent on to those below as it is, with how it is carried out here; `kinds` are those that it reached."""

    verb = "receipts.forward"
    sentence = _l("{by}把《{subject}》转发给下面 {count} 个组织，{due_below} 前回报：{plan}")
    by: str
    edition: int
    count: int
    kinds: tuple[str, ...]
    plan: str
    due_below: str


@dataclass(frozen=True, kw_only=True)
class ReceiptArrived(Event):
    """What the authority issued reached a university."""

    verb = "receipts.arrive"
    standing = "trace"
    sentence = _l("{sender}的《{subject}》送到了{by}，{due} 前回报")
    by: str
    sender: str
    edition: int
    due: str


@dataclass(frozen=True, kw_only=True)
class ReceiptChanged(Event):
    """What the authority had sent to a university changed."""

    verb = "receipts.change"
    standing = "trace"
    sentence = _l("送给{by}的《{subject}》改了：{what}（重新签收 {asked_again} 个）")
    by: str
    what: str
    edition: int
    asked_again: int
    days_moved: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReceiptRecalled(Event):
    """The authority asks for it no more."""

    verb = "receipts.recall"
    standing = "trace"
    sentence = _l("送给{by}的《{subject}》不用再办：{reason}")
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReceiptHanded(Event):
    """It went into the hands of a person within the organisation."""

    verb = "receipts.hand"
    sentence = _l("{actor}把《{subject}》交给{person}办（{by}）")
    personal = ("person", "person_code", "before")
    by: str
    person: str
    person_code: str
    before: str


@dataclass(frozen=True, kw_only=True)
class ReceiptGivenBack(Event):
    """The person gave it back; why is for who is in charge, so it is kept aside where it can be erased."""

    verb = "receipts.give_back"
    sentence = _l("{actor}交回了{by}的《{subject}》，理由：{reason}")
    personal = ("reason",)
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReceiptReported(Event):
    """It was reported what came of it."""

    verb = "receipts.report"
    sentence = _l("{by}回报了《{subject}》：{text}")
    by: str
    edition: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ReceiptReckoned(Event):
    """A confirmed note of the matter that carries it out reported by itself."""

    verb = "receipts.reckon"
    standing = "reckoned"
    sentence = _l("{by}承接《{subject}》的事项“{matter}”有了得到认可的一笔，自动回报")
    by: str
    edition: int
    matter: str


@dataclass(frozen=True, kw_only=True)
class ReceiptDeclined(Event):
    """Those addressed say that it is not theirs to do."""

    verb = "receipts.decline"
    sentence = _l("{by}说《{subject}》不归自己办，理由：{reason}")
    by: str
    edition: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReceiptReturned(Event):
    """The level above asks for more."""

    verb = "receipts.return"
    standing = "answered"
    sentence = _l("{actor}退回了{by}对《{subject}》的回报，理由：{reason}")
    by: str
    edition: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReceiptExcused(Event):
    """The level above no longer asks for it."""

    verb = "receipts.excuse"
    standing = "answered"
    sentence = _l("{actor}同意{by}免办《{subject}》，理由：{reason}")
    by: str
    edition: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReceiptClosed(Event):
    """The level above settled what was reported."""

    verb = "receipts.close"
    standing = "answered"
    sentence = _l("{actor}核销了{by}的《{subject}》")
    by: str
    edition: int


@dataclass(frozen=True, kw_only=True)
class ReceiptNudged(Event):
    """The level above reminded."""

    verb = "receipts.nudge"
    standing = "trace"
    sentence = _l("{actor}提醒了{by}：《{subject}》")
    by: str
    edition: int
