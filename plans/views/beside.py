"""The buttons beside the text of a part: each saves what was typed and then does one thing more.

They are submit buttons of the part's own form, so that pressing one never loses a typed text, and
the version of that form guards what they do.
"""

from django.contrib import messages
from django.http import HttpRequest

from plans.editing import mark_inserted
from plans.errors import PlanError
from plans.models import Chapter, Measure

DEED = "deed"  # the name that the buttons share
CONFIRM, MARK = "confirm", "mark"


def press(request: HttpRequest, part: Chapter | Measure) -> str:
    """Do what the pressed button says on the part that was just saved, and tell it.

    Returns what to add to the address of the next page.
    """
    deed = request.POST.get(DEED, "")
    if not deed:
        messages.success(request, "保存しました。")
        return ""
    try:
        if deed in (CONFIRM, MARK):
            mark_inserted(part, version=part.version, is_inserted=deed == MARK)
    except PlanError as refusal:
        messages.error(request, str(refusal))
        return ""
    if deed == CONFIRM:
        messages.success(request, "この文を確認済みにしました。")
        return "?confirmed=1"
    if deed == MARK:
        messages.success(request, "写したままの文として、もう一度印を付けました。")
        return ""
    messages.error(
        request, "押されたボタンが分かりません。文は保存しました。画面を開き直してください。"
    )
    return ""
