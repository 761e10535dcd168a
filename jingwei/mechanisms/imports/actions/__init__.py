"""The verbs on imports: look at a sheet, take it in, drop it, take back what it brought."""

from jingwei.mechanisms.imports.actions.upload import hand_in
from jingwei.mechanisms.imports.actions.verbs import (
    apply_import,
    discard_import,
    preview_import,
    undo_import,
)

__all__ = ["apply_import", "discard_import", "hand_in", "preview_import", "undo_import"]
