"""What the ledger remembers of packs and of the text of clauses."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, label_here
from jingwei.kernel.packs.registry import called


@dataclass(frozen=True, kw_only=True)
class PackAdopted(Event):
    """A university follows a version of a pack from a day on; `replaces` is the one before, if any."""

    verb = "packs.adopt"
    sentence = _l("{actor}决定从{since}起采用政策包 {pack} 第 {version} 版")
    pack: str
    version: int
    fingerprint: str
    since: str
    replaces: str = ""


@dataclass(frozen=True, kw_only=True)
class PackLeft(Event):
    """A university follows a pack no more from a day on; `version` is the last it followed."""

    verb = "packs.leave"
    sentence = _l("{actor}决定从{since}起不再采用政策包 {pack}，到那天为止用的是第 {version} 版")
    pack: str
    version: int
    since: str


@dataclass(frozen=True, kw_only=True)
class ChangeDecided(Event):
    """A university decided what becomes of a part that a new version changed; `before` is what was decided earlier."""

    verb = "packs.decide"
    sentence = _l("{actor}定了 {subject} 里 {about} 的变化：{decided}{heirs}")
    said_as = {"decided": label_here}
    change: str
    about: str
    kind: str
    choice: str
    decided: str
    heirs: str = ""
    before: str = ""


@dataclass(frozen=True, kw_only=True)
class ClauseTextAttached(Event):
    """The official text of a clause was put beside our summary; the chain holds its digest."""

    verb = "clauses.attach_text"
    sentence = _l("{actor}给条款 {clause} 附上了正式文本")
    pack: str
    clause: str
    text_digest: str
    length: int
    source_digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Excused(Event):
    """An organisation is excused from what it owes in one period; `since` is the first day of the period."""

    verb = "excuses.make"
    sentence = _l("{actor}免了{subject}{period}的“{text}”：{reason}")
    said_as = {"text": called("obligations")}
    obligation: str
    text: str
    period: str
    since: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExcuseWithdrawn(Event):
    """An excuse was taken back; `since` is the first day of the period it was for."""

    verb = "excuses.withdraw"
    sentence = _l("{actor}收回了{subject}{period}“{text}”的免做")
    said_as = {"text": called("obligations")}
    obligation: str
    text: str
    period: str
    since: str
