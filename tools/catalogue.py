"""Keeps the English catalogues true: every message of a room, from Python and templates, translated once.

The Chinese source is the message itself, so Chinese needs no catalogue.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from jinja2 import Environment

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "jingwei"
FLOORS = ("kernel", "config", "adapters", "ui", "shell")
FLOORS_OF_ROOMS = ("foundation", "mechanisms")
NOT_TRANSLATED = frozenset({"tests", "migrations", "locale", "static"})
HEADER = {
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

# name of the function: which of its arguments are context, message, plural
CALLS = {
    **dict.fromkeys(("_", "_l", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
TEMPLATES = Environment(extensions=["jinja2.ext.i18n"])
TEMPLATES.policies["ext.i18n.trimmed"] = True
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!\{)\{(\w*)[^{}]*\}(?!\})")
HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Message:
    """A text to translate and where it is first said."""

    text: str
    file: Path
    line: int
    context: str | None = None
    plural: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes two messages the same entry."""
        return self.context, self.text


def rooms(house: Path = HOUSE) -> tuple[Path, ...]:
    """The folders that have a catalogue of their own."""
    floors = [house / name for name in FLOORS]
    inner = [
        path for name in FLOORS_OF_ROOMS for path in sorted((house / name).glob("*/")) if path.name[0] != "_"
    ]
    return tuple(path for path in (*floors, *inner) if path.is_dir())


def messages(room: Path) -> tuple[Message, ...]:
    """Every message of a room, each once, in the order of its files."""
    found: dict[tuple[str | None, str], Message] = {}
    for file in sorted((*room.rglob("*.py"), *room.rglob("*.html"))):
        if NOT_TRANSLATED.isdisjoint(file.relative_to(room).parts):
            for message in _in_python(file) if file.suffix == ".py" else _in_template(file):
                known = found.setdefault(message.key, message)
                if message.plural and not known.plural:
                    found[message.key] = message
    return tuple(found.values())


def _in_python(file: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and (places := CALLS.get(_name(node.func))) and node.args:
            words = [_literal(node.args[p]) if p is not None and p < len(node.args) else None for p in places]
            if words[1]:
                yield Message(words[1], file, node.lineno, words[0], words[2] or "")


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _in_template(file: Path) -> Iterator[Message]:
    for line, function, said in TEMPLATES.extract_translations(  # type: ignore[attr-defined]
        file.read_text(encoding="utf-8")
    ):
        given = (said,) if isinstance(said, str) else said
        context, text, plural = (
            given[p] if p is not None and p < len(given) else None for p in CALLS[function]
        )
        if text:
            yield Message(text, file, line, context, plural or "")


def computed(room: Path) -> Iterator[str]:
    """Calls that hand gettext a text made on the spot: it can never be in a catalogue."""
    for file in sorted(room.rglob("*.py")):
        if NOT_TRANSLATED.isdisjoint(file.relative_to(room).parts):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and _name(node.func) in CALLS
                    and any(map(_is_computed, node.args))
                ):
                    yield f"{_shown(file)}:{node.lineno}: a computed text cannot be translated: use placeholders"


def _is_computed(argument: ast.expr) -> bool:
    return isinstance(argument, ast.JoinedStr | ast.BinOp)


def path_of(room: Path) -> Path:
    """Where the English of a room is kept."""
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _read(room: Path) -> polib.POFile:
    path = path_of(room)
    return polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile(wrapwidth=100)


def update(room: Path) -> None:
    """Add what is missing, empty; remove what nobody says any more; keep every translation."""
    wanted, old = messages(room), {(entry.msgctxt, entry.msgid): entry for entry in _read(room)}
    if not wanted and not path_of(room).exists():
        return
    new = polib.POFile(wrapwidth=100)
    new.metadata = HEADER
    for message in wanted:
        entry = old.get(message.key) or polib.POEntry(msgid=message.text, msgctxt=message.context)
        entry.occurrences = [(message.file.relative_to(room).as_posix(), "")]
        entry.flags, entry.comment = [], ""
        if message.plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural = message.plural, {0: entry.msgstr, 1: entry.msgstr}
            entry.msgstr = ""
        new.append(entry)
    path_of(room).parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path_of(room)))


def faults(room: Path) -> Iterator[str]:
    """What stands between a room and a complete catalogue, each as file:line and what to do."""
    yield from computed(room)
    entries = {(entry.msgctxt, entry.msgid): entry for entry in _read(room)}
    for message in messages(room):
        where = f"{_shown(message.file)}:{message.line}"
        entry = entries.pop(message.key, None)
        if entry is None:
            yield f"{where}: not in the catalogue: {message.text!r}"
            continue
        for said in _translations(entry):
            if not said.strip():
                yield f"{where}: no English for {message.text!r}"
            elif not _placeholders(said) <= _placeholders(message.text + message.plural):
                yield f"{where}: placeholders differ: {message.text!r} and {said!r}"
            elif HAN.search(said) and not message.text.isascii() and said == message.text:
                yield f"{where}: left in Chinese: {message.text!r}"
        if _placeholders(message.text) - set().union(*map(_placeholders, _translations(entry))):
            yield f"{where}: placeholders lost in {_translations(entry)[-1]!r}"
    for entry in entries.values():
        yield f"{_shown(path_of(room))}:{entry.linenum}: nobody says {entry.msgid!r} any more"


def conflicts(found: Iterable[Path]) -> Iterator[str]:
    """Messages that two rooms translate differently: the platform would show whichever loads last."""
    seen: dict[tuple[str | None, str], tuple[list[str], Path]] = {}
    for room in found:
        for entry in _read(room):
            said, first = seen.setdefault((entry.msgctxt, entry.msgid), (_translations(entry), room))
            if all(said) and all(_translations(entry)) and said != _translations(entry):
                yield (
                    f"{_shown(path_of(room))}:{entry.linenum}: {entry.msgid!r} is {_translations(entry)[0]!r} here "
                    f"and {said[0]!r} in {_shown(first)}: agree, or give it a context"
                )


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _placeholders(text: str) -> set[str]:
    return {named or braced for named, braced in PLACEHOLDER.findall(text)}


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def compile_all(found: Iterable[Path] = ()) -> None:
    """Write the binary catalogue of every room whose text is newer."""
    for room in found or rooms():
        source, target = path_of(room), path_of(room).with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
            polib.pofile(str(source)).save_as_mofile(str(target))


def main(arguments: list[str]) -> int:
    """Check, or with --update renew, the catalogues of all rooms or of those named."""
    parser = argparse.ArgumentParser(prog="python -m tools.catalogue", description=__doc__)
    parser.add_argument(
        "rooms", nargs="*", type=Path, help="folders such as jingwei/ui; all where none is named"
    )
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--update", action="store_true", help="add missing messages, remove unused ones")
    task.add_argument("--check", action="store_true", help="list every fault (the default)")
    task.add_argument("--compile", action="store_true", help="write the binary catalogues")
    options = parser.parse_args(arguments)
    chosen = tuple(path.resolve() for path in options.rooms) or rooms()
    if options.compile:
        compile_all(chosen)
        return 0
    if options.update:
        for room in chosen:
            update(room)
    found = [fault for room in chosen for fault in faults(room)] + list(conflicts(rooms()))
    print("\n".join(found) or f"{len(chosen)} catalogues are complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
