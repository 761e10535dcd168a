"""A verb: one name that is permission, ledger type, API operation, help text and test file at once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from jingwei.kernel.actor import Actor
from jingwei.kernel.call import Call, current_call, inner_call
from jingwei.kernel.errors import EditedMeanwhile, Invalid, NotAllowed, NotFound, Refused, StepNotOpen, Text
from jingwei.kernel.flow import Flow
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared
from jingwei.kernel.races import together

P = ParamSpec("P")
S = TypeVar("S")
R = TypeVar("R")


@dataclass(frozen=True)
class Reason:
    """Why a rule stands against a verb, with the clause it comes from."""

    message: Text
    clause: str = ""


Rule = Callable[..., Reason | None]
Gate = Callable[[Any], Reason | None]
"""Says of a subject what is still missing for a step that is otherwise open."""


@dataclass(frozen=True)
class Verb:
    """`run` is None for a reading right. `step` is the verb without its mechanism.

    `flow` is the subject's own; `within` is that of the whole it is locked through, where it is a part.
    `holding` names the parameters whose rows are locked too, since the rule is about what hangs on them.
    """

    name: str
    label: Text
    summary: str
    run: Callable[..., Any] | None = None
    rule: Rule | None = None
    flow: Flow | None = None
    lock: bool = True
    system_only: bool = False
    within: Flow | None = None
    gate: Gate | None = None
    holding: tuple[str, ...] = ()

    @property
    def step(self) -> str:
        """The name a flow knows it by."""
        return self.name.partition(".")[2]


class AnswerStore(Protocol):
    """Where first answers are kept, in the same transaction as the change (the ledger provides it)."""

    def recall(self, actor: Actor, call: Call, verb: str, asked: str) -> Any | None:
        """Claim the key; the first answer if it was claimed before with the same question."""

    def keep(self, actor: Actor, call: Call, verb: str, answer: Any) -> None:
        """Remember the answer under the claimed key."""


VERBS: dict[str, Verb] = {}
OBJECTIONS: dict[str, list[Rule]] = {}
SECRET = ("password", "current")
"""Parameters that leave no trace, not even a digest that could be tried out."""
_recorded: ContextVar[list[str] | None] = ContextVar("recorded", default=None)
_answers: list[AnswerStore] = []


def objects_to(verb: str) -> Callable[[Rule], Rule]:
    """Let a higher room object to a verb of a lower one, or a room to many of its own; asked after the verb's own rule."""

    def declare(rule: Rule) -> Rule:
        OBJECTIONS.setdefault(verb, []).append(rule)
        return rule

    return declare


def keep_answers_in(store: AnswerStore) -> None:
    """Install the store of first answers; called once at start."""
    _answers[:] = [store]


def note_record(verb: str) -> None:
    """Told by the ledger: a record of `verb` was written in the transaction under way."""
    if (recorded := _recorded.get()) is not None:
        recorded.append(verb)


def _declare(verb: Verb) -> None:
    if verb.name in VERBS:
        raise RuntimeError(f"verb declared twice: {verb.name}")
    VERBS[verb.name] = verb


def reading(name: str, label: Text, summary: str) -> str:
    """Declare a right to read; queries ask for it by name."""
    _declare(Verb(name, label, summary))
    return name


