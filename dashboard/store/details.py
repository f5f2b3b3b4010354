"""What a check tells beyond the report: headings, samples, previews, for the import desk to show."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import duckdb

from dashboard.store.batches import Batch, ImportedFile
from dashboard.store.named_mappings import NamedMapping
from dashboard.store.offering import Offer
from dashboard.store.previewing import other_schools, preview


@dataclass
class Details:
    """What is to be told, and what was found so far; ``files`` by the name in the batch."""

    is_wanted: bool = False
    mappings: Sequence[NamedMapping] = ()
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    flags: list[dict[str, str]] = field(default_factory=list)

    def add_preview(
        self,
        db: duckdb.DuckDBPyConnection,
        batch: Batch,
        known: Sequence[Batch],
        files: Sequence[ImportedFile],
        offer: Offer,
    ) -> None:
        """Add what the import would change, what a person has to agree to, and where refused rows lie."""
        said, flags = preview(db, batch, known, files)
        flags += other_schools(offer.named, offer.known_schools, files)
        self.flags += [asdict(flag) for flag in flags]
        for file in files:
            details = self.files.setdefault(file.name, {})
            details["preview"] = said.get(file.name, [])
            details["refused_file"] = offer.refused_name(file.name)

    @property
    def content(self) -> dict[str, Any]:
        """Return what was found as JSON carries it."""
        return {"files": self.files, "flags": self.flags}
