"""The report of an organisation about a year or a quarter as a paper: read from what was recorded, typed by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.adapters.papers.paper import Block, Chart, Heading, Paper, Paragraph, facts, table
from jingwei.foundation.policy.queries import followed_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.manifest import installed
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.packs.spec.term import Term
from jingwei.kernel.reporting import Told
from jingwei.mechanisms.measures.queries import Fact, Figure, Span, answered_for, asked_of, facts_of
from jingwei.mechanisms.measures.queries.closed import (
    as_closed,
    closed_period_of,
    documents_of,
    indicators_closed,
    is_as_recorded,
)
from jingwei.mechanisms.measures.queries.questions import formula


def report_of(actor: Actor, organisation: Any, span: Span) -> tuple[str, Paper]:
    """How the file is called, and the paper about an organisation that `organisation_of` gave.

    Of a closed period it has the figures that were kept; of months that are neither, and as of a day, there is none.
    """
    if not span.key or organisation.on:
        raise NotFound
    closed = closed_period_of(actor, organisation, span)
    asked = indicators_closed(closed) if closed else {each: formula(each) for each in asked_of(organisation)}
    told = facts_of(organisation, list(asked), span)
    if closed:
        told = as_closed(closed, told)
    by_degree = [(t, [f for f in told if f.indicator.degree == t.id]) for t in registry.terms("degree")]
    degrees = [(term, those) for term, those in by_degree if those]
    parts: list[tuple[object, Iterable[Block]]] = [(_("四度的事实"), _degrees(degrees))]
    parts += [(told.title, _lines(told)) for told in _told(actor, organisation, span)]
    parts.append((_("怎么读这些数"), _reading(asked)))
    blocks = (_head(organisation, span, closed), *_kept(closed), *_numbered(parts))
    title = _("融合年度报告") if span.is_year else _("融合季度报告")
    paper = Paper(title, blocks, subtitle=f"{organisation.name}　{span.label}")
    return f"{organisation.name} {span.label} {paper.name}", paper


def _head(organisation: Any, span: Span, closed: Any) -> Block:
    documents = documents_of(closed) if closed else _documents(organisation)
    versions = [_("{name} 第 {n} 版").format(name=name, n=version) for name, version in documents]
    return facts(
        [
            (_("组织"), organisation.name),
            (_("时段"), f"{span.label}　{span.begins:%Y-%m-%d} — {span.ends:%Y-%m-%d}"),
            (_("依据"), "\n".join(versions)),
            (_("哪天出的"), f"{clock.today():%Y-%m-%d}"),
        ]
    )


def _documents(organisation: Any) -> list[tuple[str, int]]:
    versions = [each.edition.version for each in followed_of(organisation.university, clock.today())]
    return [(each.about.label.here(), each.version) for each in versions]


def _kept(closed: Any) -> Iterator[Block]:
    """Whether the figures are those that were closed, and by which digest that can be found out."""
    if closed is None:
        yield Paragraph(_("这一期没有封存：数照出报告这天的台账算，以后补记、更正了会变。"))
        return
    said = _(
        "这一期由{name}在 {day} 封存，台账到第 {height} 条。下面这一期的数是封存时留下的，过去各期照今天的台账算。"
    )
    yield Paragraph(said.format(name=closed.closed_name, day=closed.closed_on, height=closed.height))
    yield facts([(_("这些数的摘要"), closed.digest), (_("台账摘要"), closed.head)])
    if not is_as_recorded(closed):
        yield Paragraph(_("这里的数和封存时记进台账的摘要对不上：有人动过数据库。请以台账为准。"))


def _degrees(degrees: Sequence[tuple[Term, list[Fact]]]) -> Iterator[Block]:
    yield Paragraph(_("每一度看几件事实：一共多少，其中多少。四度不合成一个分，不排名，不比人。"))
    for at, (term, those) in enumerate(degrees, 1):
        yield from _degree(at, term, those)


def _degree(at: int, term: Term, those: list[Fact]) -> Iterator[Block]:
    """One degree: its facts, and the own past of the first of them as bars with the table beside."""
    numbers = (_("（一）"), _("（二）"), _("（三）"), _("（四）"))
    headline = next((each for each in those if each.indicator.headline), those[0])
    ordered = [headline, *(each for each in those if each is not headline)]
    yield Heading(f"{numbers[at - 1]}{term.label.here()}", 2)
    yield Paragraph(term.meaning.here())
    rows = [[e.indicator.label.here(), _share(e.now), _said(e.now), e.change] for e in ordered]
    yield table([_("事实"), _("比例"), _("数"), _("和自己的过去比")], rows, [4, 2, 5, 5])
    yield Heading(_("{fact}，八个季度").format(fact=headline.indicator.label.here()), 2)
    yield _chart(headline)
    quarters = [[now.span.label, _both(now), _both(then)] for now, then in headline.seasons]
    yield table([_("季度"), _("这一季"), _("去年同季")], quarters, [3, 5, 5])


def _chart(fact: Fact) -> Chart:
    then, now = ([pair[at] for pair in fact.seasons] for at in (1, 0))
    values = [tuple(f.counts.percent if f.is_share else None for f in those) for those in (then, now)]
    names = (_("去年同季"), _("这一季"))
    places = tuple(each.span.short for each in now)
    return Chart(fact.spoken, places, tuple(zip(names, values, strict=True)))


def _share(figure: Figure) -> str:
    return figure.share or (_("太少") if figure.counts.denominator else "—")


def _said(figure: Figure) -> str:
    return "\n".join(filter(None, (figure.words, figure.about)))


def _both(figure: Figure) -> str:
    return "　".join(filter(None, (figure.share, figure.words)))


def _told(actor: Actor, organisation: Any, span: Span) -> list[Told]:
    """What the rooms tell of the period, in their order."""
    offered = [room.reported for room in installed() if room.reported]
    told = [each for tell in offered for each in tell(actor, organisation, span.begins, span.ends)]
    return sorted(told, key=attrgetter("order"))


def _lines(told: Told) -> Iterator[Block]:
    yield Paragraph(told.words)
    if told.rows:
        yield table(told.heads, told.rows, told.shares)
    if told.more:
        yield Paragraph(_("还有 {n} 件没有列出。").format(n=told.more))
    if told.hidden:
        yield Paragraph(_("还有 {n} 件不对你开放，数里算了。").format(n=told.hidden))


def _numbered(parts: Iterable[tuple[object, Iterable[Block]]]) -> Iterator[Block]:
    numbers = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("七"), _("八"), _("九"))
    for number, (title, blocks) in zip(numbers, parts, strict=False):
        yield Heading(_("{number}、{title}").format(number=number, title=title))
        yield from blocks


def _reading(asked: Mapping[Indicator, str]) -> Iterator[Block]:
    """What each fact says and does not say, who answers for it, and by which formula it was counted."""
    rows = [
        [
            f"{each.label.here()}\n{counted_by}",
            each.meaning.here(),
            each.not_meaning.here(),
            answered_for(each),
        ]
        for each, counted_by in asked.items()
    ]
    yield Paragraph(_("事实名称下面的字母和数字是口径的摘要：口径改了，它就变。"))
    yield table([_("事实"), _("说明什么"), _("不说明什么"), _("谁说了算")], rows, [4, 5, 5, 5])
