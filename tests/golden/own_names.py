"""What the guide's samples leave to a person, for one body of every kind."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from catalog.models import Municipality
from plans.own_name import adapted, doubts_in, past_deadlines

_GUIDE = Path(__file__).parents[2] / "fixtures" / "catalog" / "guide_h30.json"

# One of every ending that a body can have.
OWN_BODIES = tuple(
    Municipality(name=name, kind=kind)
    for name, kind in (
        ("北海道", "prefecture"),
        ("東京都", "prefecture"),
        ("大阪府", "prefecture"),
        ("茨城県", "prefecture"),
        ("世田谷区", "special_ward"),
        ("札幌市", "city"),
        ("下川町", "town"),
        ("泊村", "village"),
    )
)


def printed_samples() -> Iterator[tuple[int, str]]:
    """Yield (seq, text) of every text of the guide's sample measures that a plan may take over."""
    for sample in json.loads(_GUIDE.read_text("utf-8"))["rows"]["sample_measures"]:
        for text in (sample["name"], *sample["body"], *sample["kpis"], *sample["schedule"]):
            yield sample["seq"], text


def all_doubts() -> str:
    """Return every doubt of every sample for each of the bodies, as the golden file has them."""
    lines = []
    for body in OWN_BODIES:
        lines.append(f"# {body.name}")
        for seq, text in printed_samples():
            own = adapted(text, body)
            doubts = (*doubts_in(own, body), *past_deadlines(own, date(2026, 4, 1)))
            lines += [f"{seq}　{doubt}　{doubt.around}" for doubt in doubts]
    return "\n".join(lines) + "\n"
