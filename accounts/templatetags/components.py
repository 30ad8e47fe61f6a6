"""Tags of templates/components: refuse unknown variants, gather errors, count pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.forms.widgets import ChoiceWidget, MultiWidget

register = template.Library()


class ErrorItem(NamedTuple):
    """One line of the error summary: the words, and the id of the field ("" where none is)."""

    text: str
    target: str


@register.filter
def one_of(value: str, known: str) -> str:
    """Return `value` if it is one of the words of `known`.

    Raises:
        ValueError: it is not: the template names a variant that has no look.
    """
    if value not in known.split():
        raise ValueError(f"unknown variant {value!r}; known are: {known}")
    return value


@register.simple_tag
def error_items(
    forms: BaseForm | BaseFormSet[Any] | Iterable[BaseForm | BaseFormSet[Any]],
) -> list[ErrorItem]:
    """Return the errors of a form or formset, or of several, in the order in which they stand."""
    each = [forms] if isinstance(forms, BaseForm | BaseFormSet) else forms
    return [item for form in each for item in _errors_of(form)]


@register.filter
def page_numbers(page: Page[Any]) -> list[int]:
    """Return the page numbers to link to; 0 stands for a gap."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in numbers]


def _errors_of(form: BaseForm | BaseFormSet[Any]) -> Iterator[ErrorItem]:
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from (ErrorItem(str(error), "") for error in form.non_form_errors())
        for each in form.forms:
            yield from _errors_of(each)
        return
    yield from (ErrorItem(str(error), "") for error in form.non_field_errors())
    for field in form:
        for error in field.errors:
            if field.is_hidden:
                yield ErrorItem(str(error), "")
            else:
                yield ErrorItem(f"{field.label}：{error}", _target(field))


def _target(field: BoundField) -> str:
    """Return the id of the field's first control; a group has no control of the field's own id."""
    if isinstance(field.field.widget, MultiWidget):
        return f"{field.auto_id}_0"
    if isinstance(field.field.widget, ChoiceWidget) and not field.id_for_label:
        return f"{field.auto_id}_0"
    return str(field.id_for_label)
