"""The official text from a file: aligned with the clauses, shown, mended, attached."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.policy.models import OfficialText
from jingwei.foundation.policy.queries import followed_by
from jingwei.foundation.policy.queries.alignment import align
from tests.adapters.test_papers_read import docx_of
from tests.support.packs import SHIPPED
from tests.support.page import filled
from tests.support.world import World

PARAGRAPHS = (
    "关于推动深度融合的若干意见（本段为测试所拟）",
    "四、健全工作机制",
    "党建和业务坚持同谋划，一件事一起谋划、一起部署、一起落实、一起检查。要当项目来推，常调度，定期坐下来交流。",
    "遇到急难险重的任务，组建突击队、攻关组，设立先锋岗、责任区。这一句和哪一款都不像。",
    "五、拓展载体",
    "开展结对共建。办好党建大讲堂。",
)


def upload(name: str = "意见.docx", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, docx_of(*PARAGRAPHS) if content is None else content)


def test_sentences_go_to_the_clauses_whose_words_they_hold(world: World) -> None:
    found = align(PARAGRAPHS, followed_by(world.actor("orgoffice")).edition)

    assert found.texts["4.1a"] == "党建和业务坚持同谋划，一件事一起谋划、一起部署、一起落实、一起检查。"
    assert found.texts["4.1b"] == "要当项目来推，常调度，定期坐下来交流。"
    assert found.texts["4.2a"] == "遇到急难险重的任务，组建突击队、攻关组，设立先锋岗、责任区。"
    assert (found.texts["5.1a"], found.texts["5.1f"]) == ("办好党建大讲堂。", "开展结对共建。")
    loose = [found.paragraphs[number - 1] for number in found.loose]
    assert "这一句和哪一款都不像。" in loose
    assert PARAGRAPHS[0] in loose


def test_a_person_gives_a_sentence_to_another_clause(world: World) -> None:
    found = align(PARAGRAPHS, followed_by(world.actor("orgoffice")).edition)
    (number,) = found.given["4.1b"]

    mended = found.with_clause("4.1a", (*found.given["4.1a"], number))

    assert "4.1b" not in mended.given
    assert mended.texts["4.1a"].endswith("坐下来交流。")
    assert mended.with_clause("4.1a", ()).given == {k: v for k, v in mended.given.items() if k != "4.1a"}


def test_without_chapters_the_whole_document_is_looked_through(world: World) -> None:
    found = align(("开展结对共建。",), followed_by(world.actor("orgoffice")).edition)

    assert found.given == {"5.1f": (1,)}


def test_the_page_shows_what_aligned_and_what_did_not_and_attaches_what_was_mended(world: World) -> None:
    client = world.client("orgoffice")

    read = client.post("/clauses/text/", {"file": upload(), "pack": SHIPPED})
    page = read.content.decode()
    offered = filled(read)
    sentences = [s.strip() for s in offered["sentences"].splitlines()]
    typed = {f"s{n}": "4.1a" for n, s in enumerate(sentences, 1) if s.startswith("党建和业务")}
    typed |= {f"s{n}": "4.2a" for n, s in enumerate(sentences, 1) if "都不像" in s}
    body = offered | {name: "" for name in offered if name[1:].isdecimal()} | typed
    done, again = (client.post("/clauses/text/attach/", body) for _time in range(2))

    assert read.status_code == 200
    assert "句没有对上" in page
    assert 'value="4.1a" list="clauses"' in page
    assert body["idempotency_key"]
    assert [(each.status_code, each.headers["Location"]) for each in (done, again)] == [
        (303, "/clauses/")
    ] * 2
    assert Record.objects.filter(verb="clauses.attach_text").count() == 2
    assert dict(OfficialText.objects.values_list("clause", "text")) == {
        "4.1a": "党建和业务坚持同谋划，一件事一起谋划、一起部署、一起落实、一起检查。",
        "4.2a": "这一句和哪一款都不像。",
    }
    assert set(OfficialText.objects.values_list("source_digest", flat=True)) == {offered["digest"]}


def test_a_clause_that_is_not_there_is_named_and_nothing_is_attached(world: World) -> None:
    body = {"pack": SHIPPED, "digest": "ab" * 32, "sentences": "甲。\n乙。", "s1": "4.1a", "s2": "9.9"}

    refused = world.client("orgoffice").post("/clauses/text/attach/", body)

    told = filled(refused)
    assert refused.status_code == 422
    assert "没有条款 9.9" in refused.content.decode()
    assert (told["s1"], told["s2"]) == ("4.1a", "9.9")
    assert not OfficialText.objects.exists()


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (upload("意见.xlsx", b"PK"), "只能读"),
        (upload("意见.pdf", b"%PDF-1.4 broken"), "打不开"),
        (upload("意见.txt", b"\x00\x01"), "认不出"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_place(
    world: World, file: SimpleUploadedFile, says: str
) -> None:
    refused = world.client("orgoffice").post("/clauses/text/", {"file": file, "pack": SHIPPED})

    assert refused.status_code == 422
    assert says in refused.content.decode()


def test_only_holders_hand_in(world: World) -> None:
    assert world.client("orgoffice").get("/clauses/text/").status_code == 200
    assert world.client("branch").get("/clauses/text/").status_code == 403
    assert world.client("branch").post("/clauses/text/attach/", {}).status_code == 403
