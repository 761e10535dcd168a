"""What the ledger will remember of problems; they are sentences about work and hold no person's data."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ProblemNamed(Event):
    """A problem of an organisation was named."""

    verb = "problems.name"
    sentence = _l("{by}（{actor}）给{party}提出一个问题，{due} 前解决：{subject}")
    by: str
    party: str
    due: str
    source: str


@dataclass(frozen=True, kw_only=True)
class MatterOpenedFromProblem(Event):
    """Its owner began a matter from it."""

    verb = "problems.open_matter"
    sentence = _l("{actor}把问题“{subject}”转成了事项《{matter}》")
    matter: str
    matter_id: int


@dataclass(frozen=True, kw_only=True)
class ProblemCarried(Event):
    """A matter under way carries it on."""

    verb = "problems.carry"
    sentence = _l("{actor}用事项《{matter}》解决问题“{subject}”")
    matter: str
    matter_id: int


@dataclass(frozen=True, kw_only=True)
class ProblemGivenBack(Event):
    """The matter that was to solve it was withdrawn."""

    verb = "problems.give_back"
    sentence = _l("事项《{matter}》撤回了，问题“{subject}”要另外办")
    matter: str
    matter_id: int


@dataclass(frozen=True, kw_only=True)
class ProblemReported(Event):
    """Its owner says that it is solved, and what shows it."""

    verb = "problems.report"
    sentence = _l("{actor}申请销号“{subject}”：{text}（凭据：{evidence}）")
    text: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class ProblemClosed(Event):
    """Who named it, or the level above, found it solved."""

    verb = "problems.close"
    standing = "answered"
    sentence = _l("{actor}认可了，“{subject}”销号")
    evidence: str
    due: str


@dataclass(frozen=True, kw_only=True)
class ProblemReturned(Event):
    """Who named it, or the level above, did not find it solved."""

    verb = "problems.return"
    standing = "answered"
    sentence = _l("{actor}没有认可“{subject}”销号：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProblemReopened(Event):
    """It came back."""

    verb = "problems.reopen"
    standing = "answered"
    sentence = _l("{actor}重新打开了问题“{subject}”，{due} 前解决：{reason}")
    reason: str
    due: str


@dataclass(frozen=True, kw_only=True)
class ProblemWithdrawn(Event):
    """Who named it took it back."""

    verb = "problems.withdraw"
    sentence = _l("{actor}撤回了问题“{subject}”：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProblemMerged(Event):
    """It is the same as another."""

    verb = "problems.merge"
    sentence = _l("{actor}把问题“{subject}”并入了同一个组织的另一条")
    into_id: int


@dataclass(frozen=True, kw_only=True)
class ProblemHandedOver(Event):
    """It stands with the organisation that took the place of another."""

    verb = "problems.hand_over"
    sentence = _l("问题“{subject}”从{old}转到{new}")
    old: str
    new: str
