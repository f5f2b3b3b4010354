"""Make results out of the assessments of a transfer file: which subject and scale, and of which day."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

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

    def fits(self, codes: "Codes") -> bool:
        """Return whether an assessment is one of these."""
        is_number = self.qualifier == A_NUMBER
        return (
            self.stage == codes.stage
            and self.component in (codes.component, codes.subject)
            and self.method in ("", codes.method)
            and (codes.is_number if is_number else self.qualifier in ("", codes.qualifier))
        )


class Codes(NamedTuple):
    """What says which assessment one is; ``is_number`` is whether its result is one."""

    stage: str
    subject: str
    component: str
    method: str
    qualifier: str
    year: str
    is_number: bool


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
            codes = codes_of(record)
            found = which(codes)
            if found is None:
                passed_over[label(codes)] += 1
            else:
                made.append(row(records[0], record, found, on))
    return made, about(file, made, passed_over)


def codes_of(record: Record) -> Codes:
    """Return the codes of an assessment; the early years go by one name."""
    stage = record.within.get("stage").upper() if record.within else ""
    subject, component, method, qualifier = (
        record.get(each).upper() for each in ("subject", "component", "method", "qualifier")
    )
    is_number = record.get("result").isdigit()
    return Codes(
        STAGES.get(stage, stage), subject, component, method, qualifier, record.get("year"), is_number
    )


@lru_cache(maxsize=10_000)
def which(codes: Codes) -> Assessed | None:
    """Return what an assessment is here, or nothing where it is on no scale that is known."""
    if not codes.year.isdigit():
        return None
    found = next((each for each in assessed() if each.fits(codes)), None)
    has_levels = codes.stage != "EYFS" and int(codes.year) <= LEVELS_UNTIL
    return None if found and has_levels and found.component not in CHECKS else found


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


def label(codes: Codes) -> str:
    """Name an assessment by its codes, never by its result."""
    is_old = codes.year.isdigit() and int(codes.year) <= LEVELS_UNTIL
    parts = (*codes[:5], "of levels" if is_old else "")
    return " ".join(part[:12] for part in parts if part) or "without codes"


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
