"""A small sound pack to break on purpose."""

from collections.abc import Callable
from pathlib import Path

import pytest

SOUND = {
    "pack.yaml": """\
id: small
urn: urn:jingwei:small
version: 1
label: {zh: 小包, en: Small}
document: {name: 意见, number: 一号, date: 2022-05-31, issuer: {zh: 机关, en: Office}}
languages: [zh, en]
effective_from: 2022-06-01
""",
    "clauses/1.yaml": """\
section: {number: 1, title: {zh: 一, en: One}}
clauses:
  - id: 1.1
    summary: {zh: 一, en: One}
    objects: [matters]
    shows: {zh: 看, en: See}
    terms: [depth]
""",
    "roles.yaml": """\
roles:
  - id: keeper
    label: {zh: 管, en: Keeper}
    description: {zh: 管, en: Keeps}
    tree: party
    kinds: [branch]
    appointed_by: [keeper]
    verbs: [matters.see, matters.note]
""",
    "kinds.yaml": """\
kinds:
  - id: committee
    tree: party
    label: {zh: 党委, en: Committee}
    is_tenant_root: true
  - id: branch
    tree: party
    label: {zh: 支部, en: Branch}
    parents: [committee]
    is_branch: true
  - id: school
    tree: unit
    label: {zh: 学校, en: University}
    is_tenant_root: true
""",
    "terms.yaml": """\
terms:
  - {id: depth, group: degree, label: {zh: 深度, en: Depth}, meaning: {zh: 深, en: Deep}, clause: 1.1}
  - {id: matters, group: object, label: {zh: 事项, en: Matters}, meaning: {zh: 事, en: Work}}
  - {id: members, group: fact, label: {zh: 党员人数, en: Members}, meaning: {zh: 人, en: People}}
""",
    "obligations/few.yaml": """\
obligations:
  - id: yearly
    text: {zh: 一年一件, en: One a year}
    who: [branch]
    when: {all: [{fact: members, at_least: 3}]}
    modality: 要
    strength: inform
    cycle: year
    count: {verbs: [matters.note], at_least: 1}
    source: {instrument: 意见, article: 一}
    level: school
    verified: false
    effective_from: 2022-06-01
""",
    "indicators/depth.yaml": """\
indicators:
  - id: noted
    degree: depth
    headline: true
    label: {zh: 记, en: Noted}
    meaning: {zh: 记, en: Noted}
    not_meaning: {zh: 不, en: Not}
    improve: {zh: 做, en: Do}
    clause: 1.1
    per: party
    numerator: {source: records, verbs: [matters.note], result: [real]}
    denominator: {source: records, verbs: [matters.note]}
    direction: more
    unit: {zh: 件, en: matters}
""",
    "cases/few.yaml": """\
cases:
  - id: keeper-notes
    about: role
    says: {zh: 能记, en: May note}
    given: {role: keeper}
    when: {verbs: [matters.note]}
    then: {holds: true}
""",
}
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the small pack with some files put in place of its own; answer its folder."""

    def write_pack(files: dict[str, str] | None = None, name: str = "small") -> Path:
        folder = tmp_path / name
        for place, text in {**SOUND, **(files or {})}.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_text(text, encoding="utf-8")
        return folder

    return write_pack


@pytest.fixture
def change(write: Write) -> Write:
    """Write the small pack with one piece of text in one file changed; answer its folder."""

    def write_changed(place: str, old: str, new: str) -> Path:
        assert old in SOUND[place]
        return write({place: SOUND[place].replace(old, new)})

    return write_changed
