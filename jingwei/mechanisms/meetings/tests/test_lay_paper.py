"""`agenda_items.lay`: a file comes with the paper; what comes to a paper that was agreed to makes another."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.foundation.evidence.actions import attach_evidence, detach_evidence
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem
from jingwei.mechanisms.meetings.queries import paper_of
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, School, fresh, last, told_of
from tests.support.verbs import refused


def file(name: str = "方案.txt", words: str = "两名") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def laid(school: School, item: AgendaItem, by: str = "organizer", name: str = "方案.txt") -> AgendaItem:
    return actions.lay_paper(fresh(item), actor=school.actor(by), upload=file(name, name))


def names(school: School, item: AgendaItem) -> list[str]:
    return [each.name for each in paper_of(school.actor("organizer"), fresh(item))]


def test_before_it_was_agreed_to_the_file_joins_the_paper(school: School) -> None:
    item = laid(school, laid(school, school.item(ready=False)), name="附表.txt")

    assert (item.paper, item.state, names(school, item)) == (1, "proposed", ["方案.txt", "附表.txt"])
    assert told_of(item) == (
        "agenda_items.lay",
        "|3.3a|",
        "裴若谷给《教师引进方案》附了材料“附表.txt”（第 1 稿）",
    )


def test_afterwards_it_is_another_paper_with_the_files_of_the_one_before(school: School) -> None:
    first = laid(school, school.item(ready=False))
    ready = actions.approve_item(first, actor=school.actor("faculty"))

    item = laid(school, ready, name="附表.txt")

    assert (item.paper, item.state, item.approved_by) == (2, "proposed", None)
    assert names(school, item) == ["方案.txt", "附表.txt"]
    assert last(item).values["paper"] == 2


def test_what_was_heard_stays_as_it_was_heard(school: School) -> None:
    studied = school.studied(school.item())

    item = laid(school, studied)

    assert (item.paper, item.state, names(school, item)) == (2, "proposed", ["方案.txt"])


def test_nor_what_was_agreed_to_and_sent_back_later(school: School) -> None:
    """It was read by who agreed to it: a file makes another number, and none is taken from it."""
    item = laid(school, school.item(ready=False))
    ready = actions.approve_item(item, actor=school.actor("faculty"))
    back = actions.return_item(ready, actor=school.actor("faculty"), reason="再看看")
    (paper,) = paper_of(school.actor("organizer"), back)

    with refused(403, "rule", says="同意上会的材料不能取下，改材料就是新的一稿。"):
        detach_evidence(paper, actor=school.actor("organizer"), reason="传错了")
    assert laid(school, back, name="附表.txt").paper == 2


def test_one_that_came_back_is_put_forward_with_it(school: School) -> None:
    back = actions.return_item(school.item(ready=False), actor=school.actor("faculty"), reason="没有附表")

    item = laid(school, back)

    assert (item.paper, item.state, item.reason) == (1, "proposed", "")


def test_the_digest_is_of_the_words_and_the_files(school: School) -> None:
    item = school.item(ready=False)
    without = last(item).values["digest"]
    laid(school, item)
    one = last(item).values["digest"]
    laid(school, item, name="附表.txt")

    assert len({without, one, last(item).values["digest"]}) == 3


def test_files_come_and_go_in_no_other_way(school: School) -> None:
    item = laid(school, school.item(ready=False))
    (paper,) = paper_of(school.actor("organizer"), item)
    with refused(403, "rule", says="请用“附上会材料”。"):
        attach_evidence(item, actor=school.actor("faculty"), upload=file("另.txt"))
    actions.approve_item(fresh(item), actor=school.actor("faculty"))

    with refused(403, "rule", says="同意上会的材料不能取下，改材料就是新的一稿。"):
        detach_evidence(paper, actor=school.actor("organizer"), reason="传错了")


def test_what_was_not_agreed_to_is_taken_back(school: School) -> None:
    item = laid(school, school.item(ready=False))
    (paper,) = paper_of(school.actor("organizer"), item)

    detach_evidence(paper, actor=school.actor("organizer"), reason="传错了")

    assert names(school, item) == []


def test_the_paper_on_the_table_is_not_exchanged(school: School) -> None:
    hearing = school.heard(PARTY, school.item())

    with refused(403, "rule", says="会上正在议它，议完再改。"):
        laid(school, hearing.item)


def test_nothing_comes_to_what_is_settled(school: School) -> None:
    item = school.passed(JOINT, school.studied(school.item())).item

    with refused(409, "step-not-open"):
        laid(school, item)


@pytest.mark.parametrize("account", ["sysadmin", "neighbour", "outsider", "teacher"])
def test_it_is_not_open_to_others(school: School, account: str) -> None:
    item = school.item(ready=False)

    with refused(403, "no-grant"):
        laid(school, item, account)


def test_by_page(school: School) -> None:
    item = school.item(ready=False)
    at = f"/meetings/items/{item.pk}/lay/"
    asked = school.client("organizer").get(at).status_code
    empty = school.paged("organizer", at)
    done = school.paged("organizer", at, upload=file())

    assert (asked, empty) == (200, (422, ["文件 请选一个文件。"]))
    assert done == (303, f"/meetings/items/{item.pk}/")
    assert names(school, item) == ["方案.txt"]


def test_over_the_api(school: School) -> None:
    item = school.item()
    client = school.client("organizer")
    done = client.post(f"/api/v1/agenda-items/{item.pk}/lay", {"upload": file()})
    foreign = school.client("outsider").post(f"/api/v1/agenda-items/{item.pk}/lay", {"upload": file()})

    assert (done.status_code, done.json()["paper"], done.json()["state"]) == (200, 2, "proposed")
    assert foreign.status_code == 404
