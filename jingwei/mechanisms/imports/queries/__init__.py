"""Imports and their previews, as the actor may see them; a sheet read and compared with what is there."""

from jingwei.mechanisms.imports.queries.looking import Look, is_light, look_at
from jingwei.mechanisms.imports.queries.planning import (
    kept_sheet,
    kind_labels,
    place_of,
    plan_of,
    read_sheet,
    sheets_there_are,
    template_of,
)
from jingwei.mechanisms.imports.queries.seeing import (
    IMPORTS,
    ROWS,
    SEE,
    STAGES,
    import_for,
    imports_for,
    marked_sheet,
    page_of_rows,
    progress_of,
    recent_imports,
    shown_row,
)
from jingwei.mechanisms.imports.queries.standing import Made, made_by, made_nothing_but_new, nothing_stands_on

__all__ = [
    "IMPORTS",
    "ROWS",
    "SEE",
    "STAGES",
    "Look",
    "Made",
    "import_for",
    "imports_for",
    "is_light",
    "kept_sheet",
    "kind_labels",
    "look_at",
    "made_by",
    "made_nothing_but_new",
    "marked_sheet",
    "nothing_stands_on",
    "page_of_rows",
    "place_of",
    "plan_of",
    "progress_of",
    "read_sheet",
    "recent_imports",
    "sheets_there_are",
    "shown_row",
    "template_of",
]
