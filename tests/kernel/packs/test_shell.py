"""The words one can say to the packs from a shell."""

import pytest

from jingwei.kernel.packs.__main__ import main
from jingwei.kernel.packs.library import ROOT

PACK = "heilongjiang-2022-38"


def test_check_is_quiet_about_sound_packs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().err == "packs: no fault\n"


def test_sealing_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    lock = ROOT / PACK / "versions.lock"
    before = lock.read_bytes()

    assert main(["seal", PACK]) == 0

    assert lock.read_bytes() == before
    assert capsys.readouterr().out.strip() in before.decode()


def test_a_pack_that_is_not_there_is_not_sealed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seal", "nowhere"]) == 1
    assert capsys.readouterr().err == "nowhere/pack.yaml:1: the file is missing\n"


def test_an_unknown_word_is_answered_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paint"]) == 2
    assert capsys.readouterr().err == "usage: python -m jingwei.kernel.packs check | seal PACK | schema\n"
