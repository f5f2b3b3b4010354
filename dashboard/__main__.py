"""The command line: ``evenhand`` or ``python -m dashboard``."""

import os
import sys
from collections.abc import Sequence

from dashboard.cli.parser import make_parser
from dashboard.cli.words import DATA, REFUSALS, WrongUsage


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 1 for problems in the data, 2 for wrong usage."""
    words = sys.argv[1:] if words is None else words
    choice = make_parser(words).parse_args(words)
    try:
        return int(choice.run(choice))
    except WrongUsage as error:
        print(error, file=sys.stderr)
        return 2
    except REFUSALS as error:
        if isinstance(error, BrokenPipeError) and nobody_reads():
            return DATA
        print(error, file=sys.stderr)
        return DATA
    except KeyboardInterrupt:
        return 130


def nobody_reads() -> bool:
    """Say whether who read the answers has gone, as ``| head`` does; then nothing more is written to it."""
    try:
        print(flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
