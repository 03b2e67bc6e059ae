"""The one root of every error that a user can meet: its text says what is wrong, where, and what to do."""


class PolicyGraphError(Exception):
    """Shown to the user as one line, without a traceback."""
