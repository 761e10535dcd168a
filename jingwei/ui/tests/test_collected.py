"""What a browser is sent: one sheet with everything in it, each file under a name of its content."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from jingwei.ui.collected import Collected, joined_sheet

STATIC = Path(__file__).resolve().parent.parent / "static"
PARTS = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("ui/css/*.css"))


def test_the_joined_sheet_holds_every_part_in_its_layer() -> None:
    checkout = FileSystemStorage(STATIC)

    sheet = joined_sheet({name: (checkout, name) for name in ("ui/ui.css", *PARTS)})

    assert "@import" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert all((STATIC / name).read_text("utf-8") in sheet for name in PARTS)
    assert set(re.findall(r"^@layer (\w+) \{", sheet, re.MULTILINE)) == {
        "tokens",
        "base",
        "shell",
        "parts",
        "pages",
        "print",
    }


def test_names_are_plain_until_something_is_collected(tmp_path: Path) -> None:
    assert Collected(location=tmp_path, base_url="/static/").url("ui/ui.css") == "/static/ui/ui.css"


def test_collecting_twice_gives_the_same_names(tmp_path: Path) -> None:
    names = []
    for _ in range(2):
        storage = Collected(location=tmp_path, base_url="/static/")
        paths = {}
        for name in ("ui/ui.css", "ui/ui.js", *PARTS, *behaviours()):
            found = finders.find(name)
            assert isinstance(found, str)
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(Path(found).read_bytes())
            paths[name] = (FileSystemStorage(STATIC), name)
        assert all(not isinstance(done, Exception) for _, _, done in storage.post_process(paths))
        names.append((storage.url("ui/ui.css"), storage.url("ui/ui.js")))

    assert names[0] == names[1]
    assert re.fullmatch(r"/static/ui/ui\.[0-9a-f]{12}\.css", names[0][0])
    assert re.search(
        r'"\./behaviours/menu\.[0-9a-f]{12}\.js"', (tmp_path / names[0][1][8:]).read_text("utf-8")
    )


def behaviours() -> list[str]:
    """The scripts that the entry imports, as static names."""
    return sorted(path.relative_to(STATIC).as_posix() for path in STATIC.glob("ui/behaviours/*.js"))
