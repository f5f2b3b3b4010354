"""Who looked at what: ``audit.note(what, **facts)`` in a request, ``audit.write(folder, ...)`` outside one.

Facts are numbers and short words that say which and how many: a pupil's number, never a name or a value.
"""

from typing import Any

from dashboard.audit.chain import write

__all__ = ["note", "write"]


def note(what: str, **facts: Any) -> None:  # noqa: ANN401 - numbers and short words
    """Note that whoever asked did something: ``note("pupil seen", school="Riverside", pupil="17")``.

    The log keeps who it was, in which role and when by itself. Raises RuntimeError outside a request.
    """
    from dashboard.audit.noting import take  # Flask, which no command waits for

    take(what, facts)
