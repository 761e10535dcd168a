"""YAML text to plain values that know their lines: a small, safe part of YAML, read once and in bounds.

Only mappings, lists, text, whole numbers, true, false and null. Clause 1.10 stays text, a date stays text until a spec
asks for one. No tags, anchors, aliases, second documents or doubled keys; not larger, deeper or longer than the limits.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from jingwei.kernel.packs.fault import Fault

MAX_BYTES = 262_144
MAX_DEPTH = 16
MAX_NODES = 40_000

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
Location = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_WORDS: dict[str, Plain] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass
class Lines:
    """Where a value stands, and everything inside it."""

    line: int
    inside: dict[str | int, "Lines"] = field(default_factory=dict)

    def find(self, location: Location) -> tuple[int, str]:
        """The line of the nearest known value on the way, and the way to it; steps that are no keys are passed over."""
        here, way = self, ""
        for step in location:
            if step in here.inside:
                here = here.inside[step]
                way += f"[{step}]" if isinstance(step, int) else f".{step}" if way else step
        return here.line, way


@dataclass(frozen=True)
class Text:
    """A file that was read."""

    value: Plain
    lines: Lines


class _Unreadable(Exception):
    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message


def read(path: Path, name: str) -> tuple[Text | None, list[Fault]]:
    """Read one YAML file; doubled keys are reported together, anything worse stops the file."""
    faults: list[Fault] = []
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise _Unreadable(1, f"larger than {MAX_BYTES // 1024} KiB")
        text = _Builder(name, faults).build(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, [*faults, Fault(name, line, "", "this is not UTF-8")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        return None, [*faults, Fault(name, mark.line + 1 if mark else 1, "", f"this is not YAML: {problem}")]
    except _Unreadable as error:
        return None, [*faults, Fault(name, error.line, "", error.message)]
    return (None if faults else text), faults


class _Builder:
    """Turns the stream of YAML events into values, refusing what a pack may not use."""

    def __init__(self, name: str, faults: list[Fault]) -> None:
        self.name, self.faults, self.nodes = name, faults, 0

    def build(self, content: str) -> Text:
        events = iter(yaml.parse(content, Loader=_LOADER))
        next(events)
        if isinstance(next(events), yaml.StreamEndEvent):
            raise _Unreadable(1, "the file is empty")
        value, lines = self.value(next(events), events, 0)
        next(events)
        if not isinstance(after := next(events), yaml.StreamEndEvent):
            raise _Unreadable(_line(after), "a second document is not allowed")
        return Text(value, lines)

    def value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> tuple[Plain, Lines]:
        line = _line(event)
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Unreadable(line, "anchors and aliases are not allowed")
        if getattr(event, "tag", None):
            raise _Unreadable(line, "tags are not allowed")
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise _Unreadable(line, f"nested deeper than {MAX_DEPTH}, or more than {MAX_NODES} values")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(line, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(line, events, depth)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event), Lines(line)
        raise _Unreadable(line, "this is not YAML")

    def mapping(self, line: int, events: Iterator[yaml.Event], depth: int) -> tuple[Plain, Lines]:
        found: dict[str, Plain] = {}
        lines = Lines(line)
        for event in iter(lambda: next(events), None):
            if isinstance(event, yaml.MappingEndEvent):
                break
            key_line = _line(event)
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
                raise _Unreadable(key_line, "a key should be plain text")
            value, inside = self.value(next(events), events, depth + 1)
            if event.value in found:
                first = lines.inside[event.value].line
                self.faults.append(
                    Fault(self.name, key_line, event.value, f"doubled key, first on line {first}")
                )
                continue
            found[event.value], lines.inside[event.value] = value, Lines(key_line, inside.inside)
        return found, lines

    def sequence(self, line: int, events: Iterator[yaml.Event], depth: int) -> tuple[Plain, Lines]:
        found: list[Plain] = []
        lines = Lines(line)
        for event in iter(lambda: next(events), None):
            if isinstance(event, yaml.SequenceEndEvent):
                break
            value, inside = self.value(event, events, depth + 1)
            lines.inside[len(found)] = inside
            found.append(value)
        return found, lines


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> Plain:
    if event.style:
        return str(event.value)
    if event.value in _WORDS:
        return _WORDS[event.value]
    return int(event.value) if _WHOLE.match(event.value) else str(event.value)