def action(
    name: str,
    *,
    label: Text,
    rule: Rule | None = None,
    flow: Flow | None = None,
    lock: bool = True,
    system_only: bool = False,
    within: Flow | None = None,
    gate: Gate | None = None,
    holding: tuple[str, ...] = (),
) -> Callable[
    [Callable[Concatenate[S, P], R]],
    Callable[Concatenate[S, P], R],
]:
    """Declare a verb: grant, rule, step; then one transaction that is undone if it left no record.

    The body takes the subject first and all else by keyword, `actor` among it. It receives the subject as
    read again under a row lock (`lock=False` for a parent that is only named, never changed). A model that
    names a foreign key in `locked_through` is a part: the whole is locked first, so that gates are race-free.
    `holding` names parameters that are read again under a lock as well.
    `gate` says what is still missing: like a step that is not open, that is a 409.
    A resent request with the same idempotency key gets the first answer and changes nothing.
    """

    def declare(body: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @functools.wraps(body)
        def run(subject: S, /, *args: P.args, **values: P.kwargs) -> R:
            return together(functools.partial(_run, verb, body, subject, values))

        summary = inspect.getdoc(body) or ""
        verb = Verb(
            name, label, summary.partition("\n")[0], run, rule, flow, lock, system_only, within, gate, holding
        )
        _declare(verb)
        return run

    return declare


def _run(verb: Verb, body: Callable[..., R], subject: Any, values: dict[str, Any]) -> R:
    actor: Actor = values["actor"]
    call = current_call()
    outer = _recorded.get()
    token = _recorded.set([])
    try:
        with transaction.atomic(), inner_call():
            if call.idempotency_key:
                asked = _question(verb, subject, values)
                if (answer := _answers[0].recall(actor, call, verb.name, asked)) is not None:
                    return answer  # type: ignore[no-any-return]
            fresh, values = _held(verb, subject, values)
            if refusal := _refusal(verb, actor, fresh, values):
                raise refusal
            if call.expected_version is not None:
                _require_version(fresh, call.expected_version)
            result = body(fresh, **values)
            if verb.name not in (_recorded.get() or []):
                raise RuntimeError(f"{verb.name} wrote nothing to the ledger")
            if call.idempotency_key:
                _answers[0].keep(actor, call, verb.name, result)
            return result
    except registry.Unknown as unknown:
        raise _not_in_the_pack(unknown, values) from unknown
    finally:
        if outer is not None:
            outer.extend(_recorded.get() or [])
        _recorded.reset(token)


def _not_in_the_pack(unknown: registry.Unknown, values: dict[str, Any]) -> Exception:
    """The refusal on the field in which the request named what no pack has; the fault itself where none did."""
    for name, value in values.items():
        if value == unknown.identifier or (isinstance(value, list | tuple) and unknown.identifier in value):
            message = _("政策包里没有“{value}”，请从给出的选项里选。")
            return Invalid.field(name, message.format(value=unknown.identifier))
    return unknown


def _require_version(subject: Any, expected: int) -> None:
    """Refuse where the subject was changed since it was read, or has no version to compare."""
    present = getattr(subject, "version", None)
    if present is None:
        raise Invalid.field("version", _("这里的内容不分版本，请去掉 If-Match 再提交。"))
    if present != expected:
        raise EditedMeanwhile


def _held(verb: Verb, subject: Any, values: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The subject and the values of `holding`, read again under locks.

    Rows of the subject's kind are locked in the order of their keys, so that two who name each other do not wait
    for each other; then the others, as declared.
    """
    named = {"": subject} if verb.lock else {}
    named |= {name: values[name] for name in verb.holding}
    alike = sorted(
        (n for n in named if type(named[n]) is type(subject)), key=lambda n: getattr(named[n], "pk", 0)
    )
    fresh = {name: _read_again(named[name]) for name in dict.fromkeys([*alike, *named])}
    return fresh.pop("", subject), values | fresh


def _read_again(subject: Any) -> Any:
    if not isinstance(subject, models.Model):
        return subject
    whole_name: str = getattr(subject, "locked_through", "")
    whole = _read_again(getattr(subject, whole_name)) if whole_name else None
    rows = _locked(type(subject))(subject.pk)
    if not rows:
        raise NotFound
    if whole is not None:
        setattr(rows[0], whole_name, whole)
    return rows[0]


@functools.cache
def _locked(model: type[models.Model]) -> Prepared[Any]:
    """The question for one row of a kind under its lock: every verb asks it, some by the thousand a minute."""
    manager = model._default_manager
    return Prepared(lambda pk: manager.select_for_update(of=("self",), no_key=True).filter(pk=pk))


def _question(verb: Verb, subject: Any, values: dict[str, Any]) -> str:
    """The request in words, to tell a resent one from another under the same key."""
    told = {k: v for k, v in values.items() if k not in ("actor", *SECRET)}
    named = {k: v.pk if isinstance(v, models.Model) else v for k, v in told.items()}
    return repr((verb.name, getattr(subject, "pk", None), sorted(named.items())))


def _refusal(verb: Verb, actor: Actor, subject: Any, values: dict[str, Any]) -> Refused | None:
    if not actor.holds(verb.name, *subject.grant_paths) or (verb.system_only and actor.kind != "system"):
        message = _("你现在的身份不能在这里“{verb}”。").format(verb=verb.label)
        return NotAllowed("no-grant", message)
    for rule in (*filter(None, (verb.rule,)), *OBJECTIONS.get(verb.name, ())):
        if reason := _ask(rule, actor, subject, values):
            return NotAllowed("rule", reason.message, clause=reason.clause)
    return _shut_step(verb, subject) or _shut_gate(verb, subject)


def _shut_step(verb: Verb, subject: Any) -> StepNotOpen | None:
    """The refusal where the step is not open, of the subject or of the whole it is a part of."""
    whole: Any = getattr(subject, subject.locked_through) if verb.within else subject
    for flow, about in ((verb.within, whole), (verb.flow, subject)):
        if flow and not flow.targets(about.state, verb.step):
            message = _("现在是“{state}”，还不能“{verb}”。")
            told = message.format(state=flow.label(about.state), verb=verb.label)
            return StepNotOpen(told, open_steps=flow.open_steps(about.state))
    return None


def _shut_gate(verb: Verb, subject: Any) -> StepNotOpen | None:
    """The refusal that says what is still missing for a step that is open."""
    if verb.gate and (missing := verb.gate(subject)):
        return StepNotOpen(missing.message, code="gate-shut", clause=missing.clause)
    return None


def is_its_time(verb: str, subject: Any) -> bool:
    """Whether the step of a verb is open, whoever asks and whatever norm stands against it."""
    return _shut_step(VERBS[verb], subject) is None


@functools.cache
def _accepts(rule: Rule) -> frozenset[str]:
    return frozenset(list(inspect.signature(rule).parameters)[2:])


def _ask(rule: Rule, actor: Actor, subject: Any, values: dict[str, Any]) -> Reason | None:
    """Call the rule with those values of the request that it asks for by name."""
    return rule(actor, subject, **{k: v for k, v in values.items() if k in _accepts(rule)})


def may(actor: Actor, verb: str, subject: Any, **values: Any) -> Refused | None:
    """None where the actor may do it now, else the very refusal that doing it would raise."""
    return _refusal(VERBS[verb], actor, subject, values)
