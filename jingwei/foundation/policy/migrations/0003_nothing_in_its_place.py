"""SQLite lets INSERT OR REPLACE delete a row without asking its triggers: a kept version refuses what would come into its place."""

from typing import Any

from django.db import migrations

TAKEN = " OR ".join(
    f"EXISTS (SELECT 1 FROM policy_packversion WHERE {place})"
    for place in ("id = NEW.id", "pack = NEW.pack AND version = NEW.version")
)


def guard(apps: Any, schema_editor: Any) -> None:
    """Install the trigger; PostgreSQL updates where SQLite replaces, and refuses that already."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER policy_packversion_insert BEFORE INSERT ON policy_packversion WHEN {TAKEN} "
            "BEGIN SELECT RAISE(ABORT, 'a published version of a pack is immutable'); END"
        )


class Migration(migrations.Migration):
    """Forward only: a version stays what it was."""

    dependencies = [("policy", "0002_immutable")]
    operations = [migrations.RunPython(guard)]
