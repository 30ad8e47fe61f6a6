"""The components of the templates, rendered: what they print, and which variants they refuse."""

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from accounts.templatetags.components import ErrorItem, error_items, one_of, page_numbers


class PlanForm(forms.Form):
    """A form with one field of each kind that an error can stand at."""

    title = forms.CharField(label="名称", error_messages={"required": "入れてください。"})
    pillars = forms.MultipleChoiceField(
        label="柱",
        choices=[("1", "一"), ("2", "二")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "選んでください。"},
    )
    decided = forms.SplitDateTimeField(
        label="日時", required=False, error_messages={"invalid_date": "日付が違います。"}
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": "開き直してください。"}
    )

    def clean(self) -> dict[str, Any]:
        if self.data.get("together"):
            raise forms.ValidationError("合いません。")
        return self.cleaned_data


WRONG = MultiValueDict({"together": ["1"], "decided_0": ["x"]})
GOOD = MultiValueDict({"title": ["計画"], "pillars": ["1"], "version": ["3"]})


def rendered(name: str, **context: Any) -> str:
    return render_to_string(f"components/{name}.html", context).strip()


# --- error_items, one_of, page_numbers -------------------------------------------------------


def test_error_items_of_a_form_lead_to_the_first_control_of_each_field() -> None:
    assert error_items(PlanForm(WRONG)) == [
        ErrorItem("合いません。", ""),
        ErrorItem("名称：入れてください。", "id_title"),
        ErrorItem("柱：選んでください。", "id_pillars_0"),
        ErrorItem("日時：日付が違います。", "id_decided_0"),
        ErrorItem("開き直してください。", ""),
    ]


def test_the_targets_of_error_items_are_ids_of_the_page() -> None:
    form = PlanForm(WRONG)
    page = (
        engines["django"]
        .from_string("{% load crispy_forms_filters %}{{ form|crispy }}")
        .render({"form": form})
    )
    missing = [
        item.target
        for item in error_items(form)
        if item.target and f'id="{item.target}"' not in page
    ]
    assert missing == []


def test_error_items_of_several_forms_stand_in_order() -> None:
    first, second = PlanForm(WRONG, prefix="b"), PlanForm(GOOD)
    assert error_items([second, first]) == error_items(first)


def test_error_items_of_a_formset_name_the_set_and_each_form() -> None:
    formset_class = forms.formset_factory(
        PlanForm, max_num=1, validate_max=True, absolute_max=5, extra=0
    )
    formset = formset_class(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "0",
            "form-0-title": "計画",
            "form-0-pillars": ["1"],
            "form-0-version": "1",
            "form-1-title": "",
            "form-1-pillars": ["1"],
            "form-1-version": "1",
        }
    )
    targets = [item.target for item in error_items(formset)]
    assert targets == ["", "id_form-1-title"]


def test_an_unbound_form_has_no_error_items() -> None:
    assert error_items([PlanForm(), forms.formset_factory(PlanForm)()]) == []


def test_one_of_refuses_a_part_of_a_known_word() -> None:
    with pytest.raises(ValueError, match="unknown variant 'info s'"):
        one_of("info s", "info success")


def test_page_numbers_mark_the_gaps_by_zero() -> None:
    page = Paginator(range(100), 5).page(10)
    assert page_numbers(page) == [1, 0, 8, 9, 10, 11, 12, 0, 20]


# --- components ------------------------------------------------------------------------------


@pytest.mark.parametrize("tone", ["neutral", "info", "success", "warning", "danger"])
def test_status(tone: str) -> None:
    html = rendered("status", label="<下書き>", tone=tone)
    assert html.splitlines()[-1] == f'<span class="status status-{tone}">&lt;下書き&gt;</span>'


def test_status_refuses_an_unknown_tone() -> None:
    with pytest.raises(ValueError, match="unknown variant 'red'"):
        rendered("status", label="下書き", tone="red")


def test_button_post_refuses_an_unknown_tone() -> None:
    with pytest.raises(ValueError, match="unknown variant 'big'"):
        rendered("button_post", url="/x/", label="消す", tone="big", csrf="t")


def test_button_post_is_a_form_with_the_token() -> None:
    html = rendered("button_post", url="/x/?a=1&b=2", label="消す", tone="danger", csrf="t0ken")
    assert html.splitlines()[-1] == (
        '<form class="button-post" method="post" action="/x/?a=1&amp;b=2">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="t0ken">'
        '<button class="btn btn-danger" type="submit">消す</button></form>'
    )


def test_error_summary_of_a_right_form_prints_nothing() -> None:
    assert rendered("error_summary", forms=PlanForm(GOOD)) == ""


