"""Published versions never change: each is sealed with the fingerprint of its content, and its content is kept beside it."""

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from jingwei.kernel.packs.fault import BrokenPack, Fault
from jingwei.kernel.packs.load import LOCK, PUBLISHED, Reading
from jingwei.kernel.packs.messages import message
from jingwei.kernel.packs.spec.files import SHELVES
from jingwei.kernel.packs.spec.words import Spec
from jingwei.kernel.packs.text import read

LATER = ("body", "item-kind", "committee-kind", "balance", "turn")
"""Nouns that packs published before this line do not know."""


class Seal(Spec):
    """A version and what it held."""

    version: Annotated[int, Field(ge=1)]
    fingerprint: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]


class Lock(Spec):
    """All published versions of a pack."""

    versions: tuple[Seal, ...]


def canonical(reading: Reading) -> str:
    """All specs by noun and id as JSON in one form only. Cases are left out, they explain and decide nothing.

    So are nouns that came later, where a pack has none: what was published before keeps its fingerprint.
    """
    content: dict[str, Any] = {
        shelf.noun: {
            entry.id: entry.spec.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            for entry in reading.sound(shelf.noun)
        }
        for shelf in SHELVES
        if shelf.noun != "case" and (shelf.noun not in LATER or reading.sound(shelf.noun))
    }
    content["pack"] = reading.about.model_dump(mode="json", exclude={"version"}) if reading.about else None
    content["section"] = {str(s.number): s.model_dump(mode="json") for s in reading.sections}
    return _compact(content)


def _compact(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(content: str) -> str:
    """SHA-256 of canonical content."""
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"


def fingerprint(reading: Reading) -> str:
    """SHA-256 of the canonical content of a pack that was read."""
    return digest(canonical(reading))


def published(folder: Path) -> dict[int, str]:
    """The canonical content of every version that was published, by its number; what cannot be read is left out."""
    found: dict[int, str] = {}
    for path in (folder / PUBLISHED).glob("*.json"):
        with contextlib.suppress(ValueError, OSError):
            found[int(path.stem)] = _compact(json.loads(path.read_text(encoding="utf-8")))
    return dict(sorted(found.items()))


def check_version(reading: Reading) -> list[Fault]:
    """The version a pack names has to be sealed, with just this content."""
    if reading.head is None or (about := reading.about) is None:
        return []
    lock, faults = _lock(reading.folder)
    if faults:
        return faults
    seals = {seal.version: seal.fingerprint for seal in lock.versions}
    if (sealed := seals.get(about.version)) is None:
        return [reading.head.fault(("version",), f"version {about.version} is not sealed in {LOCK}: seal it")]
    if sealed != fingerprint(reading):
        text = f"the content of version {about.version} has changed since it was published: give it a new version"
        return [reading.head.fault(("version",), text)]
    return [
        Fault(
            f"{reading.folder.name}/{PUBLISHED}/{number}.json", 1, "", f"not the content of version {number}"
        )
        for number in _unlike(reading.folder, seals)
    ]


def _unlike(folder: Path, seals: dict[int, str]) -> list[int]:
    """The versions whose kept content is missing, or is not what was sealed."""
    held = published(folder)
    return [n for n in sorted(seals.keys() | held.keys()) if n not in held or digest(held[n]) != seals.get(n)]


def seal(reading: Reading) -> str:
    """Publish the version a pack names; a version that was published with other content is refused."""
    if reading.head is None or (about := reading.about) is None or reading.faults:
        raise BrokenPack(tuple(reading.faults))
    lock, faults = _lock(reading.folder)
    seals = {each.version: each.fingerprint for each in lock.versions}
    if seals.setdefault(about.version, fingerprint(reading)) != fingerprint(reading):
        faults += check_version(reading)
    if faults:
        raise BrokenPack(tuple(faults))
    lines = [
        f"  - version: {number}\n    fingerprint: {sealed}\n" for number, sealed in sorted(seals.items())
    ]
    (reading.folder / LOCK).write_text("versions:\n" + "".join(lines), encoding="utf-8")
    (reading.folder / PUBLISHED).mkdir(exist_ok=True)
    content = json.dumps(json.loads(canonical(reading)), ensure_ascii=False, sort_keys=True, indent=1)
    (reading.folder / PUBLISHED / f"{about.version}.json").write_text(content + "\n", encoding="utf-8")
    return seals[about.version]


def _lock(folder: Path) -> tuple[Lock, list[Fault]]:
    """The seals of a pack; none yet where the file is missing."""
    path, name = folder / LOCK, f"{folder.name}/{LOCK}"
    if not path.is_file():
        return Lock(versions=()), []
    text, faults = read(path, name)
    if text is None:
        return Lock(versions=()), faults
    try:
        lock = Lock.model_validate_json(json.dumps(text.value))
    except ValidationError as error:
        found = [(text.lines.find(d["loc"]), message(d)) for d in error.errors(include_url=False)]
        return Lock(versions=()), [Fault(name, line, way, says) for (line, way), says in found]
    numbers = [each.version for each in lock.versions]
    doubled = sorted({number for number in numbers if numbers.count(number) > 1})
    return lock, [Fault(name, 1, "versions", f"version {number} is sealed twice") for number in doubled]
