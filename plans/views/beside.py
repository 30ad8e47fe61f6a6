"""The buttons beside the text of a part: each saves what was typed and then does one thing more.

They are submit buttons of the part's own form, so that pressing one never loses a typed text, and
the version of that form guards what they do.
"""

import re

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from catalog.models import OutdatedTerm
from plans.candidates import take_over
from plans.editing import mark_inserted
from plans.errors import DeedNotAllowed, PlanError
from plans.models import Chapter, Measure, NationalLink
from plans.terms import replace_term
from plans.views.session import signed_in

DEED = "deed"  # the name that the buttons share
CONFIRM, MARK = "confirm", "mark"
_REPLACE = re.compile(r"replace:(?P<term>[0-9]{1,18})", re.ASCII)
_TAKE = re.compile(r"take:(?P<link>[a-z0-9-]+):(?P<key>[a-z]+-[0-9]+)")


def press(request: HttpRequest, part: Chapter | Measure) -> str:
    """Do what the pressed button says on the part that was just saved, and tell it.

    Returns what to add to the address of the next page.
    """
    deed = request.POST.get(DEED, "")
    take, replace = _TAKE.fullmatch(deed), _REPLACE.fullmatch(deed)
    try:
        if not deed:
            messages.success(request, "保存しました。")
        elif deed in (CONFIRM, MARK):
            return _mark(request, part, is_inserted=deed == MARK)
        elif take is not None and isinstance(part, Measure):
            _take(request, part, take["link"], take["key"])
        elif replace is not None:
            _replace(request, part, int(replace["term"]))
        else:
            raise DeedNotAllowed(
                "押されたボタンが分かりません。文は保存しました。画面を開き直してください。"
            )
    except PlanError as refusal:
        messages.error(request, str(refusal))
    return ""


def _mark(request: HttpRequest, part: Chapter | Measure, *, is_inserted: bool) -> str:
    mark_inserted(part, version=part.version, is_inserted=is_inserted)
    if is_inserted:
        messages.success(request, "写したままの文として、もう一度印を付けました。")
        return ""
    messages.success(request, "この文を確認済みにしました。")
    return "?confirmed=1"


def _replace(request: HttpRequest, part: Chapter | Measure, term_pk: int) -> None:
    term = OutdatedTerm.objects.filter(pk=term_pk).first()
    if term is None:
        raise DeedNotAllowed("その用語は登録から外れています。画面を開き直してください。")
    count = replace_term(part, term, by=signed_in(request), at=timezone.now())
    if count:
        messages.success(
            request,
            f"「{term.old}」を「{term.proposed}」に置き換えました（{count}か所）。"
            "元の文は変更履歴にあり、そこから戻せます。",
        )
    else:
        messages.info(request, f"「{term.old}」は、この文にはもうありません。")


def _take(request: HttpRequest, measure: Measure, link_uid: str, key: str) -> None:
    links = NationalLink.objects.select_related("source__edition")
    link = links.filter(measure=measure, uid=link_uid).first()
    if link is None:
        raise DeedNotAllowed("その国の施策は、この施策から外れています。画面を開き直してください。")
    taken = take_over(
        measure,
        link,
        key,
        by=signed_in(request),
        at=timezone.now(),
    )
    if taken is None:
        messages.info(request, "既に写してあります。何も足していません。")
    else:
        messages.success(request, f"国の施策一覧の{taken.label}を写しました。")
