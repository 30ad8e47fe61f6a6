"""What goes wrong while a document is rendered."""


class RenderError(Exception):
    """A document that cannot be rendered; the message is Japanese and for the user."""
