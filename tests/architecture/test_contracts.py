"""The import contracts hold, and each of them breaks when it should."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, under

LINT = "from importlinter.cli import lint_imports_command as run; run()"

# contract, the file that breaks it, what the file says
PLANTED = {
    "floors": ("kernel/planted.py", "import jingwei.foundation.ledger"),
    "mechanisms": ("mechanisms/planted_b/rules.py", "import jingwei.mechanisms.planted_a.events"),
    "ladder": ("foundation/ledger/planted.py", "import jingwei.foundation.people"),
    "ladder, a noun without a rung": ("foundation/planted/__init__.py", ""),
    "rooms": ("mechanisms/planted_a/events.py", "import jingwei.mechanisms.planted_a.actions"),
    "rooms, a file without a layer": ("mechanisms/planted_a/extras.py", ""),
    "models": ("mechanisms/planted_b/actions.py", "import jingwei.foundation.people.models"),
    "models, from a view of the same room": (
        "mechanisms/planted_a/views.py",
        "import jingwei.mechanisms.planted_a.models",
    ),
    "rings": ("kernel/planted_ring.py", "import jingwei.kernel.planted_back"),
}
GROUND = {
    "mechanisms/planted_a/__init__.py": "",
    "mechanisms/planted_a/actions.py": "",
    "mechanisms/planted_a/models.py": "",
    "mechanisms/planted_a/events.py": "",
    "mechanisms/planted_b/__init__.py": "",
    "kernel/planted_back.py": "import jingwei.kernel.planted_ring",
    "kernel/planted_ring.py": "",
}


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo", "--no-cache", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": f"{folder}:{ROOT}", "COLUMNS": "300"},
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house with two empty mechanisms on the ground."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path in under("jingwei", ".py"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    for name, said in GROUND.items():
        plant(tmp_path, name, said)
    return tmp_path


def plant(house: Path, name: str, said: str) -> None:
    path = house / "jingwei" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(said)


def test_the_contracts_hold() -> None:
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("fault", PLANTED)
def test_a_contract_breaks_on_a_planted_fault(house: Path, fault: str) -> None:
    name, said = PLANTED[fault]
    plant(house, name, said)

    result = lint(house, "--contract", fault.partition(",")[0])

    assert result.returncode == 1
    assert "planted" in result.stdout, result.stdout


def test_the_planted_ground_itself_is_clean(house: Path) -> None:
    result = lint(house)

    assert "planted" not in result.stdout, result.stdout
