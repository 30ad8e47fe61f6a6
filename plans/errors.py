"""The few errors of the plans app; each message tells the reader in Japanese what to do."""

from typing import Any


class PlanError(Exception):
    """A request that the plan's state or rights do not allow; the message is for the user."""


class DeedNotAllowed(PlanError):
    """A deed that the state of the plan, or who asks for it, forbids."""


# Said with a refusal on a page that shows again what was typed.
TEXT_STAYS = "あなたの文は下に残っています。写しておいてください。"


class StalePart(PlanError):
    """A save that was begun on an older version of the part."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "あなたが開いたあとに、ほかの人がこの部分を保存しました。"
            "あなたの文は失われていません。両方を見比べて選んでください。"
        )
        self.current = current
