"""The JSON Schema beside the packs is the schema of the specs: a change of the format is seen in review."""

from pathlib import Path

from jingwei.kernel.packs.library import ROOT
from jingwei.kernel.packs.schema import schemas, stale, write


def test_the_committed_schema_is_the_schema_of_the_specs() -> None:
    folder = ROOT / "schema"

    assert stale(folder) == []
    assert sorted(path.name for path in folder.iterdir()) == sorted(schemas())


def test_a_stale_or_missing_schema_is_named(tmp_path: Path) -> None:
    assert write(tmp_path / "schema") == sorted(schemas())
    (tmp_path / "schema" / "role.json").write_text("{}")
    (tmp_path / "schema" / "kind.json").unlink()

    assert stale(tmp_path / "schema") == ["kind.json", "role.json"]
    assert write(tmp_path / "schema") == ["kind.json", "role.json"]
    assert stale(tmp_path / "schema") == []
