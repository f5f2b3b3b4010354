"""Who is who across files and years: by the school's own number; a UPN leads to it; a name only proposes.

Rows that know a pupil only by UPN get the school's own number at every build, from whatever files count
then. Two records are never made one by guess: ``doubtful_pairs`` lists them for a person.
"""

from typing import TYPE_CHECKING, Any

import duckdb

from dashboard.query import read_query, run
from dashboard.schemas import SCHEMAS, Schema
from dashboard.store import statements

if TYPE_CHECKING:
    import pandas as pd

    from dashboard.store.opening import Store

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
LENGTH = 13


def check_letter(upn: str) -> str:
    """Return the letter that a UPN must begin with, from its other twelve characters. Raises ValueError."""
    rest = upn[1:].upper()
    if len(upn) != LENGTH:
        raise ValueError(f"A UPN has {LENGTH} characters.")
    worth = (int(sign) if sign.isdigit() else LETTERS.index(sign) for sign in rest)
    return LETTERS[sum(place * value for place, value in enumerate(worth, 2)) % len(LETTERS)]


def is_temporary(upn: str) -> bool:
    """Say whether a UPN is a temporary one: its last character is a letter."""
    return len(upn) == LENGTH and upn[-1].isalpha()


def resolve_upns(db: duckdb.DuckDBPyConnection) -> None:
    """Give staged rows known only by UPN the school's own number. To do it again changes nothing."""
    db.execute(read_query("intake/identity/resolved_tables").sql)
    db.execute(read_query("intake/identity/known_upns").sql)
    [(upns,)] = db.execute(read_query("intake/identity/any_known").sql).fetchall()
    if not upns:
        return
    for schema in SCHEMAS.values():
        if "pupil" in schema.key:
            values = {"table_name": statements.summed_in(schema.name)}
            [(pupils,)] = db.execute(read_query("intake/identity/rows_by_upn").sql, values).fetchall()
            if pupils:
                give_own_numbers(db, schema)
                db.execute(read_query("intake/identity/note_resolved").sql, {"table_name": schema.name})


def give_own_numbers(db: duckdb.DuckDBPyConnection, schema: Schema) -> None:
    """Put the school's own number in place of each UPN that leads to one, in one staging table."""
    db.execute(
        f"update {statements.named_in(schema.name)} as held set pupil = known_upn.pupil from known_upn "
        "where known_upn.school is not distinct from held.school and known_upn.upn = upper(held.pupil)"
    )


def resolved_tables(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the staging tables in which rows got the school's own number."""
    return [row[0] for row in db.execute(read_query("intake/identity/resolved").sql).fetchall()]


def keep_one_of_each(db: duckdb.DuckDBPyConnection) -> None:
    """Keep of rows of one import that turn out to be about one thing that of the first file.

    Marks are held against each other when they are built.
    """
    resolve_upns(db)
    for table in resolved_tables(db):
        if table != "attendance":
            key = ", ".join(f'"{name}"' for name in SCHEMAS[table].key)
            db.execute(
                f"delete from staged.{table} where rowid in (select rowid from staged.{table} "
                f'qualify row_number() over (partition by batch, {key} order by file, "row") > 1)'
            )


def doubtful_pairs(store: "Store") -> "pd.DataFrame":
    """Return pairs of pupils who may be one, with why in words, for a person to decide; none is joined."""
    rows = run(store.connection(), "identity/doubtful_pairs")
    rows["why"] = [why(pair) for pair in rows.to_dict("records")]
    shown = ["school", "pupil", "surname", "forename", "other_school", "other_pupil", "other_surname"]
    return rows[[*shown, "other_forename", "why"]]


def changed_upns(store: "Store") -> list[str]:
    """Return a sentence for each change of a pupil's UPN: who, what it was, what it is."""
    rows = run(store.connection(), "identity/changed_upns").to_dict("records")
    return [
        f"{row['school']}, pupil {row['pupil']}: UPN {row['upn'] or 'not known'}, in {row['academic_year']} "
        f"known to have been {row['former_upn']} before"
        + (" (a temporary one)" if is_temporary(row["former_upn"]) else "")
        for row in rows
    ]


def why(pair: dict[Any, Any]) -> str:
    """Say what a pair rests on, and what it may mean."""
    is_one_school = pair["school"] == pair["other_school"]
    if pair["is_same_upn"] or pair["is_former_upn"]:
        rests = "The UPN is the same"
        rests += "" if pair["is_same_upn"] else " as the other's former one"
        rests += "" if pair["is_same_name"] else ", but name or date of birth is not"
    else:
        rests = "Name and date of birth are the same"
        rests += ", but the UPNs differ" if pair["are_upns_different"] else ""
    if not is_one_school:
        return f"{rests}. Perhaps one child in two schools of the trust."
    if pair["last_year"] and pair["first_year"] and pair["last_year"] < pair["first_year"]:
        return f"{rests}. Perhaps a new number since {pair['first_year']}."
    return f"{rests}. Perhaps one child entered twice."
