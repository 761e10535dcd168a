"""Packs for tests: other folders at hand for a while, and the next version of a pack written and sealed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jingwei.kernel.packs import registry
from jingwei.kernel.packs.library import ROOT
from jingwei.kernel.packs.load import load
from jingwei.kernel.packs.versions import seal

SHIPPED = "heilongjiang-2022-38"
SECOND_DOCUMENT = Path(__file__).parent / "second_pack"
"""A folder with an invented notice that stands beside the shipped one."""
Edits = Mapping[str, tuple[tuple[str, str], ...]]
"""File to pairs of old and new text; a pair whose old text is empty adds to the end."""


@contextmanager
def at_hand(*roots: Path) -> Iterator[None]:
    """These folders of packs, and no other, are at hand until the block ends."""
    before = registry.roots
    registry.roots = lambda: roots
    registry.forget()
    try:
        yield
    finally:
        registry.roots = before
        registry.forget()


def write_next(root: Path, edits: Edits, *, effective: str = "2026-09-01", pack: str = SHIPPED) -> Path:
    """Write the next version of a pack into a folder, from what lies there or from what ships; sealed."""
    folder = root / pack
    if not folder.exists():
        shutil.copytree(ROOT / pack, folder)
    number = load(folder).about.version  # type: ignore[union-attr]
    since = next(
        line for line in (folder / "pack.yaml").read_text().splitlines() if line.startswith("effective_from")
    )
    head = ((f"version: {number}", f"version: {number + 1}"), (since, f"effective_from: {effective}"))
    for place, pairs in {"pack.yaml": head, **edits}.items():
        path = folder / place
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            if old and old not in text:
                raise LookupError(f"{place} has no {old!r}")
            text = text.replace(old, new, 1) if old else text + new
        path.write_text(text, encoding="utf-8")
    seal(load(folder))
    return folder


def block(place: str, identifier: str, pack: str = SHIPPED) -> str:
    """The lines of one item of a shipped file, to be cut, moved or changed."""
    lines = (ROOT / pack / place).read_text(encoding="utf-8").splitlines(keepends=True)
    begins = [i for i, line in enumerate(lines) if line.startswith("  - id:")]
    first = next(i for i in begins if lines[i].split(":")[1].strip().strip('"') == identifier)
    last = next((i for i in begins if i > first), len(lines))
    return "".join(lines[first:last])


CITED = '    clause: "3.7"'
"""How an indicator names the clause that is split."""


def second_version() -> Edits:
    """A second version of the shipped pack in which each thing that can happen to a clause happens once.

    3.9 is reworded, 6.6 moves to chapter 3, 3.7 is split in 3.7a and 3.7b, 5.1c is merged into 5.1a, 5.1e is repealed,
    4.6 is new.
    Inspection is asked twice a year from 2027 on; the exploration of courses is repealed; one reading is reworded.
    """
    people, organisation = "clauses/6-people.yaml", "clauses/3-organisation.yaml"
    carriers, notice = "clauses/5-carriers.yaml", "obligations/notice.yaml"
    moved, split = block(people, "6.6"), block(organisation, "3.7")
    inspected = block(notice, "matters-inspected")
    new = (
        block("clauses/4-mechanisms.yaml", "4.3b")
        .replace('"4.3b"', '"4.6"')
        .replace("条件相同时", "新增的一款：条件相同时")
    )
    return {
        people: ((moved, ""),),
        organisation: (
            ("支部要把一个单位的人拢在一起。", "支部要把一个单位的人拢在一起，有话当面说。"),
            (split, split.replace('"3.7"\n', '"3.7a"\n    replaces: ["3.7"]\n')),
            ("", split.replace('"3.7"\n', '"3.7b"\n    replaces: ["3.7"]\n').replace("要用得上专业和岗位", "要听服务对象怎么说")),
            ("", moved.replace('"6.6"\n', '"3.12"\n    replaces: ["6.6"]\n')),
        ),
        carriers: (
            ('  - id: "5.1a"\n', '  - id: "5.1a"\n    replaces: ["5.1c"]\n'),
            (block(carriers, "5.1c"), ""),
            (block(carriers, "5.1e"), ""),
        ),
        "clauses/4-mechanisms.yaml": (("", new),),
        "indicators/breadth.yaml": ((CITED, '    clause: "3.7b"'),) * 2,
        "indicators/effect.yaml": ((CITED, '    clause: "3.7b"'),),
        notice: (
            (
                inspected,
                inspected.replace("at_least: 1", "at_least: 2").replace("2022-05-31", "2027-01-01"),
            ),
            (block(notice, "course-with-branch"), ""),
            ("为一件事项写明三个点", "为一件事项写清三个点"),
        ),
    }  # fmt: skip
