"""The levers of a scenario: what may be moved, where it stands today, and what a browser sent for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Value = float | str | tuple[str, ...]
Values = Mapping[str, Value]
AS_TODAY = ", as today"
LONGEST = 2000  # characters of a line that names pupils


class NotALever(ValueError):
    """Somebody sent a value that no lever of this scenario can take."""


@dataclass(frozen=True)
class Lever:
    """One thing that may be moved.

    With ``options`` (value, words) it is a choice, and where ``several`` a list of ticks; otherwise a
    slider from ``low`` to ``high``. ``start`` is as today where ``today`` has words for it. ``missing``
    names the export that would bring what it needs: the lever is then greyed. ``of_pupils``: a line of text
    that names pupils, for leaders alone.
    """

    name: str
    label: str
    start: Value
    low: float = 0
    high: float = 1
    step: float = 1
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    today: str = ""
    missing: str = ""
    of_pupils: str = ""

    @property
    def is_slider(self) -> bool:
        """Return whether it slides between two numbers."""
        return not self.options and not self.several and not self.of_pupils

    def said(self, value: Value) -> str:
        """Return where it stands, in words."""
        if isinstance(value, tuple):
            return ""
        if not self.is_slider or isinstance(value, str):
            return ""
        if self.today and value == self.start:
            return self.today
        sign = "+" if self.low < 0 < value else ""
        return f"{sign}{value:g} {self.unit}".strip()

    def read(self, sent: object) -> Value:
        """Return what was sent as this lever's value. Raises NotALever."""
        if self.missing or sent is None:
            return self.start
        if self.of_pupils:
            return str(sent)[:LONGEST]
        if self.several:
            known = {value for value, _words in self.options}
            chosen = [sent] if isinstance(sent, str) else sent
            if not isinstance(chosen, Sequence) or not all(each in known for each in chosen):
                raise NotALever(f"{self.label}: found {sent!r}. Choose among {', '.join(sorted(known))}.")
            return tuple(value for value, _words in self.options if value in chosen)
        if self.options:
            if sent not in [value for value, _words in self.options]:
                known_words = ", ".join(value for value, _words in self.options)
                raise NotALever(f"{self.label}: found {sent!r}. Choose one of {known_words}.")
            return str(sent)
        return self._number(sent)

    def _number(self, sent: object) -> float:
        """Return a number between the ends of the slider. Raises NotALever."""
        try:
            value = float(str(sent))
        except ValueError:
            value = float("nan")
        if not self.low <= value <= self.high:
            raise NotALever(f"{self.label}: found {sent!r}. It lies between {self.low:g} and {self.high:g}.")
        return value


def read_values(levers: Sequence[Lever], sent: Mapping[str, object]) -> dict[str, Value]:
    """Return every lever's value, as it starts where nothing was sent. Raises NotALever."""
    known = {lever.name for lever in levers}
    strange = sorted(set(sent) - known)
    if strange:
        raise NotALever(f"{strange[0]}: there is no such lever. Choose among {', '.join(sorted(known))}.")
    return {lever.name: lever.read(sent.get(lever.name)) for lever in levers}


def moved(levers: Sequence[Lever], values: Values) -> set[str]:
    """Return the names of the levers that stand elsewhere than at their start."""
    return {lever.name for lever in levers if values[lever.name] != lever.start}
