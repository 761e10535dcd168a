"""A verb as a page offers it: with the form it asks for, the words when it is done, and why it is shut now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django import forms

from jingwei.kernel.actions import VERBS, is_its_time, may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Refused, Text


@dataclass(frozen=True)
class Act:
    """A verb with its form; `given` names what the form is told.

    `said` is what the reader is told when it is done, or says so of the result. `norm` says what becomes of the button
    where a norm stands against the verb: it hides, or it tells the reason. `may_wait` says that the verb may wait on the
    device of who answers until there is a network; `leads`, that it makes something new, which is shown next; `edits`,
    that its form begins with what is there, or its press is about it, which nobody else may have changed meanwhile.
    """

    verb: str
    run: Callable[..., Any]
    said: Text | Callable[[Any], str]
    form: Callable[..., Any] = forms.Form
    given: tuple[str, ...] = ()
    norm: Literal["hide", "tell"] = "hide"
    may_wait: bool = False
    leads: bool = False
    edits: bool = False

    def form_for(self, *sent: Any, **known: Any) -> Any:
        """Its form, told what it needs of what is `known`."""
        return self.form(*sent, **{name: known[name] for name in self.given})

    def told(self, result: Any) -> str:
        """What the reader is told when it is done."""
        return str(self.said(result) if callable(self.said) else self.said)


@dataclass(frozen=True)
class Door:
    """A verb as the page offers it: its address, whether it asks for something, or why it is shut now."""

    act: Act
    url: str
    refusal: Refused | None
    version: int | None = None
    """What the reader saw, where the press is about that and no other."""

    @property
    def label(self) -> Text:
        """What the button says."""
        return VERBS[self.act.verb].label

    @property
    def asks(self) -> bool:
        """Whether there is something to type."""
        return self.act.form is not forms.Form


def doors(
    actor: Actor, subject: Any, acts: Mapping[str, Act], address: Callable[[str], str], *names: str
) -> dict[str, Door]:
    """The verbs of the actor on a subject, by their names in Python; none that is not held or whose step is not open."""
    found: dict[str, Door] = {}
    for step in names or acts:
        act = acts[step]
        refusal = may(actor, act.verb, subject)
        if refusal is not None and _hides(refusal, act, subject):
            continue
        found[step.replace("-", "_")] = Door(
            act, address(step), refusal, subject.version if act.edits else None
        )
    return found


def _hides(refusal: Refused, act: Act, subject: Any) -> bool:
    """Whether nothing is shown of a verb that is refused so; a norm is told only where the step itself is open."""
    if refusal.code == "rule":
        return act.norm == "hide" or not is_its_time(act.verb, subject)
    return refusal.code == "no-grant" or refusal.code == "step-not-open"
