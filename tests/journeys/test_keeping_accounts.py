"""The system administrator opens an account; its owner makes it hers, and loses it again when it is closed."""

from __future__ import annotations

import re
from secrets import token_hex

from playwright.sync_api import expect

from tests.journeys.conftest import Visit

OWN = "three-calm-rivers"
NEWCOMER = {"desk": "N0001", "phone": "N0002"}


def test_given_somebody_on_the_roster_when_an_account_is_opened_then_only_its_owner_knows_the_password(
    visit: Visit, size: str
) -> None:
    administrator, name = visit("sysadmin", size), f"new-{token_hex(3)}"
    administrator.expected = {422}

    # Given nothing is typed, it says what to type
    administrator.goes_to("/people/accounts/").follows("开通账号", administrator.main, to="/accounts/new/")
    administrator.presses_button("开通账号")
    administrator.reads("请写姓名或学工号，或者写一个账号名。")
    administrator.finds_it_sound()

    # When the account is opened, its password is shown once
    administrator.types(administrator.main, person=NEWCOMER[size], username=name)
    administrator.presses_button("开通账号")
    given = administrator.main.locator("code.told").inner_text()
    administrator.finds_it_sound()
    administrator.goes_to(f"/people/accounts/?q={name}").follows(
        name, administrator.main, to=r"/accounts/\d+/$"
    )
    expect(administrator.main.locator("code.told")).to_have_count(0)
    administrator.reads("本人还没有换成自己的密码。")

    # Then its owner can do nothing but choose her own
    owner = visit("", size, fresh=True)
    owner.expected = {422}
    owner.goes_to("/sign-in/").signs_in(name, given)
    owner.goes_to("/measures/")
    assert owner.path == "/people/mine/password/"
    owner.types(owner.main, current=given, password="short")
    owner.presses_button("修改密码")
    expect(owner.main.locator(".field-error")).to_contain_text("10")
    owner.finds_it_sound()
    owner.types(owner.main, current=given, password=OWN)
    owner.presses_button("修改密码")
    owner.page.wait_for_url(re.compile("/sign-in/"))
    owner.signs_in(name, OWN)
    owner.finds_it_sound()

    # And once it is closed, she is out on every device
    administrator.types(administrator.main, reason="调离学校")
    administrator.presses_button("停用账号")
    administrator.reads("已停用")
    owner.goes_to("/")
    owner.page.wait_for_url(re.compile("/sign-in/"))
