"""`./jw manage pack`: check with file and line, list, load, adopt."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jingwei.foundation.policy.models import Adoption, PackVersion
from jingwei.kernel.packs.library import ROOT
from tests.support.world import World

ID = "heilongjiang-2022-38"


def said(*words: str, **options: object) -> str:
    out = io.StringIO()
    call_command("pack", *words, stdout=out, **options)
    return out.getvalue()


def test_check_names_every_fault_with_file_and_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / ID, tmp_path / ID)
    clauses = tmp_path / ID / "clauses" / "1-idea.yaml"
    clauses.write_text(
        clauses.read_text().replace("orienting: true", "orienting: maybe").replace("two-skins", "no-term")
    )

    with pytest.raises(CommandError) as refused:
        said("check", "--folder", str(tmp_path))

    faults = str(refused.value).splitlines()
    assert f"{ID}/clauses/1-idea.yaml:13: clauses[0].orienting: should be true or false" in faults
    assert any("no-term" in fault for fault in faults)
    assert len(faults) >= 5


def test_load_keeps_the_versions_once(world: World) -> None:
    said("load", "--builtin")
    said("load", "--builtin")

    assert list(PackVersion.objects.values_list("pack", "version")) == [(ID, 1)]
    assert not Adoption.objects.exists()


def test_adopt_and_list(world: World) -> None:
    assert said("adopt", ID, "--university", "U-0001") == f"U-0001 {ID} 1\n"

    listed = said("list")

    assert f"{ID}\t1\tsha256:" in listed
    assert f"U-0001 北疆理工大学: {ID} 1" in listed


def test_a_refusal_is_one_line(world: World) -> None:
    with pytest.raises(CommandError, match="没有编号为 U-9999 的学校"):
        said("adopt", ID, "--university", "U-9999")
    with pytest.raises(CommandError, match="没有叫 none 的政策包"):
        said("adopt", "none", "--university", "U-0001")
