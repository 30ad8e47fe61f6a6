"""What can go wrong when a plan is turned into a file; the message is for the reader."""


class RenderingFailed(Exception):
    """A plan that could not be turned into a page or a file; the cause is in the log."""


class PartTooLarge(Exception):
    """A chapter or measure that takes longer to render than a reader waits."""


class JobRefused(Exception):
    """A file that is not made now: too many wait already; the message says which."""
