"""The column of a text that lies concealed, and which columns of its row it is bound to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, TextField

from jingwei.adapters.secrets.concealing import conceal, reveal


class Concealed(TextField):
    """Holds ciphertext. `bound_to` names columns that never change: moved to another row, it reveals nothing."""

    def __init__(self, *args: Any, bound_to: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"blank": True, **kwargs})
        self.bound_to = bound_to

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """To a migration it is a text like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", list(args), dict(kwargs)

    def conceal(self, plain: str, *bound: Any) -> str:
        """`plain` for the row whose columns of `bound_to` have these values."""
        return conceal(self._context(bound), plain)

    def reveal(self, row: Any) -> str:
        """What lies in a row – a model's or a named one that has the columns of `bound_to`; "" where nothing does."""
        told: str = getattr(row, self.attname)
        return reveal(self._context([getattr(row, each) for each in self.bound_to]), told) if told else ""

    def _context(self, bound: Any) -> str:
        return "|".join((self.model._meta.label_lower, self.attname, *map(str, bound)))


def concealed_columns() -> Iterator[tuple[type[Model], Concealed]]:
    """Every column that holds ciphertext."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, Concealed):
                yield model, field
