"""A fault: what is wrong in a pack, and the line to mend."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault; `file` is relative to the folder of packs, `path` leads to the value inside the file."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path + ': ' if self.path else ''}{self.message}"


class BrokenPack(Exception):
    """Packs cannot be used; carries every fault found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
