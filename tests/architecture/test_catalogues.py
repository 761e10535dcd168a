"""The English of every room is complete, and the tool that says so sees each kind of fault."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tools import catalogue


def room_saying(folder: Path, python: str = "", template: str = "") -> Path:
    (folder / "templates").mkdir()
    (folder / "views.py").write_text(python)
    (folder / "templates" / "page.html").write_text(template)
    return folder


def translate(room: Path, english: dict[str, str]) -> None:
    catalogue.update(room)
    po = polib.pofile(str(catalogue.path_of(room)))
    for entry in po:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: english[entry.msgid], 1: english[entry.msgid_plural]}
        else:
            entry.msgstr = english[entry.msgid]
    po.save()


@pytest.mark.parametrize("room", catalogue.rooms(), ids=lambda room: room.name)
def test_a_room_speaks_english(room: Path) -> None:
    assert list(catalogue.faults(room)) == []


def test_rooms_agree_on_their_words() -> None:
    assert list(catalogue.conflicts(catalogue.rooms())) == []


def test_messages_are_found_in_python_and_templates(tmp_path: Path) -> None:
    room = room_saying(
        tmp_path,
        "_('甲')\n_l('乙' '丙')\nngettext('{n} 件', '{n} 件们', n)\npgettext('天', '日')\n_(name)",
        '{{ _("丁") }}{% trans a=b %}\n 戊 {{ a }}\n{% endtrans %}{{ ui.button(_("己")) }}',
    )

    found = {(m.context, m.text, m.plural) for m in catalogue.messages(room)}

    assert found == {
        (None, "甲", ""),
        (None, "乙丙", ""),
        (None, "{n} 件", "{n} 件们"),
        ("天", "日", ""),
        (None, "丁", ""),
        (None, "戊 %(a)s", ""),
        (None, "己", ""),
    }


def test_a_missing_message_is_told_with_its_place(tmp_path: Path) -> None:
    room = room_saying(tmp_path, "\n_('甲')")

    assert [f.partition("views.py")[2] for f in catalogue.faults(room)] == [":2: not in the catalogue: '甲'"]


def test_an_empty_translation_is_a_fault(tmp_path: Path) -> None:
    room = room_saying(tmp_path, "_('甲')")
    catalogue.update(room)

    assert ["no English" in f for f in catalogue.faults(room)] == [True]


@pytest.mark.parametrize("english", ["{nobody} came", "came", "来了 {name}"])
def test_wrong_placeholders_and_chinese_english_are_faults(tmp_path: Path, english: str) -> None:
    room = room_saying(tmp_path, "_('来了 {name}')")
    translate(room, {"来了 {name}": english})

    assert list(catalogue.faults(room)) != []


def test_a_computed_text_is_a_fault(tmp_path: Path) -> None:
    room = room_saying(tmp_path, "_(f'甲{a}')")

    assert ["computed" in f for f in catalogue.faults(room)] == [True]


def test_renewing_keeps_translations_and_drops_what_nobody_says(tmp_path: Path) -> None:
    room = room_saying(tmp_path, "_('甲'); _('乙')")
    translate(room, {"甲": "A", "乙": "B"})
    (room / "views.py").write_text("_('甲'); _('丙')")

    assert any("nobody says '乙'" in f for f in catalogue.faults(room))
    catalogue.update(room)

    po = polib.pofile(str(catalogue.path_of(room)))
    assert {entry.msgid: entry.msgstr for entry in po} == {"甲": "A", "丙": ""}


def test_rooms_that_disagree_are_told(tmp_path: Path) -> None:
    rooms = []
    for name, english in (("one", "Party"), ("two", "Group")):
        (tmp_path / name).mkdir()
        rooms.append(room_saying(tmp_path / name, "_('党')"))
        translate(rooms[-1], {"党": english})

    assert len(list(catalogue.conflicts(rooms))) == 1


def test_plurals_are_written_and_compiled(tmp_path: Path) -> None:
    room = room_saying(tmp_path, "ngettext('{n} 件', '{n} 件们', n)")
    translate(room, {"{n} 件": "{n} matter", "{n} 件们": "{n} matters"})

    catalogue.compile_all([room])

    assert list(catalogue.faults(room)) == []
    assert catalogue.path_of(room).with_suffix(".mo").exists()
