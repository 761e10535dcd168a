"""The bell asks and is not told: where every stream of events is cut, its number changes all the same."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visit
from tests.support.visitor import PASSWORD, Visitor

HALF_A_MINUTE = 31_000


def test_the_number_changes_where_no_stream_gets_through(visit: Visit, size: str) -> None:
    def cut(route: Route) -> None:
        streams = "text/event-stream" in route.request.headers.get("accept", "")
        route.abort() if streams else route.fallback()

    member = visit("member", size)
    member.context.route("**/*", cut)
    member.page.clock.install()
    member.goes_to("/posts/")
    bell = member.at(".bell")
    member.page.wait_for_function("() => sessionStorage.getItem('unread') !== null")
    before = int(bell.get_attribute("data-count") or 0)

    _answers_something(member)
    for _half_a_minute in range(20):
        member.page.clock.run_for(HALF_A_MINUTE)
        if bell.get_attribute("data-count") == str(before + 1):
            break
        member.page.wait_for_timeout(300)
    expect(bell).to_have_attribute("data-count", str(before + 1))
    expect(bell).to_have_attribute("aria-label", f"通知 {before + 1} 条未读")


def _answers_something(member: Visitor) -> None:
    """The member asked for a correction, and an officer answers it elsewhere."""
    house, asked = member.house, member.context.request
    headers = {}
    for account in ("member", "orgoffice"):
        given = {"username": account, "password": PASSWORD}
        token = asked.post(f"{house.url}/api/v1/auth/token", data=given).json()["token"]
        headers[account] = {"Authorization": f"Bearer {token}"}
    (person,) = asked.get(f"{house.url}/api/v1/people?q=喻清川", headers=headers["orgoffice"]).json()["items"]
    given = {"person_id": person["id"], "wish": "电话不对"}
    made = asked.post(f"{house.url}/api/v1/amendments", data=given, headers=headers["member"])
    assert made.ok, made.text()
    path = f"{house.url}/api/v1/amendments/{made.json()['id']}/decline"
    declined = asked.post(path, data={"answer": "对的"}, headers=headers["orgoffice"])
    assert declined.ok, declined.text()
