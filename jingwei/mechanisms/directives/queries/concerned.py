"""Whom the verbs on directives concern: those in charge where it was sent, and of the level above when they answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import people_in_charge, under
from jingwei.kernel.notices import Kind, Press, tells
from jingwei.mechanisms.directives.flow import OWING, SENT
from jingwei.mechanisms.directives.models import Receipt

DIRECTIVE = Kind("directives.directive", _l("上级的部署"))
ANSWER = Kind("directives.answer", _l("下级对部署的答复"))


def _paper(record: Any) -> str:
    return f"/directives/{record.subject_id}/"


def _paper_of_receipt(record: Any) -> str:
    found = Receipt.objects.filter(pk=record.subject_id).values_list("directive", flat=True)
    return f"/directives/{found[0]}/" if found else "/directives/"


def _owing(record: Any) -> QuerySet[Receipt]:
    """Where something is still to be done about a directive, in the university whose record it is."""
    return Receipt.objects.filter(
        directive=record.subject_id, university=record.university_id, state__in=OWING
    )


def _owing_here(record: Any) -> QuerySet[Receipt]:
    """The same where the record is about the receipt of a university's head."""
    directive = Receipt.objects.filter(pk=record.subject_id).values("directive")
    return Receipt.objects.filter(directive__in=directive, university=record.university_id, state__in=OWING)


def _its_paper(record: Any) -> tuple[str, int]:
    """The directive of a receipt: a level below sees that, and not the receipt of the level above."""
    found = Receipt.objects.filter(pk=record.subject_id).values_list("directive", flat=True)
    return "directive", found[0] if found else 0


def _addressed(record: Any) -> set[int]:
    """Those in charge wherever something is still to be done."""
    rows = _owing(record)
    return people_in_charge("receipts.sign", list(rows.values_list("organisation", flat=True)))


def _by_the_rule(record: Any) -> set[int]:
    """The same where the day of the directive itself holds."""
    rows = _owing(record).filter(due=record.values["due"])
    return people_in_charge("receipts.sign", list(rows.values_list("organisation", flat=True)))


def _no_longer(record: Any) -> set[int]:
    """Those in charge where something was still to be done, and what took its place was not sent."""
    sent = Receipt.objects.filter(directive=record.values["by_id"]).values("organisation")
    left = _owing(record).exclude(organisation__in=sent).values_list("organisation", flat=True)
    return people_in_charge("receipts.sign", list(left))


def _by_another_day(record: Any) -> set[int]:
    """And where another day holds."""
    other = _owing(record).exclude(due=record.values["due"]).values_list("organisation", flat=True)
    return people_in_charge("receipts.sign", list(other))


def _below_by(record: Any) -> set[int]:
    """Those in charge below a level that has set them a day, where it is the one that holds."""
    found = Receipt.objects.filter(pk=record.subject_id).first()
    if found is None or not record.values.get("due_below"):
        return set()
    rows = Receipt.objects.filter(under("path", [found.path]), directive=found.directive_id, state__in=OWING)
    rows = rows.filter(due=record.values["due_below"]).exclude(pk=found.pk)
    return people_in_charge("receipts.sign", list(rows.values_list("organisation", flat=True)))


def _to_sign_again(record: Any) -> set[int]:
    """Those who had signed an earlier edition and have to sign this one."""
    if not record.values.get("asked_again"):
        return set()
    rows = _owing(record).filter(state=SENT, edition__gt=0)
    return people_in_charge("receipts.sign", list(rows.values_list("organisation", flat=True)))


def _by_new_days(record: Any) -> set[int]:
    """Those in charge where something is still to be done, by another day than before."""
    moved = list(record.values.get("days_moved", ()))
    rows = _owing(record).filter(organisation__kind__in=moved)
    return people_in_charge("receipts.sign", list(rows.values_list("organisation", flat=True)))


def _sent_on(record: Any) -> set[int]:
    """Those in charge below to whom it was sent on, and who have not signed for it."""
    rows = _owing_here(record).filter(state=SENT, edition=0, organisation__kind__in=record.values["kinds"])
    return people_in_charge("receipts.sign", list(rows.values_list("organisation", flat=True)))


def _touched(record: Any) -> set[int]:
    """Those in charge in a university who sign again, or report by another day."""
    again = Q(state=SENT, edition__gt=0) if record.values["asked_again"] else Q(pk__in=())
    rows = _owing_here(record).filter(again | Q(organisation__kind__in=record.values["days_moved"]))
    return people_in_charge("receipts.sign", list(rows.values_list("organisation", flat=True)))


def _no_longer_here(record: Any) -> set[int]:
    """Those in charge in a university where something was still to be done."""
    return people_in_charge("receipts.sign", list(_owing_here(record).values_list("organisation", flat=True)))


