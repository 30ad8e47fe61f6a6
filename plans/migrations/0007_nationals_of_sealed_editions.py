import json
from typing import Any

from django.db import migrations


def note_nationals(apps: Any, schema_editor: Any) -> None:
    """Write for each edition that is sealed already which rows of the national list it names."""
    edition_model = apps.get_model("plans", "Edition")
    index_model = apps.get_model("plans", "EditionNational")
    rows = {
        (row["edition__code"], row["code"]): row["pk"]
        for row in apps.get_model("catalog", "NationalMeasure").objects.values(
            "pk", "edition__code", "code"
        )
    }
    for pk, text in edition_model.objects.values_list("pk", "content_json").iterator():
        named = {
            (link.get("edition"), link.get("code"))
            for measure in json.loads(text).get("plan", {}).get("measures", ())
            for link in measure.get("national_measures", ())
        }
        known = set(index_model.objects.filter(edition=pk).values_list("source", flat=True))
        index_model.objects.bulk_create(
            index_model(edition_id=pk, source_id=source)
            for source in sorted({rows[key] for key in named if key in rows} - known)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0006_taking_back_a_switch"),
        ("catalog", "0002_whole_catalogue"),
    ]

    operations = [
        migrations.RunPython(note_nationals, migrations.RunPython.noop),
    ]
