"""`./jw manage pack`: check with file and line, list, load, adopt."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jingwei.foundation.policy.models import Adoption, Decision, OfficialText, PackVersion
from jingwei.foundation.policy.queries import followed_by
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.library import ROOT
from jingwei.kernel.packs.load import load
from jingwei.kernel.packs.versions import seal
from tests.support.packs import at_hand
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


@pytest.mark.usefixtures("second")
def test_diff_is_a_readable_plan_and_changes_nothing(world: World) -> None:
    plan = said("diff", ID, university="U-0001")

    lines = plan.splitlines()
    assert lines[0] == "黑教工委〔2022〕38号：第 1 版 → 第 2 版，2026-09-01 起施行"
    assert lines[1] == "新增 1，改了说法 2，改了要求 4，换了地方 1，拆开 1，并到一处 2，废止 2"
    assert "条款 3.7 拆开 → 3.7a、3.7b" in lines
    assert "  次数：至少 1 次 → 至少 2 次" in lines
    assert lines[-1] == "采用以后有 9 处要定。办过的、签过的都不动，什么也不删。"
    assert (
        said("diff", ID, former=2, version=1).splitlines()[0].endswith("第 2 版 → 第 1 版，2022-05-31 起施行")
    )
    assert not Adoption.objects.exists()


@pytest.mark.usefixtures("second")
def test_apply_shows_the_plan_follows_and_lists_what_is_to_be_decided(world: World) -> None:
    told = said("apply", ID, university="U-0001", since=date(2026, 1, 1))
    decided = said("decide", "clause:3.7", "assign", "3.7a", university="U-0001")
    after = said("changes", university="U-0001")

    assert "条款 3.7 拆开 → 3.7a、3.7b" in told
    assert "U-0001 heilongjiang-2022-38 2" in told
    assert told.count("\t待定\t") == 9
    assert decided == "clause:3.7 分派\n"
    assert after.count("\t待定\t") == 8
    assert Decision.objects.get().heir_ids == ("3.7a",)
    with pytest.raises(CommandError, match="没有要定的“clause"):
        said("decide", "clause:9.9", "keep", university="U-0001")
    with pytest.raises(CommandError, match="新的要求更严"):
        said("decide", "obligation:matters-inspected", "keep", university="U-0001")
    with pytest.raises(CommandError, match="没有第 9 版"):
        said("adopt", ID, university="U-0001", number=9)


def test_a_pack_that_loosens_is_not_taken_in_and_names_file_and_line(world: World, tmp_path: Path) -> None:
    folder, own = tmp_path / "ours" / "home-school", tmp_path / "data"
    (folder / "obligations").mkdir(parents=True)
    head = (ROOT / ID / "pack.yaml").read_text().replace(ID, "home-school")
    (folder / "pack.yaml").write_text(f"{head}extends: [{ID}]\n")
    stricter = """obligations:
  - id: home-inspected
    text: {zh: 每季度检查一次, en: Once a quarter}
    clause: "4.1a"
    who: [WHO]
    modality: 要
    strength: warn
    cycle: quarter
    count: {verbs: [matters.inspect], at_least: 1}
    source: {instrument: 校内办法, article: 一}
    level: school
    tightens: matters-inspected
    verified: true
    effective_from: 2026-01-01
""".replace("WHO", ", ".join(registry.pack(ID).obligations["matters-inspected"].who))
    (folder / "obligations" / "own.yaml").write_text(stricter.replace("strength: warn", "strength: inform"))

    with at_hand(ROOT, own):
        with pytest.raises(CommandError) as refused:
            said("load", str(folder))
        (folder / "obligations" / "own.yaml").write_text(stricter)
        with pytest.raises(CommandError, match="is not sealed"):
            said("load", str(folder))
        seal(load(folder))
        said("load", str(folder))
        said("adopt", "home-school", university="U-0001")
        branch = followed_by(world.actor("branch")).edition.obligations
        outsider = followed_by(world.actor("outsider")).edition.obligations
        loaded = [each.id for each in registry.packs()]

    assert (
        "home-school/obligations/own.yaml:7: obligations[0].strength: "
        "looser than «matters-inspected»: a lower level may tighten, never loosen"
    ) in str(refused.value).splitlines()
    assert loaded == [ID, "home-school"]
    assert ("home-inspected" in branch, "matters-inspected" in branch) == (True, False)
    assert ("home-inspected" in outsider, "matters-inspected" in outsider) == (False, True)


def test_text_aligns_shows_what_did_not_and_is_mended_by_hand(world: World, tmp_path: Path) -> None:
    file = tmp_path / "意见.txt"
    file.write_text(
        "一件事一起谋划、一起部署、一起落实、一起检查。\n这一句不像。\n结对共建。\n", encoding="gb18030"
    )

    shown = said("text", str(file), university="U-0001")
    applied = said("text", str(file), university="U-0001", give=["2.1=2", "5.1f="], apply=True)

    assert shown.splitlines()[:3] == [
        "4.1a\t1\t一件事一起谋划、一起部署、一起落实、一起检查。",
        "5.1f\t3\t结对共建。",
        "没有对上的第 2 段：这一句不像。",
    ]
    assert "没有文本的条款：1.1、1.2" in shown
    assert "附上了 2 款的正式文本。" in applied
    assert dict(OfficialText.objects.values_list("clause", "text")) == {
        "4.1a": "一件事一起谋划、一起部署、一起落实、一起检查。",
        "2.1": "这一句不像。",
    }
    for given, says in (("9.9=1", "没有条款 9.9"), ("2.1=x", "应当写成"), ("2.1=99", "没有第 99 段")):
        with pytest.raises(CommandError, match=says):
            said("text", str(file), university="U-0001", give=[given])
    with pytest.raises(CommandError, match="打不开"):
        said("text", str(tmp_path / "none.txt"), university="U-0001")
    (tmp_path / "a.png").write_bytes(b"png")
    with pytest.raises(CommandError, match="只能读"):
        said("text", str(tmp_path / "a.png"), university="U-0001")


def test_what_is_no_pack_is_not_taken_in(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"没有 pack\.yaml"):
        said("load", str(tmp_path))
