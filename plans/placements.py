"""The places of a measure: written once, shown in each of them."""

from django.db import transaction

from plans.editing import lock_for_editing, next_position, place_measure
from plans.errors import DeedNotAllowed
from plans.models import Chapter, Measure, Placement


def _refuse_twice(measure: Measure, chapter: Chapter) -> None:
    if Placement.objects.filter(measure=measure, chapter=chapter).exists():
        raise DeedNotAllowed(f"この施策は「{chapter.title}」に既に載っています。")


def show_in(measure: Measure, chapter: Chapter) -> None:
    """Show a measure in one more chapter, at its end: as 再掲, unless it stands nowhere yet.

    Raises DeedNotAllowed where the plan is no draft or the measure is shown there already.
    """
    with transaction.atomic():
        lock_for_editing(measure.plan)
        _refuse_twice(measure, chapter)
        stands = Placement.objects.filter(measure=measure, reprint=False).exists()
        place_measure(measure, chapter, reprint=stands)


def move_to(placement: Placement, chapter: Chapter) -> None:
    """Put a measure at the end of another chapter; raises DeedNotAllowed like `show_in`."""
    with transaction.atomic():
        lock_for_editing(placement.plan)
        _refuse_twice(placement.measure, chapter)
        placement.chapter = chapter
        placement.position = next_position(Placement.objects.filter(chapter=chapter))
        placement.version += 1
        placement.save(update_fields=["chapter", "position", "version"])


def take_out(placement: Placement) -> None:
    """Take a measure out of one of its places; another becomes the original where that was it.

    Raises DeedNotAllowed where the plan is no draft, or where it is the measure's last place.
    """
    with transaction.atomic():
        lock_for_editing(placement.plan)
        others = Placement.objects.filter(measure=placement.measure_id).exclude(pk=placement.pk)
        shown = others.filter(chapter__removed_at=None)
        heir = shown.order_by("reprint", "pk").first()
        if heir is None:
            raise DeedNotAllowed("ここだけに載っている施策です。外すには施策を取り除いてください。")
        placement.delete()
        if not placement.reprint:
            Placement.objects.filter(pk=heir.pk).update(reprint=False, version=heir.version + 1)
