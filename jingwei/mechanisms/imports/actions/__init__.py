"""The verbs on imports: look at a sheet, take it in, drop it, take back what it brought."""

from jingwei.mechanisms.imports.actions.forgetting import forget_sheet
from jingwei.mechanisms.imports.actions.moving import move_rows, move_sheet, move_steps
from jingwei.mechanisms.imports.actions.upload import hand_in
from jingwei.mechanisms.imports.actions.verbs import (
    apply_import,
    discard_import,
    preview_import,
    undo_import,
)

__all__ = [
    "apply_import",
    "discard_import",
    "forget_sheet",
    "hand_in",
    "move_rows",
    "move_sheet",
    "move_steps",
    "preview_import",
    "undo_import",
]
