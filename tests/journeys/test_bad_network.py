"""A phone on a bad network: what is written waits on the device, encrypted, is sent once, and by its writer alone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from jingwei.adapters import clock
from tests.journeys.conftest import Visit
from tests.support.visitor import Visitor

HELD = """() => new Promise(done => {
  const asked = indexedDB.open("outbox");
  asked.onsuccess = async () => {
    const read = name => new Promise(got => {
      const all = asked.result.transaction(name).objectStore(name).getAll();
      all.onsuccess = () => got(all.result);
    });
    const text = bytes => new TextDecoder("utf-8").decode(bytes);
    const [entries, keys] = [await read("entries"), await read("keys")];
    done({
      entries: entries.map(each => Object.values(each).map(v => typeof v === "object" ? text(v) : String(v)).join("|")),
      keys: keys.map(key => [key.algorithm.name, key.extractable]),
    });
  };
})"""
READY = "() => navigator.serviceWorker.ready.then(() => new Promise(done => setTimeout(done, 500)))"
LOST = "(on) => Object.defineProperty(navigator, 'onLine', {get: () => on, configurable: true})"


def line(visitor: Visitor) -> Any:
    """The line that says what waits."""
    return visitor.page.locator("#waiting details")


def writes(visitor: Visitor, text: str) -> None:
    """Open 记一笔 with a network and write a sentence."""
    visitor.goes_to("/matters/note/")
    with visitor.page.expect_response(re.compile(r"/matters/note/\?text=")):
        visitor.at("[name=text]").fill(text)
    visitor.page.evaluate(READY)


def comes_back(visitor: Visitor, path: str) -> Page:
    """The tab dies; a new one is opened."""
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    visitor.__post_init__()
    visitor.page.goto(f"{visitor.house.url}{path}")
    return visitor.page


def notes_with(visitor: Visitor, text: str) -> int:
    """How many records of a note hold the sentence."""
    address = f"{visitor.house.url}/api/v1/records?verb=matters.note&limit=100"
    records = visitor.page.request.get(address).json()["items"]
    return sum(text in record["sentence"] for record in records)


def test_what_happened_is_noted_without_a_network_and_sent_once_though_the_tab_died(visit: Visit) -> None:
    branch = visit("branch", "phone", fresh=True)
    text = "突击队到三号地块试播，回来的路上没有信号"
    writes(branch, text)
    branch.loses_the_network()
    branch.presses_button("记下", told="已存在本机")
    expect(line(branch)).to_contain_text("1 条待发送")
    expect(branch.at("[name=text]")).to_have_value("")
    line(branch).locator("summary").click()
    expect(line(branch)).to_contain_text("等网络")
    branch.finds_it_sound()

    held = branch.page.evaluate(HELD)
    assert held["keys"] == [["AES-GCM", False]]
    assert len(held["entries"]) == 1
    assert not any(word in held["entries"][0] for word in ("突击队", "记一笔", "/matters/", "沈砚秋"))
    kept = branch.page.evaluate("() => JSON.stringify({...localStorage, ...sessionStorage})")
    assert "突击队" not in kept

    page = comes_back(branch, "/opening/")
    expect(page.locator("#waits-here")).to_contain_text("1 条待发送")
    branch.context.set_offline(False)
    page.wait_for_url(lambda url: url.endswith("/"))
    branch.is_told("送出了：记一笔")
    expect(line(branch)).to_be_hidden()
    assert notes_with(branch, text) == 1


def test_an_answer_that_was_lost_on_its_way_does_not_note_twice(visit: Visit) -> None:
    branch = visit("branch", "phone", fresh=True)
    text = "答疑来了十二个人，走到楼道里断了网"
    writes(branch, text)
    reached: list[int] = []

    def loses_the_answer(route: Any) -> None:
        reached.append(route.fetch().status)
        route.fulfill(status=502, body="")

    branch.expected.add(502)
    branch.page.route("**/matters/note/", loses_the_answer)
    branch.presses_button("记下", told="已存在本机")
    assert reached == [204]
    branch.page.unroute("**/matters/note/")
    line(branch).locator("summary").click()
    branch.presses_button("立即发送", line(branch), told="送出了：记一笔")
    assert notes_with(branch, text) == 1


def test_a_tab_that_dies_while_it_is_sending_loses_nothing_and_notes_once(visit: Visit) -> None:
    branch = visit("branch", "phone", fresh=True)
    text = "点了记下，手机就没电了"
    writes(branch, text)
    reached: list[int] = []
    branch.page.route("**/matters/note/", lambda route: reached.append(route.fetch().status))
    branch.presses_button("记下")
    branch.page.wait_for_timeout(2000)
    assert reached == [204]
    comes_back(branch, "/")
    branch.is_told("送出了：记一笔")
    assert notes_with(branch, text) == 1


def test_a_receipt_is_signed_without_a_network(visit: Visit) -> None:
    committee, branch = visit("committee"), visit("branch", "phone", fresh=True)
    title = "关于没有信号的通知"
    committee.goes_to("/directives/new/")
    due = clock.today() + timedelta(days=30)
    committee.types(committee.main, title=title, text="看到就签收。", due=due.isoformat())
    committee.at("[name=kinds][value=teacher-branch]").check()
    committee.presses_button("起草部署")
    committee.page.wait_for_url(re.compile(r"/directives/\d+/$"))
    committee.presses_button("下发", told="下面每个组织的工作台上都有了。")

    row = branch.goes_to("/").main.locator("li.task").filter(has_text=title)
    branch.loses_the_network()
    branch.presses_button("签收", row, told="已存在本机")
    expect(row).to_contain_text("待发送")
    expect(row.get_by_role("button", name="签收", exact=True)).to_be_hidden()
    # What comes once it is looked at waits for the network too.
    branch.at("[hx-get='/matters/here/']").scroll_into_view_if_needed()
    branch.finds_it_sound()
    branch.context.set_offline(False)
    branch.is_told(f"送出了：签收：{title}")
    expect(branch.page.locator("ul.woven-rows")).to_be_visible()
    branch.goes_to(committee.path)
    expect(branch.at("#own")).to_contain_text("已签收")

    # The answer comes too late: the sentence of the refusal stays with it, and what was typed can be taken up again.
    branch.follows("不归我办", branch.at("#own"), to="decline/")
    branch.types(branch.main, reason="没有这类专业")
    branch.loses_the_network()
    branch.presses_button("不归我办", told="已存在本机")
    committee.follows("撤回部署", committee.main, to="withdraw/")
    committee.types(committee.main, reason="发错了")
    committee.presses_button("撤回部署", told="撤回了。")
    branch.expected |= {403, 409}
    branch.context.set_offline(False)
    expect(line(branch)).to_contain_text("没有收下：")
    line(branch).locator("summary").click()
    branch.finds_it_sound()
    branch.presses_button("丢弃", line(branch))
    branch.presses_button("真的丢弃", line(branch))
    expect(line(branch)).to_be_hidden()


def test_what_is_refused_says_why_and_can_be_mended(visit: Visit) -> None:
    branch = visit("branch", "phone", fresh=True)
    text = "明天才会发生的事"
    writes(branch, text)
    branch.main.locator("summary").last.click()
    branch.types(branch.main, on=(clock.today() + timedelta(days=1)).isoformat())
    branch.loses_the_network()
    branch.presses_button("记下", told="已存在本机")
    branch.expected.add(422)
    branch.context.set_offline(False)
    expect(line(branch)).to_contain_text("还没有到的日子不能记。")
    line(branch).locator("summary").click()
    expect(line(branch)).to_contain_text(text)
    branch.presses_button("去修改", line(branch))
    expect(branch.at("[name=text]")).to_have_value(text)
    expect(line(branch)).to_be_hidden()
    branch.presses_button("记下")
    branch.page.wait_for_url(re.compile(r"/matters/\d+/#deed-"))
    assert notes_with(branch, text) == 1


def test_a_photo_is_not_kept_and_nothing_typed_is_lost(visit: Visit) -> None:
    branch = visit("branch", "phone", fresh=True)
    text = "带照片的一笔"
    writes(branch, text)
    photo = {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    branch.at("[name=upload]").set_input_files(photo)  # type: ignore[arg-type]
    branch.loses_the_network()
    branch.presses_button("记下", told="照片和文件不能先存在本机")
    expect(branch.at("[name=text]")).to_have_value(text)
    branch.at("[name=upload]").set_input_files([])
    branch.presses_button("记下", told="已存在本机")
    branch.context.set_offline(False)
    branch.is_told("送出了：记一笔")
    assert notes_with(branch, text) == 1


def test_another_account_on_the_device_sees_and_sends_nothing_of_it(visit: Visit) -> None:
    branch = visit("branch", "phone", fresh=True)
    text = "下乡路上记的，还没有送出"
    writes(branch, text)
    branch.loses_the_network()
    branch.presses_button("记下", told="已存在本机")
    # The network is back, but this session is ended before anything is sent.
    branch.page.evaluate(LOST, False)
    branch.context.set_offline(False)
    branch.page.request.post(f"{branch.house.url}/sign-out/", form=marks(branch))
    branch.page.goto(f"{branch.house.url}/sign-in/")
    expect(branch.page.locator("[data-behaviour=waits-here]")).to_contain_text("还有 1 条没有发出")
    branch.passes_axe()

    sent: list[str] = []
    branch.page.on("request", lambda request: sent.append(request.post_data or ""))
    branch.signs_in("member")
    branch.goes_to("/matters/")
    branch.page.wait_for_timeout(2000)
    expect(line(branch)).to_be_hidden()
    assert branch.page.content().count(text) == 0
    assert [body for body in sent if "idempotency_key" in body and "text=" in body] == []

    branch.page.request.post(f"{branch.house.url}/sign-out/", form=marks(branch))
    branch.goes_to("/sign-in/").signs_in("branch")
    branch.is_told("送出了：记一笔")
    assert notes_with(branch, text) == 1


def marks(visitor: Visitor) -> dict[str, str]:
    """The mark that a form of the present page carries."""
    held = visitor.page.evaluate("JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken']")
    return {"csrfmiddlewaretoken": str(held)}
