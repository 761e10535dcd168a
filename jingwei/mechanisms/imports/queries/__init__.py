"""Imports and their previews, as the actor may see them; a sheet read and compared with what is there."""

from jingwei.mechanisms.imports.queries.planning import SHEETS, kept_sheet, plan_of, read_sheet, template_of
from jingwei.mechanisms.imports.queries.seeing import (
    IMPORTS,
    ROWS,
    SEE,
    import_for,
    imports_for,
    marked_sheet,
    page_of_rows,
    recent_imports,
    shown_row,
)
from jingwei.mechanisms.imports.queries.standing import made_by, nothing_stands_on

__all__ = [
    "IMPORTS",
    "ROWS",
    "SEE",
    "SHEETS",
    "import_for",
    "imports_for",
    "kept_sheet",
    "made_by",
    "marked_sheet",
    "nothing_stands_on",
    "page_of_rows",
    "plan_of",
    "read_sheet",
    "recent_imports",
    "shown_row",
    "template_of",
]