def _own(record: Any) -> set[int]:
    """Those in charge where it was sent, and the person in whose hands it is there."""
    rows = Receipt.objects.filter(pk=record.subject_id)
    return people_in_charge("receipts.sign", list(rows.values_list("organisation", flat=True))) | _in_hand(
        record
    )


def _in_hand(record: Any) -> set[int]:
    return set(Receipt.objects.filter(pk=record.subject_id).exclude(hand=None).values_list("hand", flat=True))


def _above(record: Any) -> set[int]:
    """The next one addressed above, or who issued it."""
    found = Receipt.objects.filter(pk=record.subject_id).select_related("parent", "directive").first()
    if found is None:
        return set()
    level = found.parent.organisation_id if found.parent else found.directive.organisation_id
    return people_in_charge("receipts.close", [level])


SETTLED = ("receipts.take_on", "receipts.report", "receipts.reckon", "receipts.decline", "receipts.excuse")

tells(
    DIRECTIVE,
    "directives.issue",
    _l("{actor}下发了《{subject}》，{due} 前回报。"),
    _by_the_rule,
    at=_paper,
)
tells(
    DIRECTIVE,
    "directives.issue",
    _l("{actor}下发了《{subject}》，你们有自己的回报日子。"),
    _by_another_day,
    at=_paper,
)
tells(
    DIRECTIVE,
    "receipts.take_on",
    _l("{by}把《{subject}》的回报日子定在 {due_below}。"),
    _below_by,
    at=_paper_of_receipt,
    press=Press.DAILY,
    seen=_its_paper,
)
tells(
    DIRECTIVE,
    "receipts.arrive",
    _l("{sender}的《{subject}》到了，{due} 前回报。"),
    _own,
    at=_paper_of_receipt,
)
tells(
    DIRECTIVE,
    "receipts.forward",
    _l("{by}转发了《{subject}》，{due_below} 前回报。"),
    _sent_on,
    at=_paper_of_receipt,
    seen=_its_paper,
)
tells(
    DIRECTIVE,
    "receipts.change",
    _l("《{subject}》改了：{what}。"),
    _touched,
    at=_paper_of_receipt,
    seen=_its_paper,
)
tells(
    DIRECTIVE,
    "receipts.recall",
    _l("《{subject}》不用再办：{reason}"),
    _no_longer_here,
    at=_paper_of_receipt,
    press=Press.DAILY,
    seen=_its_paper,
)
tells(
    DIRECTIVE,
    "directives.revise",
    _l("《{subject}》改了：{what}。请重新签收。"),
    _to_sign_again,
    at=_paper,
)
tells(
    DIRECTIVE,
    "directives.revise",
    _l("《{subject}》的回报日子改了：{what}。"),
    _by_new_days,
    at=_paper,
)
tells(
    DIRECTIVE,
    "directives.supplement",
    _l("《{subject}》补了附件：{what}。请重新签收。"),
    _to_sign_again,
    at=_paper,
)
tells(
    DIRECTIVE,
    "directives.withdraw",
    _l("{actor}撤回了《{subject}》，不用再办。"),
    _addressed,
    at=_paper,
    press=Press.DAILY,
)
tells(
    DIRECTIVE,
    "directives.give_way",
    _l("《{subject}》由《{by}》代替，你们不用再办。"),
    _no_longer,
    at=_paper,
    press=Press.DAILY,
)
tells(
    DIRECTIVE,
    "receipts.nudge",
    _l("{actor}提醒：《{subject}》还没有办。"),
    _own,
    at=_paper_of_receipt,
    settled_by=SETTLED,
    rest_days=3,
)
tells(
    DIRECTIVE,
    "receipts.return",
    _l("《{subject}》的回报退回来了：{reason}"),
    _own,
    at=_paper_of_receipt,
    settled_by=SETTLED,
)
tells(
    DIRECTIVE,
    "receipts.excuse",
    _l("《{subject}》不用办了：{reason}"),
    _own,
    at=_paper_of_receipt,
    press=Press.DAILY,
)
tells(
    DIRECTIVE,
    "receipts.hand",
    _l("{actor}把《{subject}》交给你办。"),
    _in_hand,
    at=_paper_of_receipt,
    settled_by=("receipts.report", "receipts.reckon", "receipts.give_back", "receipts.excuse"),
)
tells(
    DIRECTIVE,
    "receipts.give_back",
    _l("{actor}交回了《{subject}》，理由在部署里。"),
    _own,
    at=_paper_of_receipt,
    settled_by=("receipts.hand", *SETTLED),
)
for answered, words in (
    ("receipts.report", _l("{by}回报了《{subject}》，等你核销。")),
    ("receipts.reckon", _l("{by}回报了《{subject}》，等你核销。")),
    ("receipts.decline", _l("{by}说《{subject}》不归自己办：{reason}")),
):
    tells(
        ANSWER,
        answered,
        words,
        _above,
        at=_paper_of_receipt,
        press=Press.DAILY,
        settled_by=("receipts.close", "receipts.return", "receipts.excuse"),
    )
