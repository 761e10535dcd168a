"""Rules of passwords and retention: the shipped ones, single lines changed, a line that cannot be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from jingwei.config.env import BadEnvironment
from jingwei.config.rules import read


def test_the_shipped_rules(tmp_path: Path) -> None:
    rules = read(tmp_path)

    assert rules.passwords.model_dump() == {
        "shortest": 10,
        "refuse_common": True,
        "refuse_like_username": True,
        "not_again": 5,
    }
    assert rules.days == {
        "people.gone": 1095,
        "meetings.attendance": 1095,
        "meetings.sign_ups": 62,
        "imports.sheets": 90,
        "tokens.expired": 30,
        "sessions.expired": 0,
        "notices.old": 180,
        "deliveries.old": 90,
        "answers.first": 7,
    }


def test_a_deployment_changes_single_lines(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("retention:\n  people.gone: 365\npasswords:\n  shortest: 14\n")
    rules = read(tmp_path)

    assert (rules.days["people.gone"], rules.days["imports.sheets"]) == (365, 90)
    assert (rules.passwords.shortest, rules.passwords.not_again) == (14, 5)


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("passwords:\n  shortest: 4\n", "passwords: shortest"),
        ("passwords:\n  longest: 4\n", "passwords: longest"),
        ("retention:\n  answers.first: 30\n", "retention: answers.first"),
        ("retention:\n  people.gone: often\n", "retention: people.gone"),
        ("colours: {}\n", "colours"),
        ("- a\n", "not readable"),
        ("a: [\n", "not readable"),
        ("passwords: 3\n", "not readable"),
    ],
)
def test_a_line_that_cannot_be_is_named(tmp_path: Path, told: str, named: str) -> None:
    (tmp_path / "rules.yaml").write_text(told)

    with pytest.raises(BadEnvironment, match=named) as refused:
        read(tmp_path)
    assert "\n" not in str(refused.value)
