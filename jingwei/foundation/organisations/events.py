"""What the ledger remembers of organisations, memberships and posts."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event
from jingwei.kernel.packs.registry import called


@dataclass(frozen=True, kw_only=True)
class TopFounded(Event):
    """A university stands in one of its trees."""

    verb = "organisations.found_top"
    sentence = _l("{actor}建立了{subject}")
    code: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class OrganisationFounded(Event):
    """An organisation was set up."""

    verb = "organisations.found"
    sentence = _l("{actor}设立了{subject}")
    code: str
    kind: str
    parent: str
    since: str


@dataclass(frozen=True, kw_only=True)
class OrganisationRenamed(Event):
    """An organisation got another name."""

    verb = "organisations.rename"
    sentence = _l("{actor}把{old}更名为{new}，自 {since} 起")
    old: str
    new: str
    since: str


@dataclass(frozen=True, kw_only=True)
class OrganisationMoved(Event):
    """An organisation went under another parent."""

    verb = "organisations.move"
    sentence = _l("{actor}把{subject}从{old_parent}划到{new_parent}，自 {since} 起")
    old_parent: str
    new_parent: str
    since: str


@dataclass(frozen=True, kw_only=True)
class OrganisationEnded(Event):
    """An organisation ended."""

    verb = "organisations.end"
    sentence = _l("{actor}撤销了{subject}，最后一天是 {until}，理由：{reason}")
    until: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrganisationsMerged(Event):
    """Organisations went into one."""

    verb = "organisations.merge"
    sentence = _l("{actor}把{parts}并入{whole}，自 {since} 起")
    parts: str
    whole: str
    since: str


@dataclass(frozen=True, kw_only=True)
class OrganisationSplit(Event):
    """Organisations came out of one."""

    verb = "organisations.split"
    sentence = _l("{actor}由{whole}分出{parts}，自 {since} 起")
    parts: str
    whole: str
    since: str


@dataclass(frozen=True, kw_only=True)
class ChangeWithdrawn(Event):
    """A planned change was taken back before its day."""

    verb = "organisations.withdraw"
    sentence = _l("{actor}撤回了{subject}的计划变更：{told}")
    told: str
    day: str


@dataclass(frozen=True, kw_only=True)
class ChangeTookEffect(Event):
    """The day of a planned change came, and it was carried out."""

    verb = "organisations.take_effect"
    sentence = _l("{subject}的计划变更已生效：{told}")
    told: str
    day: str


@dataclass(frozen=True, kw_only=True)
class ChangeHeld(Event):
    """The day of a planned change came, and something stood against it."""

    verb = "organisations.hold"
    sentence = _l("{subject}的计划变更没能生效：{told}。原因：{reason}")
    told: str
    day: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class UnitCovered(Event):
    """A Party organisation took a professional unit into its care."""

    verb = "organisations.cover"
    sentence = _l("{actor}确定由{subject}覆盖{unit}，自 {since} 起")
    unit: str
    since: str


@dataclass(frozen=True, kw_only=True)
class UnitUncovered(Event):
    """A coverage link ended."""

    verb = "organisations.uncover"
    sentence = _l("{actor}解除了{subject}对{unit}的覆盖，最后一天是 {until}")
    unit: str
    until: str


@dataclass(frozen=True, kw_only=True)
class MembershipBegun(Event):
    """A person came into an organisation."""

    verb = "memberships.begin"
    sentence = _l("{actor}把{person}编入{subject}，自 {since} 起")
    personal = ("person",)
    person_code: str
    person: str
    since: str


@dataclass(frozen=True, kw_only=True)
class MembershipEnded(Event):
    """A person left an organisation."""

    verb = "memberships.end"
    sentence = _l("{actor}把{person}转出{subject}，最后一天是 {until}")
    personal = ("person",)
    person_code: str
    person: str
    until: str


@dataclass(frozen=True, kw_only=True)
class AppointmentMade(Event):
    """A person was given a post."""

    verb = "appointments.make"
    sentence = _l("{actor}任命{person}为{subject}{role}，自 {since} 起")
    said_as = {"role": called("roles")}
    person_code: str
    person: str
    role: str
    since: str


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    """A post was given up."""

    verb = "appointments.end"
    sentence = _l("{actor}免去{person}的{subject}{role}，最后一天是 {until}")
    said_as = {"role": called("roles")}
    person_code: str
    person: str
    role: str
    until: str


@dataclass(frozen=True, kw_only=True)
class DeputationMade(Event):
    """Somebody may act in the post of another."""

    verb = "deputations.make"
    sentence = _l("{actor}请{deputy}在 {since} 至 {until} 代行{subject}{role}，理由：{reason}")
    said_as = {"role": called("roles")}
    deputy: str
    role: str
    since: str
    until: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeputationEnded(Event):
    """A deputation ended early."""

    verb = "deputations.end"
    sentence = _l("{actor}结束了{deputy}对{subject}{role}的代行")
    said_as = {"role": called("roles")}
    deputy: str
    role: str
