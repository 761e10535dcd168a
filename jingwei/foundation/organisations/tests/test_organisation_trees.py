"""The trees of a large university: level by level, found by name, at a cost that does not grow."""

from typing import Any

from lxml import html

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import end_organisation, found_organisation
from jingwei.kernel.dated import DAY
from tests.support.page import of_class, said
from tests.support.world import BUILDER, World

PARTLY = {"HX-Request": "true"}


def lines(answer: Any) -> list[str]:
    return [" ".join(said(part) for part in line if said(part)) for line in of_class(answer, "tree-line")]


def many(world: World, count: int) -> None:
    for number in range(count):
        name = f"拓新第{number:03d}研究所"
        found_organisation(
            world["other_faculty"], actor=BUILDER, kind="team", code=f"x{number:03d}", name=name
        )


def test_the_first_levels_are_drawn_and_no_more(world: World) -> None:
    drawn = lines(world.client("orgoffice").get("/organisations/"))

    assert drawn == [
        "中共北疆理工大学委员会 校党委",
        "机械工程学院党委 院系党委",
        "党群机关党支部 机关后勤党支部",
        "外国语学院党委 院系党委",
        "北疆理工大学 学校",
        "机械工程学院 学院",
        "外国语学院 学院",
        "党群工作部 职能部门",
    ]


def test_the_cost_of_the_trees_does_not_grow(world: World, django_assert_max_num_queries: Any) -> None:
    many(world, 3)
    client = world.client("orgoffice")
    with django_assert_max_num_queries(8):
        client.get("/organisations/")
    with django_assert_max_num_queries(7):
        client.get("/organisations/?q=拓新", headers=PARTLY)
    with django_assert_max_num_queries(5):
        client.get(f"/organisations/{world['other_faculty'].pk}/below/", headers=PARTLY)


def test_a_branch_opens_into_what_stands_below_it(world: World) -> None:
    url = f"/organisations/{world['faculty_party'].pk}/below/"
    client = world.client("orgoffice")

    assert lines(client.get(url, headers=PARTLY)) == [
        "智能农机教师党支部 教师党支部",
        "机械研究生第一党支部 学生党支部",
    ]
    assert client.get(url)["Location"] == f"/organisations/{world['faculty_party'].pk}/"


def test_a_long_level_goes_on_where_it_stopped(world: World) -> None:
    many(world, 101)
    client = world.client("orgoffice")
    first = client.get(f"/organisations/{world['other_faculty'].pk}/below/", headers=PARTLY)
    link = of_class(first, "tree-rest")[-1].find("a")
    rest = client.get(link.get("hx-get"), headers=PARTLY)

    shown = [name.partition(" ")[0] for name in lines(first) + lines(rest)]
    assert shown == ["边贸语言服务队", *(f"拓新第{number:03d}研究所" for number in range(101))]
    assert (len(lines(first)), of_class(rest, "tree-rest")) == (100, [])
    assert client.get(link.get("href")).status_code == 200


def test_what_ended_is_not_below(world: World) -> None:
    made = found_organisation(world["office"], actor=BUILDER, kind="team", code="t", name="播种机小组")
    end_organisation(made, actor=BUILDER, reason="任务完成")
    with clock_at(clock.today() + DAY):
        answer = world.client("orgoffice").get(f"/organisations/{world['office'].pk}/below/", headers=PARTLY)

    assert (lines(answer), said(of_class(answer, "tree-rest")[0])) == ([], "下面没有现存的组织。")


def test_a_level_is_closed_to_those_who_do_not_see_it(world: World) -> None:
    url = f"/organisations/{world['faculty_party'].pk}/below/"

    assert [world.client(who).get(url, headers=PARTLY).status_code for who in ("outsider", "neighbour")] == [
        404
    ] * 2


def found(world: World, account: str, asked: str) -> tuple[str, list[str]]:
    answer = world.client(account).get("/organisations/", {"q": asked}, headers=PARTLY)
    count = html.fromstring(answer.content.decode()).xpath("//*[@id='found-count']")[0]
    return said(count), [said(line) for each in of_class(answer, "found") for line in each.iter("li")]


def test_an_organisation_is_found_by_name_or_code_with_its_superior(world: World) -> None:
    assert found(world, "orgoffice", "农机") == (
        "找到 2 个。",
        ["纬 农机装备研究所 机械工程学院 团队与课题组", "经 智能农机教师党支部 机械工程学院党委 教师党支部"],
    )
    assert found(world, "orgoffice", "OTHER_BR")[1] == ["经 俄语教师党支部 外国语学院党委 教师党支部"]
    assert found(world, "faculty", "俄语") == ("没有名称或编号里有“俄语”的组织。", [])


def test_many_are_told_up_to_twenty_the_exact_one_first(world: World) -> None:
    many(world, 22)
    told, names = found(world, "orgoffice", "x021")
    assert names == ["纬 拓新第021研究所 外国语学院 团队与课题组"]

    told, names = found(world, "orgoffice", "拓新")
    assert (told, len(names)) == ("先列出 20 个，名称写得更全就更准。 看全部", 20)


def test_the_whole_page_also_tells_what_was_found(world: World) -> None:
    answer = world.client("orgoffice").get("/organisations/?q=俄语")

    assert [said(each) for each in of_class(answer, "found")] == [
        "经 俄语教师党支部 外国语学院党委 教师党支部"
    ]
    assert len(lines(answer)) == 8
