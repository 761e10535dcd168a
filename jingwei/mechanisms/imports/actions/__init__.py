"""The verbs on imports: look at a sheet, take it in, drop it, take back what it brought."""

from jingwei.mechanisms.imports.actions.asking import (
    apply_import,
    discard_import,
    preview_import,
    undo_import,
)
from jingwei.mechanisms.imports.actions.doing import give_up_import, read_import, remove_import, write_import
from jingwei.mechanisms.imports.actions.forgetting import forget_sheet
from jingwei.mechanisms.imports.actions.later import carry_on
from jingwei.mechanisms.imports.actions.moving import move_rows, move_sheet, move_steps
from jingwei.mechanisms.imports.actions.upload import hand_in

__all__ = [
    "apply_import",
    "carry_on",
    "discard_import",
    "forget_sheet",
    "give_up_import",
    "hand_in",
    "move_rows",
    "move_sheet",
    "move_steps",
    "preview_import",
    "read_import",
    "remove_import",
    "undo_import",
    "write_import",
]
