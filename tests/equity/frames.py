"""Hand-made gap frames, as ``dashboard.gaps`` returns them."""

import pandas as pd


def gap_rows(*rows):
    """Return a gap frame; each row is (code, group, pupils, value, difference, low, high)."""
    return pd.DataFrame([gap_row(*row) for row in rows])


def gap_row(code, group, pupils, value, difference=None, low=None, high=None, **more):
    is_hidden = value is None
    return {
        "group": group,
        "pupils": pupils,
        "value": value,
        "low": None if is_hidden else value - 0.05,
        "high": None if is_hidden else value + 0.05,
        "reference": "Not pupil premium",
        "difference": difference,
        "difference_low": low,
        "difference_high": high,
        "clear": difference is not None and (low > 0 or high < 0),
        "hedges_g": None,
        "g_low": None,
        "g_high": None,
        "hidden": is_hidden,
        "small": pupils is not None and pupils < 10,
        "code": code,
        "position": 1,
        "is_focus": code == "Y",
        "is_reference": code == "N",
        **more,
    }


def two_groups():
    return gap_rows(
        ("Y", "Pupil premium", 312, 0.31, 0.17, 0.12, 0.22), ("N", "Not pupil premium", 888, 0.14)
    )
