"""A made-up year group: attainment, characteristics that lean on it, and today's classes."""

import numpy as np
import pandas as pd


def year_group(seed, count=240, classes=8, judged=0.0):
    """Return pupils with classes at random, or in sets by results and ``judged`` noise."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(size=count)
    points = np.clip(np.rint(104 + 8 * ability), 80, 120)
    points[rng.random(count) < 0.04] = np.nan
    disadvantaged = rng.random(count) < 1 / (1 + np.exp(0.9 + 0.6 * ability))
    pupils = pd.DataFrame(
        {
            "pupil": [f"P{number:03d}" for number in range(count)],
            "attainment": points,
            "disadvantaged": disadvantaged,
            "sen": rng.random(count) < 1 / (1 + np.exp(1.8 + 1.1 * ability)),
            "eal": rng.random(count) < 0.18,
            "sex": np.where(rng.random(count) < 0.5, "F", "M"),
            "attendance": np.clip(0.97 - rng.exponential(0.05, count), 0.3, 1),
            "ethnicity": rng.choice(["A", "B", "C"], count, p=[0.6, 0.25, 0.15]),
        }
    )
    order = (
        np.argsort(-(ability + judged * rng.normal(size=count) - 0.3 * disadvantaged))
        if judged
        else rng.permutation(count)
    )
    place = np.empty(count, dtype=int)
    place[order] = np.arange(count) * classes // count
    pupils["class"] = [f"9{'ABCDEFGHIJKLMNOP'[number]}" for number in place]
    if judged:
        pupils["set_rank"] = place + 1
    return pupils