def test_error_summary_links_to_the_fields() -> None:
    html = rendered("error_summary", forms=PlanForm(WRONG))
    lines = [line.strip() for line in html.splitlines() if "<li>" in line]
    assert lines == [
        "<li>合いません。</li>",
        '<li><a href="#id_title">名称：入れてください。</a></li>',
        '<li><a href="#id_pillars_0">柱：選んでください。</a></li>',
        '<li><a href="#id_decided_0">日時：日付が違います。</a></li>',
        "<li>開き直してください。</li>",
    ]


def test_error_summary_counts() -> None:
    html = rendered("error_summary", forms=PlanForm(WRONG))
    assert '<h2 id="error-summary-title">入力に誤りがあります（5件）</h2>' in html


def test_empty_without_a_way_on_has_no_link() -> None:
    assert "<a " not in rendered("empty", title="計画がありません", text="作ってください。")


def test_empty_with_a_way_on_links_there() -> None:
    html = rendered("empty", title="無", text="無", action_url="/new/", action_label="作る")
    assert '<a class="btn btn-primary" href="/new/">作る</a>' in html


def test_pagination_of_one_page_prints_nothing() -> None:
    assert rendered("pagination", page=Paginator(range(5), 5).page(1)) == ""


def test_pagination_keeps_the_query() -> None:
    html = rendered("pagination", page=Paginator(range(11), 5).page(2), query="q=%E4%B8%8B")
    links = [line.strip() for line in html.splitlines() if "<li>" in line]
    assert links == [
        '<li><a rel="prev" href="?q=%E4%B8%8B&amp;page=1">前のページ</a></li>',
        '<li><a href="?q=%E4%B8%8B&amp;page=1" aria-label="1ページ目">1</a></li>',
        '<li><span aria-current="page">2</span></li>',
        '<li><a href="?q=%E4%B8%8B&amp;page=3" aria-label="3ページ目">3</a></li>',
        '<li><a rel="next" href="?q=%E4%B8%8B&amp;page=3">次のページ</a></li>',
    ]


def test_pagination_says_which_rows_are_shown() -> None:
    html = rendered("pagination", page=Paginator(range(11), 5).page(3))
    assert '<p class="pager-place">11件のうち11～11件目</p>' in html


def test_breadcrumbs_mark_the_page_itself() -> None:
    html = rendered("breadcrumbs", items=[("計画", "/plans/"), ("章", "")])
    assert '<a href="/plans/">計画</a></li><li><span aria-current="page">章</span>' in html


def test_definition_list() -> None:
    html = rendered("definition_list", items=[("氏名", "下川"), ("職名", "係長")])
    assert html.splitlines()[-2].strip() == (
        "<div><dt>氏名</dt><dd>下川</dd></div><div><dt>職名</dt><dd>係長</dd></div>"
    )


# --- fields ----------------------------------------------------------------------------------


def field_of(form: forms.Form, name: str) -> str:
    template = engines["django"].from_string(
        "{% load crispy_forms_filters %}{{ field|as_crispy_field }}"
    )
    return " ".join(template.render({"field": form[name]}).split())


class NoteForm(forms.Form):
    """A form whose field has help."""

    note = forms.CharField(label="<注>", required=False, help_text="<b>短く</b>")
    title = forms.CharField(label="名称", error_messages={"required": "入れてください。"})


def test_a_field_says_in_words_whether_it_is_needed() -> None:
    form = NoteForm()
    marks = [field_of(form, name).partition("※")[2][:2] for name in ("note", "title")]
    assert marks == ["任意", "必須"]


def test_a_search_form_prints_no_marks() -> None:
    form = NoteForm()
    form.marks_hidden = True  # type: ignore[attr-defined]
    assert "※" not in field_of(form, "note")


def test_help_stands_between_label_and_control_and_is_escaped() -> None:
    html = field_of(NoteForm(), "note")
    places = [
        html.index(part)
        for part in ("&lt;注&gt;", '<div id="id_note_helptext"', "&lt;b&gt;短く", "<input")
    ]
    assert places == sorted(places)


def test_a_wrong_field_names_its_error_for_screen_readers() -> None:
    html = field_of(NoteForm({"title": ""}), "title")
    assert [
        'aria-invalid="true"' in html,
        'aria-describedby="id_title_error"' in html,
        '<div id="id_title_error" class="field-error"><p>＊入れてください。</p></div>' in html,
    ] == [True, True, True]


def test_a_wrong_group_names_its_error_once() -> None:
    html = field_of(PlanForm(WRONG), "pillars")
    assert [
        html.count('<fieldset aria-describedby="id_pillars_error">'),
        html.count('id="id_pillars_error"'),
    ] == [1, 1]
