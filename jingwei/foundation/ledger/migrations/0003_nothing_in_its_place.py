"""SQLite lets INSERT OR REPLACE delete a row without asking its triggers: a taken place refuses what would come into it."""

from typing import Any

from django.db import migrations

REFUSAL = "the ledger is append-only"
TAKEN = {
    "ledger_record": ("id = NEW.id", "university_id = NEW.university_id AND seq = NEW.seq"),
    "ledger_personalvalues": ("record_id = NEW.record_id",),
}


def guard(apps: Any, schema_editor: Any) -> None:
    """Install the triggers; PostgreSQL updates where SQLite replaces, and refuses that already."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for table, places in TAKEN.items():
        taken = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {place})" for place in places)
        schema_editor.execute(
            f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {taken} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


class Migration(migrations.Migration):
    """Forward only: there is no way back from append-only."""

    dependencies = [("ledger", "0002_append_only")]
    operations = [migrations.RunPython(guard)]
