"""Made-up option choices: planted, so that every pupil can have all of them, or drawn by taste."""

import numpy as np
import pandas as pd


def subjects_of(count, rng):
    """Return what can be taught: class limits and teachers at once."""
    return pd.DataFrame(
        {
            "subject": [f"S{number:02d}" for number in range(count)],
            "largest": rng.integers(20, 31, count),
            "smallest": 10,
            "teachers": rng.integers(1, 4, count),
        }
    )


def planted(seed, groups=40, pupils=240, blocks=4, count=20, with_pattern=False):
    """Return pupils, choices and subjects for which a pattern of so many groups meets every choice."""
    rng = np.random.default_rng(seed)
    while True:
        subjects = subjects_of(count, rng)
        pattern = np.zeros((count, blocks), dtype=int)
        for number in range(groups):
            block = number % blocks
            free = np.flatnonzero(pattern[:, block] < subjects["teachers"])
            pattern[rng.choice(free), block] += 1
        room = pattern * subjects["largest"].to_numpy()[:, None]
        if (room.sum(axis=0) >= pupils).all():
            seats = _seats(pattern, room, pupils, rng)
            if seats is not None:
                found = (*_frames(seats, count, rng), subjects)
                return (*found, pattern) if with_pattern else found


def _seats(pattern, room, pupils, rng):
    need = 10 * pattern
    seats = np.empty((pupils, pattern.shape[1]), dtype=int)
    for block in range(pattern.shape[1]):
        floor = np.repeat(np.arange(len(pattern)), need[:, block])
        spare = np.repeat(np.arange(len(pattern)), room[:, block] - need[:, block])
        left = pupils - len(floor)
        if left < 0 or left > len(spare):
            return None
        seats[:, block] = rng.permutation(np.concatenate([floor, rng.permutation(spare)[:left]]))
    for _ in range(200_000):
        twice = [pupil for pupil in range(pupils) if len(set(seats[pupil])) < seats.shape[1]]
        if not twice:
            return seats
        pupil, other, block = twice[0], rng.integers(pupils), rng.integers(seats.shape[1])
        seats[[pupil, other], block] = seats[[other, pupil], block]
    return None


def _frames(seats, count, rng):
    rows = []
    for pupil, taken in enumerate(seats):
        reserves = [subject for subject in rng.permutation(count) if subject not in taken][:2]
        order = [*rng.permutation(taken), *reserves]
        rows += [(f"P{pupil:03d}", rank + 1, f"S{subject:02d}") for rank, subject in enumerate(order)]
    choices = pd.DataFrame(rows, columns=["pupil", "rank", "subject"])
    pupils = pd.DataFrame({"pupil": sorted(set(choices["pupil"]))})
    return pupils.assign(disadvantaged=rng.random(len(pupils)) < 0.3), choices


def by_taste(seed, pupils=240, count=20, wishes=6):
    """Return pupils, choices and subjects where some subjects are liked more, and more by some pupils."""
    rng = np.random.default_rng(seed)
    subjects = subjects_of(count, rng).assign(teachers=lambda rows: np.maximum(rows["teachers"], 2))
    liking = rng.normal(0, 0.7, count)
    lean = rng.normal(0, 0.6, count)
    disadvantaged = rng.random(pupils) < 0.3
    rows = []
    for pupil in range(pupils):
        taste = liking + lean * disadvantaged[pupil] + rng.gumbel(size=count)
        rows += [
            (f"P{pupil:03d}", rank + 1, f"S{subject:02d}")
            for rank, subject in enumerate(np.argsort(-taste)[:wishes])
        ]
    frame = pd.DataFrame(
        {"pupil": [f"P{pupil:03d}" for pupil in range(pupils)], "disadvantaged": disadvantaged}
    )
    return frame, pd.DataFrame(rows, columns=["pupil", "rank", "subject"]), subjects
