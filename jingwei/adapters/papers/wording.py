"""Decides what a school's template may say: declared placeholders, one loop at a time, conditions, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _
from jinja2 import nodes

from jingwei.adapters.papers.placeholders import PaperKind, Placeholder, row_of


def faults_in(source: str, tree: nodes.Template, kind: PaperKind) -> tuple[str, ...]:
    """Every fault as a sentence that names the place and the remedy; each is said once."""
    return tuple(dict.fromkeys(_Reader(source, kind).faults(tree, {})))


def place_in(source: str, line: int) -> str:
    """The words that stand in this line of the source, where a paragraph is a line."""
    lines = source.splitlines() or [""]
    words = re.sub(r"<[^>]*>", "", lines[min(line, len(lines)) - 1]).strip()
    return words if len(words) <= 40 else words[:39] + "…"


@dataclass(frozen=True, slots=True)
class _Reader:
    source: str
    kind: PaperKind

    def faults(self, node: nodes.Node, rows: Mapping[str, Placeholder]) -> Iterator[str]:
        """What is wrong in a statement and below; `rows` names the row of the loop around it."""
        match node:
            case nodes.Template():
                yield from self._all(node.body, rows)
            case nodes.Output():
                for each in node.nodes:
                    if not isinstance(each, nodes.TemplateData):
                        yield from self._value(each, rows)
            case nodes.If():
                yield from self._condition(node.test, rows)
                yield from self._all([*node.body, *node.elif_, *node.else_], rows)
            case nodes.For():
                yield from self._loop(node, rows)
            case _:
                yield self._forbidden(node)

    def _all(self, found: Iterable[nodes.Node], rows: Mapping[str, Placeholder]) -> Iterator[str]:
        for each in found:
            yield from self.faults(each, rows)

    def _condition(self, node: nodes.Node, rows: Mapping[str, Placeholder]) -> Iterator[str]:
        match node:
            case nodes.Not():
                yield from self._condition(node.node, rows)
            case nodes.And() | nodes.Or():
                yield from self._condition(node.left, rows)
                yield from self._condition(node.right, rows)
            case nodes.Name() if node.name in self.kind.lists:
                return
            case _:
                yield from self._value(node, rows)

    def _value(self, node: nodes.Node, rows: Mapping[str, Placeholder]) -> Iterator[str]:
        match node:
            case nodes.Name() if node.name in rows:
                yield from self._unknown(
                    node.name, [f"{node.name}.{each.name}" for each in rows[node.name].columns]
                )
            case nodes.Name() if node.name in self.kind.lists:
                yield self._is_list(node.name)
            case nodes.Name() if node.name not in self.kind.named:
                yield from self._unknown(node.name, list(self.kind.named))
            case nodes.Name():
                return
            case nodes.Getattr(node=nodes.Name(name=row), attr=column) if row in rows:
                columns = [each.name for each in rows[row].columns]
                if column not in columns:
                    yield from self._unknown(f"{row}.{column}", [f"{row}.{each}" for each in columns])
            case _:
                yield self._forbidden(node)

    def _loop(self, node: nodes.For, rows: Mapping[str, Placeholder]) -> Iterator[str]:
        """A loop over one list, with a name of its own for the row; loops within loops could go on for hours."""
        lists, target, over = self.kind.lists, node.target, node.iter
        if rows or node.test or node.recursive or not isinstance(target, nodes.Name):
            yield self._forbidden(node)
        elif not isinstance(over, nodes.Name):
            yield self._forbidden(over)
        elif over.name not in lists:
            yield from self._unknown(over.name, list(lists))
        else:
            yield from self._all(node.body, {target.name: lists[over.name]})
            yield from self._all(node.else_, rows)

    def _unknown(self, name: str, known: list[str]) -> Iterator[str]:
        if close := get_close_matches(name, known, 1, 0.5):
            yield _("没有“{name}”这个占位符，是不是“{close}”？").format(name=name, close=close[0])
        else:
            usable = _("、").join(known) or _("（没有）")
            yield _("没有“{name}”这个占位符。这里能用的有：{usable}。").format(name=name, usable=usable)

    def _is_list(self, name: str) -> str:
        return _("“{name}”有好几行，要放在循环里：{loop}。").format(
            name=name, loop=" … ".join(row_of(self.kind.lists[name], 1))
        )

    def _forbidden(self, node: nodes.Node) -> str:
        place = place_in(self.source, node.lineno)
        return _("“{place}”里有不允许的写法。模板里只能写占位符、一层循环和判断，不能计算。").format(
            place=place
        )
