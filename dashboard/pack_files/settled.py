"""Make zipped files the same to the byte each time: fixed times, no trace of the machine."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dashboard.packs import Pack

EARLIEST = (1980, 1, 1, 0, 0, 0)


def settled(content: bytes) -> bytes:
    """Return a zipped file with the same members, each dated the earliest day a zip can say."""
    held = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(held, "w") as made:
        for name in given.namelist():
            member = ZipInfo(name, EARLIEST)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 0
            made.writestr(member, given.read(name))
    return held.getvalue()


def made_on(pack: Pack) -> datetime:
    """Return when a pack's files say they were made: noon of the day the pack was published."""
    return datetime.combine(date.fromisoformat(pack.published_on), time(12), UTC).replace(tzinfo=None)
