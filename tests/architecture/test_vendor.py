"""Third-party browser files are byte for byte what their publisher gave out."""

from __future__ import annotations

import hashlib
import tomllib

from tests.architecture.source import ROOT, VENDOR, files

LISTED = tomllib.loads((VENDOR / "VERSIONS.toml").read_text())["file"]


def test_each_file_has_its_digest() -> None:
    wrong = [
        entry["file"]
        for entry in LISTED
        if hashlib.sha256((ROOT / entry["file"]).read_bytes()).hexdigest() != entry["sha256"]
    ]

    assert wrong == []


def test_each_third_party_file_is_listed_with_version_and_licence() -> None:
    there = {
        str(p.relative_to(ROOT))
        for p in files()
        if "vendor" in p.parts and p.suffix in (".js", ".css", ".mjs")
    }

    assert there == {entry["file"] for entry in LISTED}
    assert all(entry["name"] and entry["version"] and entry["licence"] for entry in LISTED)
