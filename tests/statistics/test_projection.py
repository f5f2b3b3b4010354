"""Ridge against its closed form, and intervals against cohorts the line has not seen."""

import numpy as np
import pytest
from scipy import stats

from dashboard.statistics import projection

SPREAD_OF_COHORTS = 2.0  # Attainment 8 points, where pupils spread by about 19
EACH = 200


def school(rng, cohorts, shift=SPREAD_OF_COHORTS):
    """Return earlier results, final results and cohorts, where a result of 60 lies 15 around the next."""
    cohort = np.repeat(np.arange(cohorts), EACH)
    level = 46 + 17 * rng.standard_normal(len(cohort))
    latest, earlier = (level + wobble * rng.standard_normal(len(cohort)) for wobble in (7, 9))
    moved = shift * rng.standard_normal(cohorts)
    finals = level + moved[cohort] + 6 * rng.standard_normal(len(cohort))
    return np.column_stack([latest, earlier]), finals, cohort


def test_ridge_is_the_closed_form():
    rng = np.random.default_rng(1)
    scaled, finals = rng.standard_normal((60, 3)), rng.standard_normal(60)
    scaled, finals = scaled - scaled.mean(axis=0), finals - finals.mean()
    penalty, slopes, _, misses = projection.best_ridge(scaled, finals)
    by_hand = np.linalg.solve(scaled.T @ scaled + penalty * np.eye(3), scaled.T @ finals)
    assert slopes == pytest.approx(by_hand)
    # Left out in truth, with the mean taken anew from the others.
    kept = np.arange(60) != 7
    middle, level = scaled[kept].mean(axis=0), finals[kept].mean()
    gram = (scaled[kept] - middle).T @ (scaled[kept] - middle) + penalty * np.eye(3)
    slopes = np.linalg.solve(gram, (scaled[kept] - middle).T @ (finals[kept] - level))
    assert misses[7] == pytest.approx(finals[7] - level - (scaled[7] - middle) @ slopes, rel=0.02)


def test_one_result_without_penalty_worth_speaking_of_is_the_straight_line():
    latest = np.tile([1.0, 2, 3, 4, 5], 8)
    line = projection.fit(latest[:, None], 2 * latest + 1, np.repeat([0, 1], 20))
    assert line.values(np.array([[6.0]])) == pytest.approx([13], abs=0.01)


def test_an_unknown_result_is_taken_where_the_pupils_others_are():
    scaled = projection.filled(np.array([[1.0, np.nan, 2.0], [np.nan, np.nan, -1.0]]))
    assert scaled.tolist() == [[1, 1.5, 2], [-1, -1, -1]]


def test_noise_and_shift_by_hand():
    """Three cohorts of two: means 1, 2 and 6, each pupil 1 from it, so noise is 6 / 3 = 2.

    The means' variance is 7, of which 2 / 2 = 1 is chance.
    """
    misses, cohort = np.array([0.0, 2, 1, 3, 5, 7]), np.array([0, 0, 1, 1, 2, 2])
    noise, shift, is_assumed = projection.noise_and_shift(misses, cohort, spread=1.0)
    assert (noise**2, shift**2, is_assumed) == (pytest.approx(2), pytest.approx(6), True)


def test_few_cohorts_are_taken_to_differ_as_is_usual():
    rng = np.random.default_rng(2)
    line = projection.fit(*school(rng, 1))
    assert line.is_assumed
    assert line.shift == pytest.approx(2 / 19 * 19, rel=0.15)
    assert not projection.fit(*school(rng, 4)).is_assumed


def test_too_few_finished_pupils_are_refused():
    with pytest.raises(projection.TooFewFinished, match="found 29 pupils, 30 are needed"):
        projection.fit(np.zeros((29, 1)), np.zeros(29), np.zeros(29))


def coverage(past, shift=SPREAD_OF_COHORTS, tries=400):
    """Return how often intervals hold pupils, and means of 200 and of 40, of a cohort not yet seen."""
    held = {
        (what, share): [] for what in ("pupils", "all", "some", "reach", "naive") for share in (0.8, 0.95)
    }
    rng = np.random.default_rng(past)
    for _ in range(tries):
        points, finals, cohort = school(rng, past + 1, shift)
        seen, new = cohort < past, cohort == past
        line = projection.fit(points[seen], finals[seen], cohort[seen])
        some = np.flatnonzero(new)[:40]
        for share in (0.8, 0.95):
            low, high = projection.pupil_interval(line, line.values(points[new]), share)
            held["pupils", share].append(((low <= finals[new]) & (finals[new] <= high)).mean())
            for what, rows in (("all", np.flatnonzero(new)), ("some", some)):
                end = projection.mean_of_group(line, points[rows], cohort[rows], share)
                held[what, share].append(end.low <= finals[rows].mean() <= end.high)
            reach = projection.number_reaching(line, points[new], cohort[new], 50, share)
            held["reach", share].append(reach.low <= (finals[new] >= 50).sum() <= reach.high)
            narrow = stats.norm.ppf(0.5 + share / 2) * line.noise / EACH**0.5
            held["naive", share].append(abs(finals[new].mean() - line.values(points[new]).mean()) <= narrow)
    return {key: float(np.mean(each)) for key, each in held.items()}


@pytest.mark.parametrize("past", [1, 3, 5])
def test_intervals_hold_as_often_as_they_claim_on_cohorts_not_seen(past):
    held = coverage(past)
    assert held["pupils", 0.8] == pytest.approx(0.80, abs=0.03)
    assert held["pupils", 0.95] == pytest.approx(0.95, abs=0.02)
    for what in ("all", "some", "reach"):
        assert 0.75 <= held[what, 0.8] <= 0.88, what
        assert 0.92 <= held[what, 0.95] <= 0.99, what
    assert held["naive", 0.8] < 0.4, "without the cohorts' shift the claim would be false"


def test_intervals_are_no_narrower_than_true_where_cohorts_do_not_differ():
    held = coverage(3, shift=0.0)
    assert held["all", 0.8] >= 0.77 and held["all", 0.95] >= 0.93


def test_a_groups_own_past_widens_its_interval_and_does_not_move_it():
    rng = np.random.default_rng(5)
    points, finals, cohort = school(rng, 3)
    line = projection.fit(points, finals, cohort)
    plain = projection.mean_of_group(line, points[:50], cohort[:50], 0.8)
    wider = projection.mean_of_group(line, points[:50], cohort[:50], 0.8, offset=-3.0)
    assert plain.value == wider.value
    assert wider.high - wider.low > plain.high - plain.low


def test_the_number_reaching_stays_between_none_and_all():
    rng = np.random.default_rng(6)
    points, finals, cohort = school(rng, 3)
    line = projection.fit(points, finals, cohort)
    everybody = projection.number_reaching(line, points[:50], cohort[:50], -1000, 0.8)
    nobody = projection.number_reaching(line, points[:50], cohort[:50], 1000, 0.8)
    assert (everybody.value, everybody.high) == (pytest.approx(50), 50)
    assert (nobody.value, nobody.low) == (pytest.approx(0), 0)
