"""The whole check of the packs: reading, references, versions, cases – every fault at once."""

from collections.abc import Collection
from pathlib import Path

from jingwei.kernel.packs import cases
from jingwei.kernel.packs.fault import Fault
from jingwei.kernel.packs.library import ROOT, bases, readings
from jingwei.kernel.packs.resolve import resolve
from jingwei.kernel.packs.schema import stale
from jingwei.kernel.packs.versions import check_version


def check(root: Path = ROOT, verbs: Collection[str] | None = None) -> list[Fault]:
    """Every fault of every pack, in the order of files and lines; verbs are checked where they are given."""
    found = readings(root)
    faults: list[Fault] = []
    for reading in found:
        below = bases(reading, found)
        faults += reading.faults + resolve(reading, below, verbs) + cases.run(reading, below)
        if not reading.faults:
            faults += check_version(reading)
    if (root / "schema").is_dir():
        faults += [
            Fault(f"schema/{name}", 1, "", "differs from the specs: write it anew")
            for name in stale(root / "schema")
        ]
    return sorted(set(faults))
