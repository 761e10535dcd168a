"""Names what a school's template may have filled in."""

from __future__ import annotations

from dataclasses import dataclass

from jingwei.kernel.errors import Text

ROW = "行"
"""How we name the row of a loop ourselves; a school may name it otherwise."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name that a template may use, as the school writes it; with columns it is a list of rows."""

    name: str
    label: Text
    columns: tuple[Placeholder, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a name that no template could write."""
        if not self.name.isidentifier():
            raise ValueError(f"no name for a placeholder: {self.name}")


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A paper that a school may replace by its own template, and what is filled in."""

    id: str
    label: Text
    placeholders: tuple[Placeholder, ...]

    @property
    def named(self) -> dict[str, Placeholder]:
        """The placeholders by their names."""
        return {each.name: each for each in self.placeholders}

    @property
    def lists(self) -> dict[str, Placeholder]:
        """The placeholders that are lists of rows, by their names."""
        return {each.name: each for each in self.placeholders if each.columns}


def row_of(listed: Placeholder, columns: int | None = None) -> tuple[str, ...]:
    """What a template writes for a table row of this list: the beginning of the loop, its columns, its end."""
    names = [f"{{{{ {ROW}.{column.name} }}}}" for column in listed.columns[:columns]]
    return (f"{{%tr for {ROW} in {listed.name} %}}", *names, "{%tr endfor %}")
