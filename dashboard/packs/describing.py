"""What a leader is told of a pack before it is published."""

from dashboard.packs.pack import Pack


def audit_words(pack: Pack) -> str:
    """Say what the attack on a pack found."""
    note = pack.audit
    some = "1 table was" if note.dropped == 1 else f"{note.dropped} tables were"
    dropped = f"after {some} taken away" if note.dropped else "and no table had to be taken away"
    return (
        f"{note.shown:,} figures are shown and {note.hidden:,} are hidden. A reader who knows every "
        f"number of the pack and the rule can work out none of the hidden ones, {dropped}."
    )
