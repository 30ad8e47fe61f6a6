"""What can go wrong with people and departments; every message is Japanese and for the user."""


class AccountsError(Exception):
    """A deed that is refused.

    Attributes:
        field: the field of the form at which the message belongs, or None for the whole form.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
