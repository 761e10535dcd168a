"""All packs of some folders, each after those it extends."""

from pathlib import Path

from jingwei.kernel.packs.load import Reading, load

ROOT = Path(__file__).resolve().parents[3] / "packs"
SHARED = (
    *("clause", "role", "kind", "term", "matter-type", "body", "item-kind", "committee-kind"),
    *("balance", "indicator", "obligation", "turn"),
)
NOT_PACKS = {"schema"}


def readings(*roots: Path) -> list[Reading]:
    """Read every pack below some folders, the extended first; faults between packs are noted in the later one.

    A pack that lies in two of the folders is read from the later one.
    """
    folders: dict[str, Path] = {}
    for root in filter(Path.is_dir, roots):
        folders |= {path.name: path for path in sorted(root.iterdir()) if _is_pack(path)}
    found = {name: load(path) for name, path in folders.items()}
    ordered: dict[str, Reading] = {}
    for name in found:
        _place(name, found, ordered, ())
    _note_clashes(list(ordered.values()))
    return list(ordered.values())


def _is_pack(path: Path) -> bool:
    return path.is_dir() and path.name[0] not in "._" and path.name not in NOT_PACKS


def bases(reading: Reading, others: list[Reading]) -> list[Reading]:
    """The packs that a pack extends, directly or through another."""
    by_name = {other.folder.name: other for other in others}
    found: dict[str, Reading] = {}
    wanted = _extended(reading)
    while wanted:
        if (name := wanted.pop()) in by_name and name not in found:
            found[name] = by_name[name]
            wanted += _extended(by_name[name])
    return [other for name, other in found.items() if other is not reading]


def _extended(reading: Reading) -> list[str]:
    return list(reading.about.extends) if reading.about else []


def _place(name: str, found: dict[str, Reading], ordered: dict[str, Reading], above: tuple[str, ...]) -> None:
    if name in ordered:
        return
    reading = found[name]
    head = reading.head
    if head and head.id and head.id != name:
        reading.faults.append(head.fault(("id",), f"the pack lies in «{name}», so its id should be «{name}»"))
    for index, base in enumerate(_extended(reading)):
        if head and (base not in found or base in (*above, name)):
            problem = "extends this pack in turn" if base in found else "is no pack"
            reading.faults.append(head.fault(("extends", index), f"«{base}» {problem}"))
        elif base in found:
            _place(base, found, ordered, (*above, name))
    ordered[name] = reading


def _note_clashes(ordered: list[Reading]) -> None:
    """An id belongs to one pack only: what cites it need not say of which."""
    owners: dict[tuple[str, str], str] = {}
    for reading in ordered:
        for noun in SHARED:
            for entry in reading.entries[noun]:
                owner = owners.setdefault((noun, entry.id), reading.folder.name)
                if entry.id and owner != reading.folder.name:
                    reading.faults.append(
                        entry.fault(("id",), f"{noun} «{entry.id}» already belongs to {owner}")
                    )
