"""One made-up school for all tests here: its files as typed frames."""

from functools import cached_property

import pandas as pd
import pytest

from dashboard.demo import make_school
from dashboard.reference import reference

POSSIBLE, ABSENT = (
    set(reference("attendance_code").query(flag)["code"])
    for flag in ("counts_as_possible", "counts_as_absent")
)


def read(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def academic_years(dates):
    starts = dates.str[:4].astype(int) - (dates.str[5:7] < "09")
    return starts.astype(str) + "/" + ((starts + 1) % 100).astype(str).str.zfill(2)


class MadeUpSchool:
    """The files of one made-up school, and what the tests ask of them."""

    def __init__(self, folder):
        self.paths = make_school(folder)
        self.files = {path.stem: read(path) for path in self.paths}
        self.pupils = self.files["pupils"]
        self.years = sorted(self.pupils["academic_year"].unique())

    @cached_property
    def absence(self):
        """Return a row a pupil and year: sessions possible and missed, and who they are."""
        marks = self.files["attendance"]
        marks = marks.assign(
            academic_year=academic_years(marks["date"]),
            possible=marks["code"].isin(POSSIBLE),
            missed=marks["code"].isin(ABSENT),
        )
        sums = marks.groupby(["academic_year", "pupil"])[["possible", "missed"]].sum().reset_index()
        sums["persistent"] = 10 * sums["missed"] >= sums["possible"]
        return sums.merge(self.pupils, on=["academic_year", "pupil"])

    def results(self, kind="result"):
        """Return the rows of one kind on GCSE 9-1, with points and who the pupils are."""
        rows = self.files["results"].query("kind == @kind and scale == 'GCSE 9-1'")
        points = rows["value"].replace({"U": "0"}).astype(float)
        rows = rows.assign(academic_year=academic_years(rows["assessed_on"]), points=points)
        return rows.merge(self.pupils, on=["academic_year", "pupil"])

    @cached_property
    def points(self):
        """Return a row a pupil and year with the mean of all results."""
        rows = self.results()
        means = rows.groupby(["academic_year", "pupil"])["points"].mean().reset_index()
        return means.merge(self.pupils, on=["academic_year", "pupil"])

    def key_stage_2(self):
        """Return each tested pupil's mean of reading and maths."""
        rows = self.files["results"].query("scale == 'KS2 scaled score'")
        return rows.assign(score=rows["value"].astype(float)).groupby("pupil")["score"].mean()


@pytest.fixture(scope="session")
def made_up(tmp_path_factory):
    return MadeUpSchool(tmp_path_factory.mktemp("made_up"))
