"""The JSON Schema of every kind of file in a pack, for editors; frozen by a test."""

import json
from pathlib import Path

from jingwei.kernel.packs.spec.files import HEAD, SHELVES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """File name to schema text, one for each noun."""
    return {
        f"{shelf.noun}.json": _text({"$schema": DIALECT, **shelf.shell.model_json_schema()})
        for shelf in (HEAD, *SHELVES)
    }


def write(folder: Path) -> list[str]:
    """Write all schemas and name those that changed."""
    folder.mkdir(exist_ok=True)
    changed = stale(folder)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
    return changed


def stale(folder: Path) -> list[str]:
    """The schemas that differ from the specs."""
    return sorted(
        name
        for name, text in schemas().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    )


def _text(schema: dict[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
