"""What the ledger will remember: one frozen dataclass a verb, and how it reads as a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, ClassVar, Literal

from jingwei.kernel.errors import Text

Standing = Literal["said", "answered", "reckoned", "trace"]
EVENTS: dict[str, type[Event]] = {}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. A subclass gives `verb`, `sentence` (lazy, named placeholders) and `personal`.

    The sentence may use `{actor}`, `{subject}` and the event's own fields. Fields named in `personal`
    are kept apart from the chain, which holds only their digest, so that they can be erased; those among them
    that `secret` names lie concealed there, and no sentence uses them.

    `standing` tells what a record proves: `said` by whoever did it, `answered` by another side or several,
    `reckoned` by the platform from dates; or no more than a `trace`, which costs nothing to leave.
    """

    verb: ClassVar[str]
    sentence: ClassVar[Text]
    personal: ClassVar[tuple[str, ...]] = ()
    secret: ClassVar[tuple[str, ...]] = ()
    standing: ClassVar[Standing] = "said"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for needed in ("verb", "sentence"):
            if needed not in cls.__dict__:
                raise TypeError(f"{cls.__name__} must declare {needed}")
        if cls.verb in EVENTS:
            raise TypeError(f"two events for {cls.verb}: {EVENTS[cls.verb].__name__} and {cls.__name__}")
        EVENTS[cls.verb] = cls

    def public_values(self) -> dict[str, Any]:
        """The fields that enter the chain in clear."""
        values = self.__dict__.copy()
        for name in self.personal:
            del values[name]
        return values

    def personal_values(self) -> dict[str, Any]:
        """The fields that are kept aside in clear, empty where there are none."""
        return self._said(name for name in self.personal if name not in self.secret)

    def secret_values(self) -> dict[str, Any]:
        """The fields that are kept aside concealed, empty where there are none."""
        return self._said(self.secret)

    def _said(self, names: Iterable[str]) -> dict[str, Any]:
        values = self.__dict__
        return {k: v for k in names if (v := values[k]) is not None and v != ""}


class Erased(dict[str, Any]):
    """Values for a sentence whose personal part is gone: a missing value reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "——"


def sentence_of(verb: str, values: dict[str, Any], *, actor: str, subject: str) -> str:
    """The record as one sentence in the reader's language, from stored values alone."""
    event = EVENTS.get(verb)
    template = str(event.sentence) if event else "{actor} · {subject}"
    return template.format_map(Erased(values, actor=actor, subject=subject))
