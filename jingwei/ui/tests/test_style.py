"""The style sheets, behaviours, icons and vendored files keep their bounds."""

from __future__ import annotations

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from jingwei.ui.icons import PATHS, icon

UI = Path(__file__).resolve().parent.parent
CHECKOUT = UI.parent.parent
STATIC = UI / "static" / "ui"
SHEETS = sorted((STATIC / "css").glob("*.css"))
BEHAVIOURS = sorted((STATIC / "behaviours").glob("*.js"))
TEMPLATES = sorted(CHECKOUT.glob("jingwei/**/templates/**/*.html"))
VENDORED = tomllib.loads((STATIC / "vendor" / "VERSIONS.toml").read_text("utf-8"))["file"]


def declarations(block: str) -> dict[str, str]:
    """The custom properties set in a block of a style sheet."""
    return dict(re.findall(r"(--[\w-]+|color-scheme):\s*([^;]+);", block))


def test_dark_is_the_same_by_choice_and_by_system() -> None:
    sheet = (STATIC / "css" / "tokens.css").read_text("utf-8")
    chosen = re.search(r':root\[data-theme="dark"\] {(.*?)\n}', sheet, re.DOTALL)
    system = re.search(r':root:not\(\[data-theme="light"\]\) {(.*?)\n  }', sheet, re.DOTALL)

    assert chosen and system
    assert declarations(chosen[1]) == declarations(system[1]) != {}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_short_and_imported_once(sheet: Path) -> None:
    imports = (STATIC / "ui.css").read_text("utf-8")

    assert len(sheet.read_text("utf-8").splitlines()) < 400
    assert imports.count(f'"css/{sheet.name}"') == 1


def test_every_colour_is_a_token() -> None:
    for sheet in SHEETS:
        if sheet.name not in {"tokens.css", "print.css"}:
            assert not re.search(r"#[0-9A-Fa-f]{6}\b", sheet.read_text("utf-8")), sheet.name


def test_every_token_that_is_used_exists() -> None:
    text = "".join(sheet.read_text("utf-8") for sheet in SHEETS)

    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= set(re.findall(r"(--[\w-]+):", text))


@pytest.mark.parametrize("file", BEHAVIOURS, ids=lambda file: file.name)
def test_a_behaviour_is_short_and_needs_no_eval(file: Path) -> None:
    source = file.read_text("utf-8")

    assert len(source.splitlines()) <= 80
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", source)


def test_our_own_script_is_at_most_15_kilobytes_compressed() -> None:
    # What one page asks for: the opening page has a script of its own, which no other page loads.
    sent = [STATIC / "ui.js", *(file for file in BEHAVIOURS if file.stem != "opening")]

    assert sum(len(gzip.compress(file.read_bytes())) for file in sent) <= 15 * 1024


def test_every_behaviour_named_on_a_page_exists() -> None:
    known = set(re.findall(r"\./behaviours/([\w-]+)\.js", (STATIC / "ui.js").read_text("utf-8")))

    named = {
        name
        for template in TEMPLATES
        for names in re.findall(r'data-behaviour="([\w -]+)"', template.read_text("utf-8"))
        for name in names.split()
    }

    # Three are shared by others, one belongs to the page that opens without a network.
    shared, alone = {"cookie", "outbox", "sending"}, {"opening"}
    assert known == {file.stem for file in BEHAVIOURS} - shared - alone
    assert named <= known


def test_every_icon_named_on_a_page_exists() -> None:
    named = {
        name
        for template in TEMPLATES
        for name in re.findall(r'\bicon(?:\(|=)"([\w-]+)"', template.read_text("utf-8"))
    }

    assert len(named) > 20
    assert named <= set(PATHS)


def test_an_icon_is_silent_unless_named() -> None:
    assert 'aria-hidden="true"' in icon("check")
    assert 'role="img" aria-label="已核实"' in icon("check", label="已核实")


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


@pytest.mark.parametrize("entry", VENDORED, ids=lambda entry: entry["name"])
def test_a_vendored_file_is_byte_for_byte_as_published(entry: dict[str, str]) -> None:
    digest = hashlib.sha256((CHECKOUT / entry["file"]).read_bytes()).hexdigest()

    assert digest == entry["sha256"]


def test_every_vendored_file_is_listed() -> None:
    listed = {CHECKOUT / entry["file"] for entry in VENDORED}
    present = {*(STATIC / "vendor").glob("*.js"), *(CHECKOUT / "tests" / "support" / "vendor").glob("*.js")}

    assert present == listed
