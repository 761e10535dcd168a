"""What every template keeps to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.architecture.source import ROOT, shown, under

LONGEST = 200
INLINE = {
    "script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "style": re.compile(r"<style|\sstyle=", re.IGNORECASE),
    "event handler": re.compile(r"\son[a-z]+=", re.IGNORECASE),
    "javascript address": re.compile(r"""(?:href|src|action)=["']\s*javascript:""", re.IGNORECASE),
}
INCLUDE = re.compile(r"""\{%-?\s*(?:include|import|from)\s+(?:["']([^"']+)["']|(\S+))""")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
TEMPLATES = [path for path in under("jingwei", ".html") if "templates" in path.parts]


def name_of(path: Path) -> str:
    """The name a loader knows a template by."""
    return "/".join(path.parts[path.parts.index("templates") + 1 :])


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 20


def test_templates_are_short() -> None:
    assert {shown(p): n for p in TEMPLATES if (n := p.read_text().count("\n")) > LONGEST} == {}


@pytest.mark.parametrize("what", INLINE)
def test_nothing_is_inline_that_the_content_policy_would_stop(what: str) -> None:
    found = [
        shown(p, number)
        for p in TEMPLATES
        for number, line in enumerate(COMMENT.sub(_blank, p.read_text()).splitlines(), 1)
        if INLINE[what].search(line)
    ]

    assert found == []


def test_a_room_includes_only_its_own_templates() -> None:
    found = [
        f"{shown(p)} includes {literal or computed}"
        for p in TEMPLATES
        for literal, computed in INCLUDE.findall(p.read_text())
        if not _may_include(p, literal)
    ]

    assert found == []


def test_components_are_defined_in_the_design_system_alone() -> None:
    found = [
        shown(p) for p in TEMPLATES if "components" in p.parts and not p.is_relative_to(ROOT / "jingwei/ui")
    ]

    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_a_template_compiles(path: Path) -> None:
    assert get_template(name_of(path))


def _blank(comment: re.Match[str]) -> str:
    """As many lines, and nothing on them."""
    return "\n" * comment[0].count("\n")


def _may_include(path: Path, literal: str) -> bool:
    """Own templates and the design system by name; a name computed from manifests only in the shell and ui."""
    if not literal:
        return path.is_relative_to(ROOT / "jingwei/shell") or path.is_relative_to(ROOT / "jingwei/ui")
    return literal.split("/")[0].split("#")[0] in (name_of(path).split("/")[0], "ui")
