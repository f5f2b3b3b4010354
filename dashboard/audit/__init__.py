"""Who looked at what: ``audit.note(what, **facts)`` in a request, ``audit.write(folder, ...)`` outside one.

Facts are numbers and short words that say which and how many: a pupil's number, never a name or a value.
"""

from dashboard.audit.noting import note, write

__all__ = ["note", "write"]
