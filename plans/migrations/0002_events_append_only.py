"""Triggers that refuse to change or delete an event, on SQLite and on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "plans_event is append-only"

SQLITE = [
    f"""
    CREATE TRIGGER plans_event_no_{deed.lower()} BEFORE {deed} ON plans_event
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """
    for deed in ("UPDATE", "DELETE")
]
SQLITE_BACK = [f"DROP TRIGGER plans_event_no_{deed}" for deed in ("update", "delete")]

POSTGRESQL = [
    f"""
    CREATE FUNCTION plans_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$
    """,
    """
    CREATE TRIGGER plans_event_append_only BEFORE UPDATE OR DELETE ON plans_event
    FOR EACH ROW EXECUTE FUNCTION plans_event_refuse()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER plans_event_append_only ON plans_event",
    "DROP FUNCTION plans_event_refuse()",
]


def _run(schema_editor: BaseDatabaseSchemaEditor, sqlite: list[str], other: list[str]) -> None:
    statements = sqlite if schema_editor.connection.vendor == "sqlite" else other
    for statement in statements:
        schema_editor.execute(statement)


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_plans")]

    operations = [migrations.RunPython(create, drop)]
