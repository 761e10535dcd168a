"""The whole check of the packs: reading, references, descent, versions, cases – every fault at once."""

from collections.abc import Collection, Mapping
from pathlib import Path

from jingwei.kernel.packs import cases
from jingwei.kernel.packs.descent import trace
from jingwei.kernel.packs.fault import Fault
from jingwei.kernel.packs.library import ROOT, bases, readings
from jingwei.kernel.packs.lint import lint
from jingwei.kernel.packs.load import Reading
from jingwei.kernel.packs.pack import Pack, pack_in
from jingwei.kernel.packs.resolve import resolve
from jingwei.kernel.packs.schema import stale
from jingwei.kernel.packs.versions import check_version, published


def check(
    *roots: Path, verbs: Collection[str] | None = None, standings: Mapping[str, str] | None = None
) -> list[Fault]:
    """Every fault of every pack, in the order of files and lines.

    Verbs are checked where they are given, and what indicators are made of where it is known what each record proves.
    """
    roots = roots or (ROOT,)
    found = readings(*roots)
    faults: list[Fault] = []
    for reading in found:
        faults += fitting(reading, found, verbs) + cases.run(reading, bases(reading, found))
        if standings is not None:
            faults += lint(reading, standings)
        if not reading.faults:
            faults += check_version(reading)
    for root in roots:
        if (root / "schema").is_dir():
            faults += [
                Fault(f"schema/{name}", 1, "", "differs from the specs: write it anew")
                for name in stale(root / "schema")
            ]
    return sorted(set(faults))


def fitting(reading: Reading, found: list[Reading], verbs: Collection[str] | None = None) -> list[Fault]:
    """Whether a pack fits itself, those it extends, and its own past: without it, nothing starts."""
    earlier = earlier_than(reading)
    return [*reading.faults, *resolve(reading, bases(reading, found), verbs), *trace(reading, earlier)]


def earlier_than(reading: Reading) -> list[Pack]:
    """The published versions before the one that was read."""
    number = reading.about.version if reading.about else 0
    return [pack_in(content, n) for n, content in published(reading.folder).items() if n < number]
