"""What the ledger will remember: one frozen dataclass a verb, and how it reads as a sentence."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Literal, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override
from pydantic_core import to_json

from jingwei.kernel.errors import Text

Standing = Literal["said", "answered", "reckoned", "trace"]
EVENTS: dict[str, type[Event]] = {}
TITLES: dict[str, Callable[[str], str]] = {}
PLAIN = frozenset(("str", "int", "bool"))
"""Types whose values are written down alike by everybody."""

# JSONEncoder makes its fast half anew for every value; a ledger of many rows makes it once.
_encode = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, str, json.encoder.encode_basestring, None, ":", ",", True, False, False
)


def canonical(values: Any) -> str:
    """JSON in one form only, so that equal values have equal digests."""
    return "".join(_encode(values, 0))


class Part(NamedTuple):
    """The names of some fields of an event, in the order in which they are written, and whether all are plain."""

    names: tuple[str, ...]
    is_plain: bool

    def said(self, values: dict[str, Any]) -> dict[str, Any]:
        """Those of the values that say something."""
        return {k: v for k in self.names if (v := values[k]) is not None and v != ""}

    def written(self, values: dict[str, Any]) -> str:
        """Their `canonical` form."""
        return to_json(values, fallback=str).decode() if self.is_plain else canonical(values)


_parts: dict[str, tuple[Part, Part, Part]] = {}


def parts_of(event: type[Event]) -> tuple[Part, Part, Part]:
    """The fields of a kind of event that stand in clear, aside, and aside concealed; found once."""
    if event.verb not in _parts:
        _parts[event.verb] = _found(event)
    return _parts[event.verb]


def _found(event: type[Event]) -> tuple[Part, Part, Part]:
    types = {field.name: getattr(field.type, "__name__", field.type) for field in dataclasses.fields(event)}

    def part(names: Iterable[str]) -> Part:
        ordered = tuple(sorted(names))
        return Part(ordered, PLAIN.issuperset(types[name] for name in ordered))

    return (
        part(set(types).difference(event.personal)),
        part(set(event.personal).difference(event.secret)),
        part(event.secret),
    )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. A subclass gives `verb`, `sentence` (lazy, named placeholders) and `personal`.

    The sentence may use `{actor}`, `{subject}` and the event's own fields. Fields named in `personal`
    are kept apart from the chain, which holds only their digest, so that they can be erased; those among them
    that `secret` names lie concealed there, and no sentence uses them.

    `standing` tells what a record proves: `said` by whoever did it, `answered` by another side or several,
    `reckoned` by the platform from dates; or no more than a `trace`, which costs nothing to leave.

    `said_as` tells how a field is said where the sentence does not say it as it is kept.
    """

    verb: ClassVar[str]
    sentence: ClassVar[Text]
    personal: ClassVar[tuple[str, ...]] = ()
    secret: ClassVar[tuple[str, ...]] = ()
    standing: ClassVar[Standing] = "said"
    said_as: ClassVar[Mapping[str, Callable[[str], str]]] = {}

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
        values = self.__dict__
        return {name: values[name] for name in parts_of(type(self))[0].names}

    def personal_values(self) -> dict[str, Any]:
        """The fields that are kept aside in clear, empty where there are none."""
        return parts_of(type(self))[1].said(self.__dict__)

    def secret_values(self) -> dict[str, Any]:
        """The fields that are kept aside concealed, empty where there are none."""
        return parts_of(type(self))[2].said(self.__dict__)

    @classmethod
    def written(cls, values: dict[str, Any]) -> tuple[str, str, str]:
        """Public, personal and secret values of such an event as the ledger keeps them; "" where nothing is aside or secret."""
        public, personal, secret = parts_of(cls)
        data = public.written({name: values[name] for name in public.names})
        if not (personal.names or secret.names):
            return data, "", ""
        aside, hidden = personal.said(values), secret.said(values) if secret.names else None
        if hidden:
            return data, personal.written(aside), secret.written(hidden)
        return data, personal.written(aside) if aside else "", ""


class Erased(dict[str, Any]):
    """Values for a sentence whose personal part is gone: a missing value reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "——"


def sentence_of(verb: str, values: dict[str, Any], *, actor: str, subject: str) -> str:
    """The record as one sentence in the reader's language, from stored values alone."""
    event = EVENTS.get(verb)
    template = str(event.sentence) if event else "{actor} · {subject}"
    return template.format_map(Erased(said_here(verb, values), actor=actor, subject=subject))


def said_here(verb: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an event as they are said in the reader's language."""
    ways = EVENTS[verb].said_as.items() if verb in EVENTS else ()
    return {**values, **{name: say(values[name]) for name, say in ways if name in values}}


def titled(kind: str, say: Callable[[str], str]) -> None:
    """Declare how the title of such a subject, kept in the words of the pack, is said in the reader's language."""
    TITLES[kind] = say


def title_here(kind: str, kept: str) -> str:
    """The title of a subject as it is said in the reader's language; a name stays as it is."""
    return TITLES[kind](kept) if kind in TITLES else kept


def label_kept(label: Text) -> str:
    """A fixed label as the ledger keeps it: in Chinese, in which labels are written, whoever writes."""
    with override("zh-hans"):
        return str(label)


def label_here(kept: str) -> str:
    """A label that the ledger keeps, in the reader's language."""
    return _(kept) if kept else ""


def unstopped(text: str) -> str:
    """A sentence of somebody's own without its full stop, since ours goes on behind it."""
    return text.rstrip("。")


def named(labels: Mapping[str, Text]) -> Callable[[str], str]:
    """Names of fields, kept with commas between, as people call them in the reader's language."""
    return lambda kept: _("、").join(str(labels.get(name, name)) for name in kept.split(", "))
