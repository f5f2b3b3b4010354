"""The record of processing: what a school must be able to show, made from the system as it runs.

Article 30 of the UK GDPR asks every controller for such a record. Nothing here is typed in that the
system knows; what only the school can say is left open, and said to be.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dashboard.audit.chain import read, verify
from dashboard.care import held, people, places
from dashboard.data.words import counted
from dashboard.packs.rule import RULE
from dashboard.query import read_query
from dashboard.store.exporting_record import Section
from dashboard.store.exporting_record_files import page_of
from dashboard.store.generations import KEPT
from dashboard.store.retention import NoPeriod, held_too_long, retention_years

if TYPE_CHECKING:
    from dashboard.signin.accounts import Book
    from dashboard.signin.openid import Provider
    from dashboard.store.opening import Store

TITLE = "Data protection record"
FACTS = ("What", "Answer")
OPEN = "for the school to state"


@dataclass(frozen=True)
class Record:
    """The record as it stood at one moment."""

    made_at: str
    schools: Sequence[str]
    sections: Sequence[Section]

    @property
    def says(self) -> str:
        """Return the sentence that stands above it."""
        whose = f" of {', '.join(self.schools)}" if self.schools else ""
        return (
            f"The record of processing{whose}, made from the running system on {self.made_at[:10]} at "
            f"{self.made_at[11:16]}."
        )


def record(store: "Store", book: "Book", provider: "Provider") -> Record:
    """Return the record. Raises UnreadableAccounts, NotSetUp, OSError."""
    sections = [
        Section("Who is responsible", "Only the school can say this.", FACTS, responsibility()),
        held.tables(store),
        held.fields(store),
        Section(
            "What it is used for",
            "Each page answers one question, and these roles may open it. No decision about a pupil is made "
            "by the system: it shows figures, and people decide.",
            people.PURPOSES,
            people.purpose_rows(),
        ),
        Section("What each role sees", "As this server answers now.", people.SIGHT, people.role_rows()),
        Section("Who may sign in", *accounts(book, provider)),
        Section("How long it is kept", "", FACTS, keeping(store)),
        Section("Small numbers", RULE, FACTS, small_numbers()),
        Section(
            "Where it lies",
            f"In one folder on this machine: {store.folder.resolve()}",
            places.HEADINGS,
            places.rows(store.folder),
        ),
        Section("What leaves this machine", "", FACTS, leaving(provider)),
        Section("How it is guarded", "", FACTS, guarding(store)),
    ]
    return Record(datetime.now().isoformat(timespec="seconds"), schools(store), sections)


def schools(store: "Store") -> list[str]:
    """Return the names of the schools whose data are held."""
    if store.is_empty:
        return []
    with store.connection().cursor() as cursor:
        return [str(row[0]) for row in cursor.execute(read_query("filters/schools").sql).fetchall()]


def responsibility() -> list[list[str]]:
    """Return what only the school can say."""
    return [
        ["Controller", OPEN],
        ["Data protection officer", OPEN],
        ["Lawful basis (Articles 6 and 9 of the UK GDPR)", OPEN],
        ["Whose data", "pupils of the school, those who left too; staff where staff files are imported"],
        [
            "Where they come from",
            "files that the school's own systems export: see the Data page",
        ],
    ]


def accounts(book: "Book", provider: "Provider") -> tuple[str, Sequence[str], list[list[str]]]:
    """Return who may sign in, with a sentence before it."""
    rows = people.account_rows(book, provider)
    about = (
        f"{counted(len(rows), 'account or group', 'accounts and groups')}."
        if rows
        else "Nobody has to sign in: the pages answer this machine alone, and whoever sits at it."
    )
    return about, people.ACCOUNTS, rows


def keeping(store: "Store") -> list[list[str]]:
    """Return how long pupils, published files and imports are kept."""
    try:
        years = retention_years(store.folder)
    except NoPeriod as why:
        pupils, late = str(why), "not known without a period"
    else:
        pupils = f"{counted(years, 'year')} after leaving"
        late = counted(0 if store.is_empty else len(held_too_long(store, years, date.today())), "pupil")
    return [
        ["Pupils who have left", pupils],
        ["Held longer than that today", late],
        ["Published databases", f"the newest {KEPT}; an erased pupil stands in none"],
        ["Imports", "until the school removes them, so that any figure can be traced and taken back"],
        [
            "Backups",
            "Evenhand makes none. A backup of the folder holds erased pupils until it is replaced: keep "
            "backups no longer than the school's schedule says, and erase again after bringing one back",
        ],
    ]


def small_numbers() -> list[list[str]]:
    """Return to whom the rule for small numbers is applied."""
    return [
        ["For governors and partners", "the rule above, in packs that leaders publish; nothing else is sent"],
        ["For leaders", "groups under 10 are shown, marked, and no conclusion is drawn from them"],
        ["On the meeting screen", "groups as for leaders; no names, numbers or rows of single pupils"],
    ]


def leaving(provider: "Provider") -> list[list[str]]:
    """Return what goes to other machines."""
    settings = provider.settings()
    asked = (
        f"the sign-in page sends the browser to {settings.label}, which learns that somebody signs in; no "
        "data of pupils go there"
        if settings
        else "none is set up"
    )
    return [
        ["To other organisations", "nothing: the server asks no other machine, and holds browsers to itself"],
        ["Processors", "none through Evenhand; the school's own host or backup service may be one"],
        ["Outside the United Kingdom", "nothing is sent anywhere; the folder is where the school put it"],
        ["The school's sign-in provider", asked],
        [
            "What people take away",
            "downloads and prints are noted: who, what and how many rows",
        ],
    ]


def guarding(store: "Store") -> list[list[str]]:
    """Return how the data are guarded, and how far the log reaches."""
    events, first = 0, ""
    for event in read(store.folder):
        events, first = events + 1, first or event.at[:10]
    state = "not as it was written: see Who sees what" if verify(store.folder) else "unchanged"
    log = f"{counted(events, 'event')} since {first}, {state}" if events else "nothing noted yet"
    return [
        ["Sign-in", "once there are accounts, asked of everybody for everything; passwords kept as a hash"],
        ["The log of who looked at what", log],
        ["Files", "readable by the account that runs Evenhand alone, or it refuses to start"],
        ["Encryption on the disk", "Evenhand does not encrypt its files: use the machine's disk encryption"],
        ["A pupil's own record", "from the pupil's page, or: evenhand pupil-record FILE --pupil NUMBER"],
        ["Erasing a pupil", "from Who sees what, or: evenhand erase --pupil NUMBER; a receipt is kept"],
    ]


def as_html(made: Record) -> str:
    """Return the record as a page that needs nothing else."""
    return page_of(TITLE, made.says, made.sections)


def as_json(made: Record) -> str:
    """Return the record as JSON."""
    return json.dumps({"title": TITLE, **asdict(made)}, indent=1, ensure_ascii=False) + "\n"


def as_text(made: Record) -> str:
    """Return the record to read in a terminal, a line a row."""
    lines = [TITLE, made.says]
    for section in made.sections:
        lines += ["", section.title.upper(), *([section.about] if section.about else [])]
        lines += ["  " + " · ".join(str(cell) for cell in row if cell != "") for row in section.rows]
    return "\n".join(lines) + "\n"
