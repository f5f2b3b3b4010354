"""Each measure once more, in plain pandas, from the import files alone: the other route to the same numbers.

Written from the definitions and not from the SQL: no marts, no stored dates, one pupil at a time where that
is the plainest way to say it.
"""

import pandas as pd

from dashboard.reference import reference

KEY = ["school", "pupil"]
NO_ROWS = pd.DataFrame({"school": [], "pupil": [], "numerator": [], "denominator": []})


class SecondRoute:
    """The measures of one set of import files."""

    def __init__(self, files):
        self.pupils = files["pupils"].assign(
            from_date=pd.to_datetime(files["pupils"]["academic_year"].str[:4] + "-09-01"),
            joined_on=pd.to_datetime(files["pupils"]["joined_on"]),
            left_on=pd.to_datetime(files["pupils"]["left_on"]),
        )
        codes = reference("attendance_code").set_index("code")
        marks = files["attendance"].join(codes, on="code")
        self.marks = marks.assign(
            possible=marks["counts_as_possible"].astype(int),
            attending=marks["counts_as_attending"].astype(int),
            authorised=(marks["counts_as_absent"] & marks["authorised"].fillna(False)).astype(int),
            unauthorised=(marks["counts_as_absent"] & ~marks["authorised"].fillna(True)).astype(int),
            late=(marks["code"] == "L").astype(int),
        )
        self.totals = self.totals_without_marks(files["attendance_totals"])
        points = files["results"]["value"].replace("U", "0").astype(float)
        assessed_on = pd.to_datetime(files["results"]["assessed_on"])
        self.results = files["results"].assign(points=points, assessed_on=assessed_on)
        self.support = self.dated_support(files)

    def totals_without_marks(self, totals):
        marked = totals.assign(place=range(len(totals))).merge(self.marks[[*KEY, "date"]], on=KEY)
        dates = marked["date"].astype("datetime64[ns]")
        inside = dates.between(pd.to_datetime(marked["from_date"]), pd.to_datetime(marked["to_date"]))
        kept = totals.drop(index=marked.loc[inside, "place"].unique())
        return kept.assign(
            from_date=pd.to_datetime(kept["from_date"]), to_date=pd.to_datetime(kept["to_date"])
        )

    def dated_support(self, files):
        rows = files["intervention_pupils"].merge(
            files["interventions"], on=["school", "intervention"], suffixes=("", "_of_all")
        )
        ends = pd.to_datetime(rows["ends_on"].fillna(rows["ends_on_of_all"]))
        last = max(self.marks["date"].max(), self.totals["to_date"].max(), self.result_days().max())
        starts = pd.to_datetime(rows["starts_on"])
        runs_to = ends.fillna(last).where(lambda days: days > starts, starts)
        return rows.assign(starts_on=starts, ends_on=ends, runs_to=runs_to)

    def result_days(self):
        return self.results.loc[self.results["kind"] == "result", "assessed_on"]

    def values(self, measure, first, last, subject=None):
        """Return school, pupil, numerator and denominator."""
        assert hasattr(self, measure), f"add a method {measure} here: the measure once more in plain pandas"
        rows = getattr(self, measure)(pd.Timestamp(first), pd.Timestamp(last), subject)
        return rows[[*KEY, "numerator", "denominator"]]

    # Attendance

    def sessions(self, first, last):
        marks = self.marks[self.marks["date"].between(first, last)]
        names = ["possible", "attending", "authorised", "unauthorised", "late"]
        inside = self.totals[(self.totals["from_date"] >= first) & (self.totals["to_date"] <= last)]
        # Of totals inside one another the widest counts; here they either nest or do not meet.
        widest = [
            row
            for row in inside.itertuples()
            if not any(
                other.Index != row.Index
                and (other.school, other.pupil) == (row.school, row.pupil)
                and other.from_date <= row.from_date
                and other.to_date >= row.to_date
                for other in inside.itertuples()
            )
        ]
        both = pd.concat([marks[[*KEY, *names]], pd.DataFrame(widest).reindex(columns=[*KEY, *names])])
        summed = both.fillna({"attending": 0, "late": 0}).groupby(KEY)[names].sum().reset_index()
        return summed.assign(absent=summed["authorised"] + summed["unauthorised"])

    def share(self, first, last, top, bottom="possible"):
        rows = self.sessions(first, last)
        return rows.assign(numerator=rows[top], denominator=rows[bottom])[rows[bottom] > 0]

    def absence_rate(self, first, last, _):
        return self.share(first, last, "absent")

    def authorised_absence(self, first, last, _):
        return self.share(first, last, "authorised")

    def unauthorised_absence(self, first, last, _):
        return self.share(first, last, "unauthorised")

    def lateness(self, first, last, _):
        return self.share(first, last, "late", "attending")

    def persistent_absence(self, first, last, _):
        rows = self.share(first, last, "absent")
        return rows.assign(numerator=rows["numerator"] * 10 >= rows["denominator"], denominator=1)

    def severe_absence(self, first, last, _):
        rows = self.share(first, last, "absent")
        return rows.assign(numerator=rows["numerator"] * 2 >= rows["denominator"], denominator=1)

    # Attainment

    def latest(self, first, last, subject):
        rows = self.results[
            (self.results["kind"] == "result") & self.results["assessed_on"].between(first, last)
        ]
        rows = rows if subject is None else rows[rows["subject"] == subject]
        return rows.sort_values(["assessed_on", "assessment"]).groupby([*KEY, "subject"]).tail(1)

    def beside(self, first, last, subject, kind, in_force):
        """Return the latest results beside the last value of another kind in force by then."""
        others = self.results[self.results["kind"] == kind]
        rows = self.latest(first, last, subject).merge(
            others, on=[*KEY, "subject", "scale"], suffixes=("", "_other")
        )
        rows = rows[rows["assessed_on_other"] <= in_force(rows)]
        rows = rows.sort_values("assessed_on_other").groupby([*KEY, "subject"]).tail(1)
        return rows.assign(difference=rows["points"] - rows["points_other"])

    def over_subjects(self, rows, column):
        found = rows.groupby(KEY)[column].agg(["sum", "count"]).reset_index()
        return found.rename(columns={"sum": "numerator", "count": "denominator"})

    def average_points(self, first, last, subject):
        return self.over_subjects(self.latest(first, last, subject), "points")

    def at_expected(self, first, last, subject):
        rows = self.average_points(first, last, subject)
        return rows.assign(numerator=rows["numerator"] / rows["denominator"] >= 4, denominator=1)

    def points_from_target(self, first, last, subject):
        return self.over_subjects(self.beside(first, last, subject, "target", lambda _: last), "difference")

    def on_target(self, first, last, subject):
        rows = self.points_from_target(first, last, subject)
        return rows.assign(numerator=rows["numerator"] >= 0, denominator=1)

    def progress(self, first, last, subject):
        rows = self.beside(first, last, subject, "baseline", lambda found: pd.Timestamp.max)
        return self.over_subjects(rows, "difference")

    def value_added(self, first, last, subject):
        baselines = self.results[self.results["kind"] == "baseline"]
        scores = baselines[baselines["scale"] == "KS2 scaled score"].groupby(KEY)["points"].mean()
        steps = baselines[baselines["scale"] == "GCSE 9-1"].groupby(KEY)["points"].mean()
        rows = self.latest(first, last, subject)
        starts = []
        for row in rows.itertuples():
            own = baselines[
                (baselines["school"] == row.school)
                & (baselines["pupil"] == row.pupil)
                & (baselines["subject"] == row.subject)
            ].sort_values("assessed_on")
            before = own[own["assessed_on"] <= row.assessed_on]
            pupil = (row.school, row.pupil)
            if len(own):
                start = (before if len(before) else own.head(1)).iloc[-1]
                starts.append((start["scale"], start["points"]))
            elif pupil in scores.index:
                starts.append(("KS2 scaled score", scores[pupil]))
            else:
                starts.append(("GCSE 9-1", steps[pupil]) if pupil in steps.index else (None, None))
        rows = rows.assign(start_scale=[one[0] for one in starts], start=[one[1] for one in starts])
        found = []
        for _, pair in rows.dropna(subset=["start"]).groupby(["subject", "scale", "start_scale"]):
            if len(pair) >= 3:
                start = pair["start"].astype(float)
                slope = start.cov(pair["points"]) / start.var() if start.var() > 0 else 0
                expected = pair["points"].mean() + slope * (start - start.mean())
                found.append(pair.assign(above=pair["points"] - expected))
        return self.over_subjects(pd.concat(found), "above") if found else NO_ROWS

    # Support

    def on_roll(self, first, last):
        rows = self.pupils.assign(to_date=self.pupils["from_date"] + pd.DateOffset(years=1, days=-1))
        touched = rows[(rows["from_date"] <= last) & (rows["to_date"] >= first)]
        if touched.empty:
            return rows.head(0)
        years = touched["from_date"].min(), touched["to_date"].max()
        running = self.support[
            (self.support["starts_on"] <= years[1])
            & (self.support["ends_on"].isna() | (self.support["ends_on"] >= years[0]))
        ]
        here = touched[
            touched["school"].isin(running["school"])
            & (touched["joined_on"].isna() | (touched["joined_on"] <= last))
            & (touched["left_on"].isna() | (touched["left_on"] >= first))
        ]
        return here[KEY].drop_duplicates()

    def running(self, first, last, subject):
        rows = self.support[
            (self.support["starts_on"] <= last)
            & (self.support["ends_on"].isna() | (self.support["ends_on"] >= first))
        ]
        return rows if subject is None else rows[rows["subject"] == subject]

    def in_support(self, first, last, subject):
        names = self.running(first, last, subject)[KEY].drop_duplicates().assign(numerator=1)
        return (
            self.on_roll(first, last)
            .merge(names, how="left", on=KEY)
            .fillna({"numerator": 0})
            .assign(denominator=1)
        )

    def support_hours(self, first, last, subject):
        rows = self.running(first, last, subject)
        ends, starts = rows["runs_to"].clip(upper=last), rows["starts_on"].clip(lower=first)
        days = (ends - starts).dt.days.add(1).clip(lower=0)
        share = days / ((rows["runs_to"] - rows["starts_on"]).dt.days + 1)
        hours = rows["sessions_attended"].astype(float) * rows["minutes"].astype(float) / 60 * share
        known = rows[KEY].assign(numerator=hours, unknown=hours.isna()).groupby(KEY).sum().reset_index()
        pupils = self.on_roll(first, last).merge(known, how="left", on=KEY)
        return (
            pupils[~pupils["unknown"].fillna(0).astype(bool)].fillna({"numerator": 0}).assign(denominator=1)
        )

    def support_attended(self, first, last, subject):
        rows = self.running(first, last, subject)
        rows = rows[rows["sessions_attended"].notna() & (rows["sessions_offered"].astype(float) > 0)]
        found = rows.assign(
            numerator=rows["sessions_attended"].astype(float),
            denominator=rows["sessions_offered"].astype(float),
        )
        return found.groupby(KEY)[["numerator", "denominator"]].sum().reset_index()
