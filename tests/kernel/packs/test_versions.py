"""A published version never changes."""

from pathlib import Path

import pytest

from jingwei.kernel.packs.check import check
from jingwei.kernel.packs.fault import BrokenPack
from jingwei.kernel.packs.load import load
from jingwei.kernel.packs.versions import fingerprint, seal

from .conftest import SOUND, Write


def says(root: Path) -> list[str]:
    return [str(fault) for fault in check(root)]


def test_a_version_has_to_be_sealed(write: Write) -> None:
    folder = write()

    assert says(folder.parent) == [
        "small/pack.yaml:3: version: version 1 is not sealed in versions.lock: seal it"
    ]
    seal(load(folder))
    assert says(folder.parent) == []


def test_changed_content_needs_a_new_version(write: Write) -> None:
    folder = write()
    seal(load(folder))
    changed = {"roles.yaml": SOUND["roles.yaml"].replace("matters.see, ", "")}

    write(changed)

    fault = "small/pack.yaml:3: version: the content of version 1 has changed since it was published: give it a new version"
    assert says(folder.parent) == [fault]
    with pytest.raises(BrokenPack, match="give it a new version"):
        seal(load(folder))
    write({**changed, "pack.yaml": SOUND["pack.yaml"].replace("version: 1", "version: 2")})
    seal(load(folder))
    assert says(folder.parent) == []


def test_comments_order_and_cases_change_nothing(write: Write) -> None:
    before = fingerprint(load(write()))
    kinds = SOUND["kinds.yaml"].splitlines(keepends=True)
    turned = [kinds[0], "  # school first\n", *kinds[-4:], *kinds[1:-4]]

    after = fingerprint(
        load(write({"kinds.yaml": "".join(turned), "cases/few.yaml": "cases: []\n"})),
    )

    assert after == before


def test_a_faulty_pack_is_not_sealed(change: Write) -> None:
    folder = change("roles.yaml", "tree: party", "tree: forest")

    with pytest.raises(BrokenPack, match="not «forest»"):
        seal(load(folder))


@pytest.mark.parametrize(
    ("lock", "fault"),
    [
        ("versions: [{version: 1}]\n", "1: versions[0]: «fingerprint» is missing"),
        ("versions: []\nversions: []\n", "2: versions: doubled key, first on line 1"),
        (
            "versions:\n" + f"  - {{version: 1, fingerprint: sha256:{'0' * 64}}}\n" * 2,
            "1: versions: version 1 is sealed twice",
        ),
    ],
)
def test_the_lock_itself_is_read_strictly(write: Write, lock: str, fault: str) -> None:
    assert says(write({"versions.lock": lock}).parent) == [f"small/versions.lock:{fault}"]
