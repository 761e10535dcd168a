"""Decides how a school's own .docx is checked when it comes, and filled in when a paper is written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from jingwei.adapters.papers.gbt9704 import written
from jingwei.adapters.papers.harmless import refuse_harmful, unclosed
from jingwei.adapters.papers.package import packed
from jingwei.adapters.papers.paper import Block, Heading, Paper, facts, legal, table
from jingwei.adapters.papers.placeholders import PaperKind, row_of
from jingwei.adapters.papers.wording import faults_in, place_in
from jingwei.kernel.errors import FieldError, Invalid

Values = Mapping[str, Any]
"""A value for every placeholder; for a list a sequence of mappings, one a row."""

# What reads the file takes a well-made document for granted: an odd one shows as any of these.
_ODD = (
    *(UndefinedError, SecurityError, RecursionError, AttributeError),
    *(KeyError, TypeError, ValueError, IndexError),
)
_WIDE = re.compile("｛[｛%％]|[｝%％]｝")


def check_template(kind: PaperKind, content: bytes) -> None:
    """Take the template, or refuse it with every fault as a sentence: it is filled in with labels, and with nothing."""
    refuse_harmful(content)
    labels: dict[str, Any] = {each.name: each.label for each in kind.placeholders}
    labels |= {each.name: [{c.name: c.label for c in each.columns}] * 2 for each in kind.lists.values()}
    environment = _Guarded(kind)
    for values in (labels, {name: [] if name in kind.lists else "" for name in kind.named}):
        _filled(content, environment, values)
    if not environment.has_met_placeholders:
        example = "{{ " + kind.placeholders[0].name + " }}"
        raise _refusal([_("模板里没有占位符。要系统填的地方请写成 {example} 这样。").format(example=example)])


def fill_template(kind: PaperKind, content: bytes, values: Values) -> bytes:
    """The .docx with its placeholders filled in; every placeholder of the kind has a value, be it an empty one."""
    if odd := kind.named.keys() ^ values.keys():
        raise ValueError(f"placeholders and values differ: {sorted(odd)}")
    for name, listed in kind.lists.items():
        columns = {each.name for each in listed.columns}
        if odd := next((row.keys() ^ columns for row in values[name] if row.keys() != columns), set()):
            raise ValueError(f"columns and values of {name} differ: {sorted(odd)}")
    return _filled(content, _Guarded(kind), values)


def starter(kind: PaperKind) -> bytes:
    """A template to begin with: in the layout of the standard, every placeholder beside what it holds."""
    single = [(each.label, f"{{{{ {each.name} }}}}") for each in kind.placeholders if not each.columns]
    blocks: list[Block] = [facts(single)]
    for each in kind.lists.values():
        begin, *columns, end = row_of(each)
        rest = [""] * (len(columns) - 1)
        rows = ([begin, *rest], columns, [end, *rest])
        blocks += [Heading(str(each.label)), table([column.label for column in each.columns], rows)]
    return written(Paper(str(kind.label), tuple(blocks)))


def _filled(content: bytes, environment: _Guarded, values: Values) -> bytes:
    template = _Template(io.BytesIO(content))
    plain = {name: _plain(value) for name, value in values.items()}
    try:
        template.render(plain, environment)
        return packed(template.docx)
    except TemplateSyntaxError as error:
        raise _refusal([unclosed(place_in(error.source or "", error.lineno))]) from error
    except etree.XMLSyntaxError as error:
        raise _refusal(
            [
                _(
                    "循环或者判断放的地方不对。整行重复写 {row}，整段重复写 {paragraph}，开头和结尾各占一行或一段。"
                ).format(row="{%tr … %}", paragraph="{%p … %}")
            ]
        ) from error
    except _ODD as error:
        raise _refusal(
            [_("这个模板填不进去，可能坏了。请在文字处理软件里新建一份，把内容粘过去再来。")]
        ) from error


def _plain(value: object) -> object:
    """What a template is given: texts, and rows that have nothing but their columns."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return legal("" if value is None else str(value))
    return [SimpleNamespace(**{name: _plain(each) for name, each in row.items()}) for row in value]


def _refusal(sentences: Iterable[str]) -> Invalid:
    errors = [FieldError("file", sentence) for sentence in sentences]
    return Invalid(errors, errors[0].message)


class _Guarded(SandboxedEnvironment):
    """Runs no template before every word of it is known to be allowed; the sandbox stands behind that."""

    def __init__(self, kind: PaperKind) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.kind, self.has_met_placeholders = kind, False

    def from_string(self, source: Any, *rest: Any, **more: Any) -> Template:
        """Read one part of the document."""
        tree = self.parse(source)
        faults = list(faults_in(source, tree, self.kind))
        if wide := _WIDE.search(source):
            faults.append(_("“{wide}”是全角的花括号，请换成半角的。").format(wide=wide[0]))
        if faults:
            raise _refusal(faults)
        self.has_met_placeholders |= any(tree.find_all(nodes.Name))
        return super().from_string(source, *rest, **more)


class _Template(DocxTemplate):
    """A template whose filled parts must be whole, where the library mends them by leaving out."""

    def render_xml_part(
        self, src_xml: str, part: Any, context: Any, jinja_env: Environment | None = None
    ) -> str:
        """Fill in one part."""
        filled: str = super().render_xml_part(src_xml, part, context, jinja_env)
        tree = etree.fromstring(filled.encode(), etree.XMLParser(resolve_entities=False))
        if any(each.tail and each.tail.strip() for each in tree.iter()):
            # What is filled in beside the runs of a paragraph is shown by no program.
            example = "{{ " + next(iter(context)) + " }}"
            raise _refusal(
                [_("占位符只写成 {example} 这样，花括号后面不加 r、p、tr 或者 tc。").format(example=example)]
            )
        return filled

    def render_properties(self, context: Any, jinja_env: Environment | None = None) -> None:
        """Leave the properties as the school has them: they hold few characters and are no part of the paper."""
