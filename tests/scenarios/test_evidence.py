"""The evidence table is read as it stands, says a range or nothing, and never one number for grouping."""

import numpy as np
import pytest

from dashboard.reference import reference
from dashboard.scenarios.evidence import about, draws, effect_of, range_line, range_words, read_evidence
from dashboard.scenarios.outcome import Impossible


@pytest.fixture(scope="module")
def evidence():
    return read_evidence(reference("evidence"))


def test_every_effect_has_its_ends_population_source_and_date(evidence):
    for effect in evidence.values():
        assert effect.population
        assert effect.source
        assert effect.version_date.startswith("20")
        assert (effect.low is None) == (effect.standing == "no usable estimate")


def test_grouping_is_never_said_with_one_direction(evidence):
    words = range_words(evidence["mixed_attainment_classes"])
    assert "worse" in words
    assert "better" in words
    assert evidence["mixed_attainment_classes"].low < 0 < evidence["mixed_attainment_classes"].high


def test_the_ends_hold_eight_in_ten_and_the_centre_halves(evidence):
    found = draws(evidence["tutoring"], 200_000, seed=3)
    assert np.quantile(found, [0.1, 0.5, 0.9]) == pytest.approx([0.5, 2, 4], abs=0.03)


def test_the_same_seed_draws_the_same(evidence):
    assert np.array_equal(draws(evidence["tutoring"], 50, 7), draws(evidence["tutoring"], 50, 7))


def test_no_usable_estimate_is_said_and_cannot_be_drawn(evidence):
    effect = evidence["small_communities"]
    assert range_words(effect).startswith("No usable estimate.")
    with pytest.raises(Impossible, match="small communities"):
        draws(effect, 10, 1)


def test_a_range_is_said_with_for_whom_and_when(evidence):
    line = range_line(evidence["tutoring"], "tutored pupils")
    assert line.row == "outcome range"
    assert line.words.startswith("About 2 months, between 0.5 and 4.")
    assert about(evidence["tutoring"]) in line.words


def test_a_change_without_a_row_is_a_sentence(evidence):
    with pytest.raises(Impossible, match="no row for longer assemblies"):
        effect_of(evidence, "longer_assemblies")


@pytest.mark.parametrize(
    ("low", "central", "high", "standing"),
    [
        ("3", "2", "4", "estimate"),
        ("", "2", "4", "estimate"),
        ("1", "2", "4", "no usable estimate"),
        ("1", "2", "4", "sure"),
    ],
)
def test_an_unsound_row_is_refused(low, central, high, standing):
    rows = reference("evidence").head(1).assign(low=low, central=central, high=high, standing=standing)
    with pytest.raises(Impossible, match="in that order"):
        read_evidence(rows)


def test_a_change_twice_or_a_column_short_is_refused():
    rows = reference("evidence")
    with pytest.raises(Impossible, match="twice"):
        read_evidence(rows.iloc[[0, 0]])
    with pytest.raises(Impossible, match="lacks source"):
        read_evidence(rows.drop(columns="source"))
