"""Take one file in, as an import does, into staging tables in memory."""

from dataclasses import dataclass, field

import duckdb

from dashboard.schemas import SCHEMAS
from dashboard.store import intake


@dataclass
class TakenIn:
    """What became of a file: its rows as tuples, and what was said about it."""

    checked: intake.Checked
    rows: list[tuple]
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Desk:
    """The place where files are handed in, one after the other."""

    def __init__(self, folder):
        self.folder = folder
        self.db = duckdb.connect()
        self.db.execute("attach ':memory:' as staged")
        intake.create_staged_tables(self.db)

    def write(self, content, name="file.csv"):
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def understand(self, content, name="file.csv", **said):
        path = self.write(content, name) if isinstance(content, str | bytes) else content
        return intake.understand(path, **said)

    def take_in(self, content, name="file.csv", table=None, mapping=None, columns=(), **how):
        """Load a file given as its content or its path; ``columns`` says which to return."""
        understood = self.understand(content, name, table=table, mapping=mapping)
        settings = {"batch": 1, "academic_year_default": "2025/26", "school_default": "Riverside", **how}
        checked = intake.load(self.db, understood, **settings)
        assert checked.rows == checked.good + checked.problem_rows + checked.blank + checked.repeated
        return TakenIn(
            checked,
            self.rows(understood.table, columns),
            [str(problem) for problem in checked.problems],
            [str(warning) for warning in checked.warnings],
        )

    def take_in_understood(self, understood):
        """Load a file that is understood already; return what became of its rows."""
        settings = {"batch": 1, "academic_year_default": "2025/26", "school_default": "Riverside"}
        return intake.load(self.db, understood, **settings, careful=True)

    def rows(self, table, columns=()):
        names = columns or [column.name for column in SCHEMAS[table].columns if column.name != "school"]
        listed = ", ".join(f'"{name}"' for name in names)
        return self.db.execute(f"select {listed} from staged.{table}").fetchall()

    def refusal(self, content, name="file.csv", **said):
        """Return the code and the words with which a whole file is refused."""
        try:
            self.take_in(content, name, **said)
        except intake.Unreadable as error:
            return error.problem.code, str(error)
        return None, "it was taken in"

    def left_behind(self):
        """Return what working tables and views are still there."""
        named = "select name from (show all tables) where name like 'intake%'"
        return self.db.execute(named).fetchall()
