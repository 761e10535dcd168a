"""Decides in which order the rows of a tree can be taken, and which of them have no place in it."""

from collections.abc import Collection, Mapping

from jingwei.adapters.sheets.faults import fault
from jingwei.adapters.sheets.table import Line, Table


def parents_first(
    table: Table, *, codes: Collection[str] = (), names: Mapping[str, int] | None = None
) -> list[Line]:
    """Put parents before children, wherever they stand in the sheet; blame unknown parents and rings.

    `codes` are the codes that exist already; `names` says how many existing organisations bear a name.
    A faulty row stays in the list, after the others; a row under it hangs on it and is not blamed itself.
    """
    by_code = {line.values["code"]: line for line in reversed(table.lines) if line.values.get("code")}
    by_name: dict[str, list[Line]] = {}
    for line in table.lines:
        by_name.setdefault(line.values.get("name") or "", []).append(line)
    above: dict[int, Line] = {}
    for line in table.lines:
        parent = _parent(table, line, by_code, by_name, codes, names or {})
        if parent is not None:
            above[line.number] = parent
    _blame_rings(table, above)
    depths: dict[int, int] = {}
    return sorted(table.lines, key=lambda line: _depth(line, above, depths))


def _parent(
    table: Table,
    line: Line,
    by_code: Mapping[str, Line],
    by_name: Mapping[str, list[Line]],
    codes: Collection[str],
    names: Mapping[str, int],
) -> Line | None:
    code, name = line.values.get("parent_code"), line.values.get("parent_name")
    if code:
        if code not in by_code and code not in codes:
            table.blame(line, "parent_code", fault("unknown-parent", value=code))
        return by_code.get(code)
    if not name:
        return None
    inside = by_name.get(name, [])
    # A name both in the sheet and on record is most likely the same organisation: trust the sheet.
    count = len(inside) or names.get(name, 0)
    if count != 1:
        table.blame(
            line, "parent_name", fault("unknown-parent" if not count else "parent-ambiguous", value=name)
        )
        return None
    return inside[0] if inside else None


def _blame_rings(table: Table, above: dict[int, Line]) -> None:
    settled: set[int] = set()
    for line in table.lines:
        path: dict[int, Line] = {}
        here: Line | None = line
        while here is not None and here.number not in settled:
            if here.number in path:
                ring = list(path.values())[list(path).index(here.number) :]
                _blame_ring(table, ring, above)
                break
            path[here.number] = here
            here = above.get(here.number)
        settled.update(path)


def _blame_ring(table: Table, ring: list[Line], above: dict[int, Line]) -> None:
    words = [str(line.values.get("name") or line.values.get("code") or line.number) for line in ring]
    path = " → ".join([*words[:6], *(["…"] if len(words) > 6 else []), words[0]])
    for line in ring:
        key = "parent_code" if line.values.get("parent_code") else "parent_name"
        table.blame(line, key, fault("cycle", path=path))
        above.pop(line.number)


def _depth(line: Line, above: Mapping[int, Line], depths: dict[int, int]) -> int:
    path = [line]
    while path[-1].number not in depths and path[-1].number in above:
        path.append(above[path[-1].number])
    depth = depths.get(path[-1].number, 0)
    for passed in reversed(path):
        depths.setdefault(passed.number, depth)
        depth = depths[passed.number] + 1
    return depths[line.number]
