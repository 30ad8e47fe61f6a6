"""What a form would send as it stands, for tests of a form without its page."""

from typing import Any

from django import forms


def sent(form: forms.Form, **changed: Any) -> dict[str, Any]:
    """Return the data of a form with some fields changed; None leaves one out."""
    data: dict[str, Any] = {}
    for name in form.fields:
        value = changed.get(name, form[name].value())
        if value not in (None, False):
            data[form.add_prefix(name)] = value
    return data


def errors(form: forms.Form) -> dict[str, list[str]]:
    """Return the messages of a form by field."""
    return {name: [str(message) for message in found] for name, found in form.errors.items()}
