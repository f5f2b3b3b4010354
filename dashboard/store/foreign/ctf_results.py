"""Make results out of the assessments of a transfer file: which subject and scale, and of which day."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard.reference import FOLDER
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.foreign.xml_records import Record, counted, number_in_words, of_group, said_of
from dashboard.store.foreign.xml_writing import Row, number_of, place
from dashboard.store.problems import Problem

ASSESSMENT, STAGE = "StageAssessment", "KeyStage"
GROUPS = (ASSESSMENT, STAGE)
STAGES = {"FSP": "EYFS", "EYF": "EYFS", "EYFS": "EYFS"}
KINDS = {"R": "result", "P": "result", "I": "result", "T": "target", "E": "prediction", "": "result"}
LEVELS_UNTIL = 2015  # from 2016 on key stages 1 and 2 have standards and scaled scores
CHECKS = ("PHO", "MTC")
A_NUMBER = "number"


@dataclass(frozen=True)
class Assessed:
    """What assessments of one stage and component are here."""

    stage: str
    component: str
    method: str
    qualifier: str
    subject: str
    assessment: str
    scale: str
    day: str
    baseline_for: tuple[str, ...]

    def fits(self, record: Record, stage: str) -> bool:
        """Return whether an assessment is one of these."""
        components = (record.get("component").upper(), record.get("subject").upper())
        qualifier = record.get("qualifier").upper()
        return (
            self.stage == stage
            and self.component in components
            and self.method in ("", record.get("method").upper())
            and (
                record.get("result").isdigit()
                if self.qualifier == A_NUMBER
                else self.qualifier in ("", qualifier)
            )
        )


@cache
def assessed() -> tuple[Assessed, ...]:
    """Return which assessments are read, in the order in which they are tried."""
    with (FOLDER / "ctf_results.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Assessed(
                **{key: row[key] for key in row if key not in ("source", "baseline_for")},
                baseline_for=tuple(row["baseline_for"].split()),
            )
            for row in csv.DictReader(file)
        )


@cache
def key_stages() -> dict[str, str]:
    """Return the key stage of each year group."""
    with (FOLDER / "year_group.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["key_stage"] for row in csv.DictReader(file)}


def rows(file: str, pupils: Sequence[list[Record]], on: date | None) -> tuple[list[Row], list[Problem]]:
    """Return a row for each assessment that is read, and what to say about the others."""
    made: list[Row] = []
    passed_over: Counter[str] = Counter()
    for records in pupils:
        for record in of_group(records, ASSESSMENT):
            kind_of = which(record)
            if kind_of is None:
                passed_over[label(record)] += 1
            else:
                made.append(row(records[0], record, kind_of, on))
    return made, about(file, made, passed_over)


def which(record: Record) -> Assessed | None:
    """Return what an assessment is here, or nothing where it is on no scale that is known."""
    stage = stage_of(record)
    year = record.get("year")
    found = next((each for each in assessed() if each.fits(record, stage)), None)
    if found and found.component not in CHECKS and stage != "EYFS" and year.isdigit():
        return found if int(year) > LEVELS_UNTIL else None
    return found if year.isdigit() else None


def stage_of(record: Record) -> str:
    """Return the stage of an assessment, the early years by one name."""
    stage = record.within.get("stage").upper() if record.within else ""
    return STAGES.get(stage, stage)


def row(pupil: Record, record: Record, found: Assessed, on: date | None) -> Row:
    """Return one assessment as a result; one of the key stage before the pupil's own is a baseline."""
    year = int(record.get("year"))
    month, day = map(int, found.day.split("-"))
    usual = date(year, month, day)
    kind = KINDS.get(record.get("status").upper(), record.get("status"))
    if kind == "result" and key_stages().get(pupil.get("year_group").upper()) in found.baseline_for:
        kind = "baseline"
    return {
        SOURCE_PLACE: place(record),
        "pupil": number_of(pupil),
        "subject": found.subject,
        "assessment": f"{found.assessment} {year}",
        "assessed_on": (min(usual, on) if on else usual).isoformat(),
        "kind": kind,
        "scale": found.scale,
        "value": record.get("result"),
    }


def label(record: Record) -> str:
    """Name an assessment by its codes, never by its result."""
    codes = (record.get(each) for each in ("subject", "component", "method", "qualifier"))
    parts = (stage_of(record), *codes)
    year = record.get("year")
    is_old = year.isdigit() and int(year) <= LEVELS_UNTIL
    return " ".join(part[:12] for part in (*parts, "of levels" if is_old else "") if part) or "without codes"


def about(file: str, made: Sequence[Row], passed_over: Counter[str]) -> list[Problem]:
    """Say on which days results are put, and which are not read."""
    said = []
    if made:
        found = f"{number_in_words(len(made), 'result')} with a year and no day put on the usual day"
        remedy = "No result is put after the day of the file."
        said.append(said_of(file, found, remedy, "USUAL_DAYS", len(made)))
    if passed_over:
        found = f"results that are on no scale known here are not read: {counted(passed_over)}"
        remedy = "Import them as a file of results, with a file of scales."
        said.append(said_of(file, found, remedy, "RESULTS_NOT_READ", passed_over.total()))
    return said
