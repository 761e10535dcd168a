"""The forms of matters: what is sent is done, what has a fault is asked again, what is not allowed is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.adapters.clock import clock_at
from jingwei.foundation.evidence.queries import attachments_about
from jingwei.foundation.matters import actions
from jingwei.foundation.matters.models import Deed, Goal, Matter, Milestone, Task
from tests.support.matters import OPENED, Story, story_at
from tests.support.world import World

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
NEW = {
    "title": "秋收驻点服务",
    "type": "general",
    "starts": "2026-03-02",
    "due": "2026-06-02",
    "functions": ["service"],
    "guarantees": ["organisation"],
    "clauses": ["4.1a", "2.3"],
}


def send(story: Story, account: str, path: str, typed: dict[str, Any] | None = None, **more: Any) -> Any:
    return story.world.client(account).post(f"/matters/{story.matter.pk}/{path}/", typed or {}, **more)


def test_a_new_matter_is_guessed_but_for_its_title(world: World) -> None:
    with clock_at(OPENED):
        page = world.client("branch").get("/matters/new/").content.decode()

    assert ('value="2026-03-02"' in page, 'value="2026-06-02"' in page) == (True, True)
    for chosen in (f'value="{world["team"].name}　team"', 'value="general"', 'value="2.3"'):
        place = page.index(chosen)
        assert "checked" in page[place - 200 : place + 200]


def test_a_matter_is_opened_and_its_page_follows(world: World) -> None:
    with clock_at(OPENED):
        response = world.client("branch").post("/matters/new/", NEW | {"partner": world["team"].name})

    made = Matter.objects.get(title="秋收驻点服务")
    assert (response.status_code, response["Location"]) == (303, f"/matters/{made.pk}/")
    assert (made.unit, made.clause_ids, made.function_ids) == (world["team"], ("4.1a", "2.3"), ("service",))


def test_what_was_typed_stays_where_something_is_missing(world: World) -> None:
    response = world.client("branch").post(
        "/matters/new/", NEW | {"partner": world["team"].name, "functions": [], "starts": "2027-01-01"}
    )

    page = response.content.decode()
    assert (response.status_code, "秋收驻点服务" in page, Matter.objects.count()) == (422, True, 0)
    assert 'class="faults"' in page


def test_another_type_brings_its_own_clauses_alone(world: World) -> None:
    response = world.client("branch").get("/matters/new/?type=task-force", headers={"HX-Request": "true"})

    page = response.content.decode()
    assert ("<html" in page, page.index("4.2a") < page.index("其他条款")) == (False, True)


def test_who_may_not_open_has_no_form(world: World) -> None:
    assert world.client("member").get("/matters/new/").status_code == 403


def test_a_plan_grows_in_place_and_can_be_taken_back(world: World) -> None:
    typed = {"title": "收尾", "due": "2026-06-01", "owner": "both", "weight": "5"}
    with story_at(world, "planning") as story:
        response = send(story, "branch", "add-milestone", typed)
        added = Milestone.objects.get(title="收尾")
        client = world.client("branch")
        undone = client.post(f"/matters/{story.matter.pk}/milestones/{added.pk}/drop-milestone/")

    assert (response.status_code, undone.status_code) == (303, 303)
    assert not Milestone.objects.filter(title="收尾").exists()


def test_a_fault_is_told_beside_its_field_and_the_rest_stays(world: World) -> None:
    typed = {"title": "太晚的一个", "due": "2030-01-01", "owner": "both", "weight": "5"}
    with story_at(world, "planning") as story:
        response = send(story, "branch", "add-milestone", typed)

    page = response.content.decode()
    assert (response.status_code, "太晚的一个" in page, "节点要在" in page) == (422, True, True)


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("set-points", {"combine": "甲", "effort": "乙", "contribute": "丙"}),
        ("add-goal", {"text": "再增 3 个点", "measure": "点", "unit_word": "个", "target": "3"}),
        ("amend", {"title": "换个名字", "starts": "2026-03-02", "due": "2026-06-30"}),
        ("withdraw", {"reason": "经费没有落实"}),
    ],
)
def test_each_form_of_planning_does_its_verb(world: World, path: str, typed: dict[str, str]) -> None:
    with story_at(world, "planning") as story:
        response = send(story, "branch", path, typed)

    assert (response.status_code, response["Location"]) == (303, f"/matters/{story.matter.pk}/")


def test_agreeing_to_a_plan_that_was_changed_meanwhile_is_a_409(world: World) -> None:
    with story_at(world, "planning") as story:
        seen = story.fresh().version
        actions.amend_matter(story.matter, actor=story.head, title="换个名字")
        response = send(story, "branch", "agree-plan", {"version": str(seen)})

    assert response.status_code == 409
    assert not story.fresh().agreements.exists()


def test_both_sides_agree_by_one_press_each(world: World) -> None:
    with story_at(world, "planning") as story:
        first, second = send(story, "branch", "agree-plan"), send(story, "head", "agree-plan")

    assert (first.status_code, second.status_code, story.fresh().state) == (303, 303, "deploying")


@pytest.mark.parametrize(
    ("state", "account", "path", "status"),
    [
        ("planning", "orgoffice", "agree-plan", 403),
        ("implementing", "branch", "agree-plan", 409),
        ("implementing", "branch", "call-inspection", 409),
        ("inspecting", "branch", "inspect", 403),
        ("planning", "neighbour", "agree-plan", 404),
        ("planning", "branch", "no-such-verb", 404),
    ],
)
def test_what_is_not_open_is_refused_by_page(
    world: World, state: str, account: str, path: str, status: int
) -> None:
    with story_at(world, state) as story:
        assert send(story, account, path).status_code == status


def test_a_boosted_press_that_is_refused_gets_a_toast(world: World) -> None:
    headers = {"HX-Request": "true", "HX-Boosted": "true"}
    with story_at(world, "implementing") as story:
        response = send(story, "branch", "agree-plan", headers=headers)

    assert (response.status_code, response["HX-Retarget"], response["HX-Reselect"]) == (
        409,
        "#toasts",
        ".toast",
    )
    assert "<html" not in response.content.decode()


def test_a_task_is_given_and_finished(world: World) -> None:
    person = world.people["member"]
    typed = {"title": "借两台车", "person": person.name, "due": "2026-06-01"}
    with story_at(world, "implementing") as story:
        given = send(story, "branch", "assign-task", typed)
        task = Task.objects.get(title="借两台车")
        done = world.client("member").post(f"/matters/{story.matter.pk}/tasks/{task.pk}/finish-task/")

    assert (given.status_code, done.status_code, Task.objects.get(pk=task.pk).state) == (303, 303, "done")


def test_keys_of_two_matters_do_not_mix(world: World) -> None:
    with story_at(world, "implementing") as story:
        with clock_at(OPENED):
            other = actions.open_matter(
                world["branch"],
                actor=story.secretary,
                partner=world["team"],
                type="general",
                title="另一件",
                starts=OPENED,
                due=date(2026, 6, 1),
            )
        client = world.client("branch")
        mixed = [
            client.post(f"/matters/{other.pk}/milestones/{story.milestones['both'].pk}/accept-milestone/"),
            client.post(f"/matters/{other.pk}/tasks/{story.tasks['party'].pk}/finish-task/"),
            client.post(f"/matters/{story.matter.pk}/nonsense/1/finish-task/"),
            client.post(f"/matters/{story.matter.pk}/tasks/{story.tasks['party'].pk}/confirm/"),
        ]

    assert [response.status_code for response in mixed] == [404, 404, 404, 404]


def test_a_note_needs_one_sentence(world: World) -> None:
    with story_at(world, "implementing") as story:
        response = world.client("member").post("/matters/note/", {"text": "突击队到三号地块，试播 12 亩。"})

    deed = Deed.objects.get()
    assert (deed.matter, deed.side, deed.kind, deed.state) == (story.matter, "party", "deed", "noted")
    assert response["Location"] == f"/matters/{story.matter.pk}/#deed-{deed.pk}"


def test_the_toast_says_where_the_note_went_and_takes_it_back(world: World) -> None:
    with story_at(world, "implementing") as story:
        client = world.client("member")
        page = client.post(
            "/matters/note/", {"text": "设岗定责的名单贴出来了。"}, follow=True
        ).content.decode()
        deed = Deed.objects.get()
        undo = f"/matters/{story.matter.pk}/deeds/{deed.pk}/withdraw-deed/"
        client.post(undo)

    assert ("“设岗定责公示”，等业务侧认可" in page, f'action="{undo}"' in page) == (True, True)
    assert Deed.objects.get().state == "withdrawn"


def test_a_file_goes_with_the_note_or_neither_is_kept(world: World) -> None:
    with story_at(world, "implementing") as story:
        client = world.client("member")
        picture = SimpleUploadedFile("现场.png", PNG, "image/png")
        kept = client.post("/matters/note/", {"text": "下田了。", "upload": picture})
        script = SimpleUploadedFile("x.html", b"<script>1</script>", "text/html")
        refused = client.post("/matters/note/", {"text": "另一句。", "upload": script})
        files = attachments_about(world.actor("member"), story.matter)

    deed = Deed.objects.get()
    assert (kept.status_code, refused.status_code, deed.text) == (303, 422, "下田了。")
    assert "另一句。" in refused.content.decode()
    assert [each.name for each in files[f"deed:{deed.pk}"]] == ["现场.png"]


def test_a_sentence_chooses_its_matter_and_a_hand_outweighs_it(world: World) -> None:
    with story_at(world, "implementing") as story:
        with clock_at(OPENED):
            other = actions.open_matter(
                world["branch"],
                actor=story.secretary,
                partner=world["team"],
                type="general",
                title="研究生夜灯答疑",
                starts=OPENED,
                due=date(2026, 6, 1),
            )
        Matter.objects.filter(pk=other.pk).update(state="implementing")
        client = world.client("member")
        guessed = client.get("/matters/note/?text=今晚夜灯答疑来了 9 人", headers={"HX-Request": "true"})
        by_hand = client.get(
            f"/matters/note/?text=今晚夜灯答疑来了&matter={story.matter.pk}&guessed={other.pk}",
            headers={"HX-Request": "true"},
        )

    def chosen(response: Any) -> str:
        page = response.content.decode()
        assert "<html" not in page
        return page[: page.index("checked")].rpartition('value="')[2].partition('"')[0]

    assert (chosen(guessed), chosen(by_hand)) == (str(other.pk), str(story.matter.pk))


def test_a_note_without_words_is_asked_again(world: World) -> None:
    with story_at(world, "implementing"):
        response = world.client("member").post("/matters/note/", {"text": " ", "changed": "decision"})

    assert (response.status_code, Deed.objects.count()) == (422, 0)


def test_the_unit_is_not_asked_what_the_party_side_changed(world: World) -> None:
    with story_at(world, "implementing"):
        asked = "党建这一边改变了什么" in world.client("member").get("/matters/note/").content.decode()
        spared = "党建这一边改变了什么" in world.client("head").get("/matters/note/").content.decode()

    assert (asked, spared) == (True, False)


def test_nothing_to_note_in_says_why(world: World) -> None:
    assert "现在没有可以记的事项" in world.client("member").get("/matters/note/").content.decode()


def test_a_note_is_confirmed_or_returned_where_it_stands(world: World) -> None:
    with story_at(world, "implementing") as story:
        noted = [
            actions.note_deed(story.matter, actor=world.actor("member"), text=text) for text in ("甲", "乙")
        ]
        paths = [f"deeds/{deed.pk}" for deed in noted]
        own = send(story, "member", f"{paths[0]}/confirm")
        confirmed = send(story, "head", f"{paths[0]}/confirm")
        unexplained = send(story, "head", f"{paths[1]}/return")
        returned = send(story, "head", f"{paths[1]}/return", {"reason": "写明几亩"})
        amended = send(
            story,
            "member",
            f"{paths[1]}/amend-deed",
            {"text": "乙，12 亩", "on": "2026-05-20", "kind": "deed"},
        )

    codes = [response.status_code for response in (own, confirmed, unexplained, returned, amended)]
    assert codes == [403, 303, 422, 303, 303]
    assert [Deed.objects.get(pk=deed.pk).state for deed in noted] == ["confirmed", "noted"]


def test_an_inspection_a_correction_and_the_end_go_through_their_forms(world: World) -> None:
    with story_at(world, "inspecting") as story:
        goal = Goal.objects.get()
        wrong = send(
            story, "orgoffice", "inspect", {"finding": "看了", "verdict": "passed", "label_only": "yes"}
        )
        held = send(story, "orgoffice", "inspect", {"finding": "看了", "verdict": "passed"})
        judged = send(story, "orgoffice", f"goals/{goal.pk}/judge-goal", {"figure": "2.8"})
        asked = world.client("branch").get(f"/matters/{story.matter.pk}/close/")
        closed = send(story, "branch", "close")

    codes = [response.status_code for response in (wrong, held, judged, asked, closed)]
    assert (codes, story.fresh().state) == ([422, 303, 303, 200, 303], "closed")


def test_a_correction_is_opened_and_closed_on_a_confirmed_note(world: World) -> None:
    typed = {"what": "名单没有贴出来", "clause": "2.2", "due": "2026-06-20", "owner": "party"}
    with story_at(world, "implementing") as story:
        raised = send(story, "orgoffice", "raise-correction", typed)
        correction = story.matter.corrections.get()
        deed = actions.note_deed(story.matter, actor=world.actor("member"), text="名单贴了")
        actions.confirm_deed(deed, actor=story.head)
        closed = send(story, "orgoffice", f"corrections/{correction.pk}/close-correction", {"deed": deed.pk})

    assert (raised.status_code, closed.status_code) == (303, 303)
    assert story.matter.corrections.get().state == "closed"
