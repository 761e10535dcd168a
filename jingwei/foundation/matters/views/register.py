"""The register (台账) of one matter as a paper after GB/T 9704: read from what was recorded, typed by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingwei.adapters import clock
from jingwei.adapters.papers.answer import paper_answer
from jingwei.adapters.papers.paper import Block, Facts, Heading, Paper, Paragraph, Signature, facts, table
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.matters.queries import SEE, Whole, matter_for, whole
from jingwei.foundation.matters.views.sheet import figure
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.packs import registry


@holding(SEE)
@require_GET
def register(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The register of the matter, as a document to file."""
    actor = actor_of(request)
    shown = whole(actor, matter_for(actor, matter_id))
    return paper_answer(f"{shown.matter.number} {shown.matter.title}", _paper(shown))


def _paper(shown: Whole) -> Paper:
    blocks: list[Block] = [
        Heading(_("一、基本情况")),
        _facts(shown),
        *_plan(shown),
        *_work(shown),
        *_inspection(shown),
        Heading(_("五、台账")),
    ]
    for record, sentence in sentences(list(records_about(shown.matter))):
        blocks.append(Paragraph(f"{record.at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}　{sentence}"))
    blocks.append(Signature(shown.matter.party.name, clock.today()))
    return Paper(_("融合事项台账"), tuple(blocks), subtitle=shown.matter.title)


def _facts(shown: Whole) -> Facts:
    matter = shown.matter
    terms = {term.id: term.label.here() for term in registry.terms()}
    named = _("、").join(terms.get(each, each) for each in (*matter.function_ids, *matter.guarantee_ids))
    return facts(
        [
            (_("编号"), matter.number),
            (_("类型"), matter.type_label),
            (_("党建侧"), matter.party.name),
            (_("业务侧"), matter.unit.name),
            (_("起止"), f"{matter.starts:%Y-%m-%d} — {matter.due:%Y-%m-%d}"),
            (_("现在"), matter.state_label),
            (_("职能和保证"), named),
            (_("依据条款"), _("、").join(matter.clause_ids)),
            (_("结合点"), matter.combine),
            (_("着力点"), matter.effort),
            (_("贡献点"), matter.contribute),
        ]
    )


def _plan(shown: Whole) -> Iterator[Block]:
    yield Heading(_("二、目标和节点"))
    goals = [
        [g.text, *(figure(each) for each in (g.baseline, g.target, g.current)), g.unit_word]
        for g in shown.goals
    ]
    yield table([_("目标"), _("起点"), _("目标值"), _("现在"), _("单位")], goals, [5, 2, 2, 2, 2])
    milestones = [
        [m.title, m.get_side_display(), m.due, m.accepted_on or "", m.weight] for m in shown.milestones
    ]
    yield table([_("节点"), _("哪一侧"), _("应到"), _("认可"), _("权重")], milestones, [5, 2, 3, 3, 2])


def _work(shown: Whole) -> Iterator[Block]:
    yield Heading(_("三、做了什么"))
    rows = [
        [d.on, d.get_side_display(), d.text, d.noted_name, f"{d.state_label} {d.answered_name}".strip()]
        for d in reversed(shown.deeds)
    ]
    yield table([_("日期"), _("哪一侧"), _("一句话"), _("谁记的"), _("谁认可")], rows, [3, 2, 7, 2, 3])


def _inspection(shown: Whole) -> Iterator[Block]:
    yield Heading(_("四、检查和校准"))
    held = [i for i in shown.inspections if i.held_on]
    for inspection in held:
        who = f"{inspection.inspector_name}（{inspection.inspector_post}）"
        yield Paragraph(f"{inspection.held_on:%Y-%m-%d}　{who}：{inspection.finding}")
    if not held:
        yield Paragraph(_("还没有检查。"))
    if shown.corrections:
        rows = [[c.what, c.clause, c.due, c.closed_on or ""] for c in shown.corrections]
        yield table([_("偏差"), _("条款"), _("应改好"), _("改好")], rows, [7, 2, 3, 3])
