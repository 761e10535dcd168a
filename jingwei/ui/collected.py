"""How the files of the browser are collected: one style sheet, and names that change with the content.

The checkout keeps one file a component; a browser that has never been here should not ask for forty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile

SHEET = "ui/ui.css"
IMPORT = re.compile(r'^@import "(?P<file>[\w/.-]+)" layer\((?P<layer>\w+)\);$', re.MULTILINE)


class Collected(ManifestStaticFilesStorage):
    """Hashed names, so that a browser may keep what it has; before anything is collected, plain names."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The name with its hash, or the plain one where nothing has been collected yet, as in tests."""
        return super().stored_name(name) if self.hashed_files else name

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Put the imported sheets into the one that imports them, then give every file its hash."""
        if SHEET in paths and not dry_run:
            joined = joined_sheet({name: source for name, source in paths.items() if name.endswith(".css")})
            self.delete(SHEET)
            self.save(SHEET, ContentFile(joined.encode()))
            paths = paths | {SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)


def joined_sheet(sources: dict[str, Any]) -> str:
    """The sheet with each import replaced by what it imports, in the same layer and order."""

    def read(name: str) -> str:
        storage, path = sources[name]
        with storage.open(path) as file:
            return str(file.read().decode())

    folder = SHEET.rpartition("/")[0]
    return IMPORT.sub(
        lambda found: f"@layer {found['layer']} {{\n{read(folder + '/' + found['file'])}}}\n", read(SHEET)
    )
