"""Every table has its place in an archive: it leads to a university, or it is named as one that does not."""

from __future__ import annotations

from jingwei.shell.archive.scope import OF_THE_MACHINE, OF_THE_WHOLE, QUEUE, SHARED, owner_of, tables


def test_every_table_leads_to_its_university_or_is_named() -> None:
    named = OF_THE_WHOLE | SHARED | {QUEUE}
    lost = [table._meta.label for table in tables() if not owner_of(table) and table._meta.label not in named]

    assert lost == []


def test_what_is_named_is_there() -> None:
    there = {table._meta.label for table in tables()}

    assert there >= OF_THE_WHOLE | SHARED | {QUEUE}
    assert there.isdisjoint(OF_THE_MACHINE)


def test_columns_that_stay_at_home_and_contents_are_columns() -> None:
    for table in tables():
        for name in (
            *getattr(table, "stays_at_home", ()),
            *filter(None, (getattr(table, "kept_content", ""),)),
        ):
            assert table._meta.get_field(name)
