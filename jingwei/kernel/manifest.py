"""The manifest: all that the rest of the platform may know about a room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Coming, Hanging, Waiting
from jingwei.kernel.errors import Text
from jingwei.kernel.finding import Finds

HOUSE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Panel:
    """A fragment offered to a named place on a page; `context` reads what it shows, as the actor may."""

    slot: str
    template: str
    context: Callable[[Any, Any], dict[str, Any] | None]
    order: int = 50


@dataclass(frozen=True)
class MenuItem:
    """A line of the side navigation, shown to those who hold `verb` (to all accounts where empty).

    `phone` is its short label in the bar of the phone, which has room for three.
    """

    group: str
    label: Text
    url: str
    icon: str
    verb: str = ""
    order: int = 50
    phone: Text = ""


@dataclass(frozen=True)
class Mechanism:
    """What a mechanism or a foundation noun shows of itself; `begins` says at which address a verb is begun.

    Its places: `{result}` that counts, `{organisation}` by id, and `{by}`, the last day that counts where the period is over.
    `sheets` are the kinds of sheet that it takes in, each a `SheetKind` of `adapters/sheets/kinds.py`. `coming` tells days
    for the calendar that wait for nobody, `finds` is what of it the search of the top bar finds.
    """

    name: str
    label: Text
    menu: tuple[MenuItem, ...] = ()
    panels: tuple[Panel, ...] = ()
    waiting: Callable[[Actor], Sequence[Waiting]] | None = None
    hanging: Callable[[Actor], Sequence[Hanging]] | None = None
    begins: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[Any, ...] = ()
    coming: Callable[[Actor], Sequence[Coming]] | None = None
    finds: tuple[Finds, ...] = ()


def folders(floor: str, *, house: Path = HOUSE) -> tuple[str, ...]:
    """The rooms of a floor, each known by its `mechanism.py`, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in (house / floor).glob("*/mechanism.py")))


def rooms() -> tuple[str, ...]:
    """The dotted names of all rooms, foundation first."""
    return tuple(
        f"jingwei.{floor}.{name}" for floor in ("foundation", "mechanisms") for name in folders(floor)
    )


@cache
def installed() -> tuple[Mechanism, ...]:
    """The manifests of all rooms."""
    return tuple(import_module(f"{room}.mechanism").mechanism for room in rooms())


def parts(name: str) -> Iterator[tuple[str, Any]]:
    """The module `name` (urls, api, reactions …) of each room that has one."""
    for room in rooms():
        folder = HOUSE.joinpath(*room.split(".")[1:])
        if (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists():
            yield room.rpartition(".")[2], import_module(f"{room}.{name}")


@cache
def panels(slot: str) -> tuple[Panel, ...]:
    """The panels offered to a place, in order."""
    offered = [panel for mechanism in installed() for panel in mechanism.panels if panel.slot == slot]
    return tuple(sorted(offered, key=lambda panel: panel.order))


def begun_at(verb: str, **known: Any) -> str:
    """Where a verb is begun, its places filled with what is known; nothing where it has no page of its own."""
    found = (each.begins[verb] for each in installed() if verb in each.begins)
    return next(found, "").format(**known)
