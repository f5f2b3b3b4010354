"""The manifest of a OneRoster bundle: which files the export holds, and whether each is whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.store.foreign.bundles import Part, plain
from dashboard.store.foreign.bundles_roster import leave_out
from dashboard.store.foreign.bundles_rows import Ledger, rows_of
from dashboard.store.problems import listed, quoted

MODES = ("absent", "bulk", "delta")


@dataclass
class Manifest:
    """What a manifest says: the version, and for each file absent, bulk or delta."""

    place: str = ""
    version: str = ""
    modes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def obey(self, parts: Sequence[Part], tell: Ledger) -> list[Part]:
        """Return the files that the export holds by its own word; note where word and files differ."""
        if not self.place:
            return list(parts)
        there = {part.kind for part in parts}
        promised = (kind for kind, mode in self.modes.items() if mode in MODES[1:])
        missing = [self.names[kind] for kind in promised if kind not in there]
        if missing:
            found = f"it says that there is {listed(missing)}, and there is none"
            tell.say(self.place, found, "Check that the export is whole.", "FILE_MISSING")
        changed = [self.names[kind] for kind, mode in self.modes.items() if mode == "delta" and kind in there]
        if changed:
            found = f"it says that only what has changed since an earlier export is in {listed(changed)}"
            remedy = "What they name from earlier exports is written as it stands; a whole export is safer."
            tell.say(self.place, found, remedy, "CHANGES_ONLY")
        return [part for part in parts if not self.is_absent(part, tell)]

    def is_absent(self, part: Part, tell: Ledger) -> bool:
        """Return whether a file is there that the manifest calls absent, and count its rows."""
        if self.modes.get(part.kind) != "absent":
            return False
        leave_out(part, tell, "the manifest says that it is absent")
        return True


def read_manifest(parts: Sequence[Part], tell: Ledger) -> Manifest:
    """Read the manifest of a bundle; one that is missing is noted. Raises Unreadable."""
    found = [part for part in parts if part.kind == "manifest"]
    if not found:
        say = "there is no manifest.csv: every file that is there is taken as whole"
        tell.say("the export", say, "Check that the export has all its files.", "NO_MANIFEST")
        return Manifest()
    manifest = Manifest(found[0].name)
    for row in (row for part in found for row in rows_of(part, tell)):
        name, value = row.get("propertyname"), row.get("value").casefold()
        if name.casefold() == "oneroster.version":
            manifest.version = row.get("value")
        elif name.casefold().startswith("file."):
            read_mode(manifest, name[len("file.") :], value, tell)
    return manifest


def read_mode(manifest: Manifest, name: str, value: str, tell: Ledger) -> None:
    """Note what a manifest says of one file; a word that is none of the three counts as unsaid."""
    kind = plain(name)
    manifest.names[kind] = f"{name}.csv"
    if value in MODES:
        manifest.modes[kind] = value
    elif value:
        found = f"it says {quoted(value)} of {name}.csv, which is none of {listed(list(MODES))}"
        tell.say(manifest.place, found, "The file is read as whole.", "MODE_UNKNOWN")
