"""From the folder of a pack to its specs: every fault of every file at once, each with its line."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from jingwei.kernel.packs.fault import Fault
from jingwei.kernel.packs.messages import message
from jingwei.kernel.packs.spec.about import About
from jingwei.kernel.packs.spec.clause import Section
from jingwei.kernel.packs.spec.files import HEAD, SHELVES, Shelf
from jingwei.kernel.packs.spec.words import Spec
from jingwei.kernel.packs.text import Lines, Location, Plain, read

MAX_FILES = 200
LOCK = "versions.lock"
PUBLISHED = "published"
SILENT = {LOCK, "README.md"}


@dataclass(frozen=True)
class Entry:
    """One item as it was found: its id, its file and lines, and its spec unless it is faulty."""

    noun: str
    id: str
    file: str
    way: str
    lines: Lines
    spec: Any

    def fault(self, location: Location, text: str) -> Fault:
        """A fault at a value inside this item."""
        line, way = self.lines.find(location)
        return Fault(self.file, line, f"{self.way}.{way}" if self.way and way else self.way or way, text)


@dataclass
class Reading:
    """All that was read of one pack, sound or not."""

    folder: Path
    head: Entry | None = None
    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    sections: list[Section] = field(default_factory=list)
    chapters: list[tuple[int, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def about(self) -> About | None:
        return self.head.spec if self.head else None

    def ids(self, noun: str) -> set[str]:
        """Every id of a noun, those of faulty items too, so that one fault is reported once."""
        return {entry.id for entry in self.entries[noun]}

    def sound(self, noun: str) -> list[Entry]:
        """The items of a noun that fit their spec."""
        return [entry for entry in self.entries[noun] if entry.spec is not None]


def load(folder: Path) -> Reading:
    """Read every file of a pack."""
    reading = Reading(folder)
    places = _places(folder, reading)
    for name, shelf in places:
        _load_file(folder / name, f"{folder.name}/{name}", shelf, reading)
    if not (folder / HEAD.place).is_file():
        reading.faults.append(Fault(f"{folder.name}/{HEAD.place}", 1, "", "the file is missing"))
    _once(reading)
    return reading


def _places(folder: Path, reading: Reading) -> list[tuple[str, Shelf]]:
    places: list[tuple[str, Shelf]] = []
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files[:MAX_FILES]:
        name = path.relative_to(folder).as_posix()
        shelf = next((each for each in (HEAD, *SHELVES) if _fits(name, each.place)), None)
        if shelf is not None:
            places.append((name, shelf))
        elif name not in SILENT and not _fits(name, f"{PUBLISHED}/*.json"):
            reading.faults.append(Fault(f"{folder.name}/{name}", 1, "", "no place in a pack for this file"))
    if len(files) > MAX_FILES:
        reading.faults.append(Fault(f"{folder.name}", 1, "", f"more than {MAX_FILES} files"))
    return places


def _fits(name: str, place: str) -> bool:
    return name.count("/") == place.count("/") and fnmatchcase(name, place)


def _load_file(path: Path, name: str, shelf: Shelf, reading: Reading) -> None:
    text, faults = read(path, name)
    reading.faults += faults
    if text is None:
        return
    shell: Spec | None = None
    try:
        shell = shelf.shell.model_validate_json(json.dumps(text.value))
    except ValidationError as error:
        reading.faults += _faults(error, name, text.lines)
    if shelf is HEAD:
        identifier = str(text.value.get("id", "")) if isinstance(text.value, dict) else ""
        reading.head = Entry(shelf.noun, identifier, name, "", text.lines, shell)
        return
    if shell is not None and (section := getattr(shell, "section", None)):
        reading.sections.append(section)
        reading.chapters.append((section.number, name))
    for index, value in enumerate(_items(text.value, shelf)):
        identifier = str(value.get("id", "")) if isinstance(value, dict) else ""
        spec = getattr(shell, shelf.items)[index] if shell is not None else _salvage(shelf, value)
        lines = text.lines.inside[shelf.items].inside[index]
        reading.entries[shelf.noun].append(
            Entry(shelf.noun, identifier, name, f"{shelf.items}[{index}]", lines, spec)
        )


def _items(value: Plain, shelf: Shelf) -> list[Plain]:
    items = value.get(shelf.items) if isinstance(value, dict) else None
    return items if isinstance(items, list) else []


def _salvage(shelf: Shelf, value: Plain) -> Any:
    """The sound items of a faulty file, so that their references are still checked."""
    try:
        return TypeAdapter[Any](shelf.item).validate_json(json.dumps(value))
    except ValidationError:
        return None


def _faults(error: ValidationError, name: str, lines: Lines) -> list[Fault]:
    details = error.errors(include_url=False)
    return [
        Fault(name, *lines.find(detail["loc"]), message(detail))
        for detail in details
        if detail["type"] != "too_short" or not any(_within(other["loc"], detail["loc"]) for other in details)
    ]


def _within(location: Location, above: Location) -> bool:
    """A list whose items are all faulty is not short as well."""
    return len(location) > len(above) and location[: len(above)] == above


def _once(reading: Reading) -> None:
    """Ids name one item of their noun each."""
    for entries in reading.entries.values():
        first: dict[str, Entry] = {}
        for entry in entries:
            if entry.id and (before := first.setdefault(entry.id, entry)) is not entry:
                where = f"{before.file}:{before.lines.find(('id',))[0]}"
                reading.faults.append(
                    entry.fault(("id",), f"{entry.noun} «{entry.id}» is already in {where}")
                )
