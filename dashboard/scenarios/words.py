"""Numbers as they are said aloud: money to the thousand, people as whole people, changes as more or fewer."""

from collections.abc import Sequence
from math import floor


def number(value: float, places: int = 0) -> str:
    """Write a number rounded half up, with commas: 1,204.5 as ``1,205``; never a minus before nothing."""
    scale = 10**places
    return f"{floor(abs(value) * scale + 0.5 + 1e-9) / scale * (-1 if value < 0 else 1) + 0.0:,.{places}f}"


def money(pounds: float) -> str:
    """Say pounds without their sign: ``£5.46 million``, ``£248,000``, ``£8,800``, ``£950``."""
    size = abs(pounds)
    if size >= 999_500:
        return f"£{number(size / 1e6, 2)} million"
    step = 1000 if size >= 10_000 else 100 if size >= 1000 else 1
    return f"£{number(round(size / step) * step)}"


def more_or_fewer(change: float, what: str, places: int = 1) -> str:
    """Say a change in a count: ``3.7 more teachers``, ``0.5 fewer teachers``, ``as many teachers``."""
    if abs(change) < 0.5 / 10**places:
        return f"as many {what}"
    return f"{number(abs(change), places)} {'more' if change > 0 else 'fewer'} {what}"


def against(value: float, today: float, unit: str, places: int = 1) -> str:
    """Say a figure beside today's: ``24.2 pupils, 2 more than today``, ``22.2 pupils, as today``."""
    said = f"{number(value, places)} {unit}".strip()
    change = value - today
    if abs(change) < 0.5 / 10**places:
        return f"{said}, as today"
    return f"{said}, {number(abs(change), places)} {'more' if change > 0 else 'fewer'} than today"


def money_against(value: float, today: float) -> str:
    """Say a cost beside today's: ``£5.71 million a year, £248,000 more than today``."""
    change = value - today
    said = f"{money(value)} a year"
    if abs(change) < 0.5:
        return f"{said}, as today"
    return f"{said}, {money(change)} {'more' if change > 0 else 'less'} than today"


def percent(share: float, places: int = 0) -> str:
    """Say a share between 0 and 1: ``17 %``."""
    return f"{number(100 * share, places)} %"


def count(number_of: float, one: str, many: str = "") -> str:
    """Say how many: ``1 pupil``, ``12 pupils``, ``no pupils``."""
    whole = round(number_of)
    if whole == 0:
        return f"no {many or one + 's'}"
    return f"{number(whole)} {one if whole == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Join words as they are said: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def capital(sentence: str) -> str:
    """Begin a sentence with a capital letter and leave the rest."""
    return sentence[:1].upper() + sentence[1:]
