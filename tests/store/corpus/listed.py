"""The list of bad files: how each is made, and what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Content = bytes | str


@dataclass(frozen=True)
class Nasty:
    """One bad file, and what must become of it.

    ``name`` begins with its number in the list of the reliability notes where it has one ("c03"). ``file``
    is the name it is handed in by. ``refused`` is the code with which the whole is refused, several parted
    by ``|``; else the rows of all its tables are ``good``, ``bad`` (with ``codes``), ``blank`` or
    ``repeated``. ``ignored`` is what a translator leaves out of what it counts, ``units`` all of that.
    ``says`` is a piece of a message, ``flag`` what a person has to agree to. ``values`` are the good rows
    of ``table`` in ``columns``, as text. ``why`` says why this is right where the notes ask for another.
    """

    name: str
    file: str
    make: Callable[[], Content]
    refused: str = ""
    good: int = 0
    bad: int = 0
    blank: int = 0
    repeated: int = 0
    codes: tuple[str, ...] = ()
    says: str = ""
    flag: str = ""
    units: int = 0
    ignored: int = 0
    table: str = ""
    columns: tuple[str, ...] = ()
    values: tuple[tuple[str | None, ...], ...] = ()
    said: tuple[tuple[str, Any], ...] = ()
    why: str = ""

    def write(self, folder: Path) -> Path:
        """Write the file into a folder under a name that says nothing."""
        content = self.make()
        path = folder / "received"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


class Listed(list[Nasty]):
    """The bad files of one kind; as a decorator it adds one: the function that makes it."""

    def __call__(self, name: str, file: str = "", **expected: Any) -> Callable[..., Any]:
        """Add the file that the function makes, under the name that it is handed in by."""

        def add(make: Callable[[], Content]) -> Callable[[], Content]:
            self.append(Nasty(name, file or f"{name.replace(' ', '_')}.csv", make, **expected))
            return make

        return add
