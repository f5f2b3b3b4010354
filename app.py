"""Serve Evenhand: ``python app.py`` is ``evenhand serve``, with the demo school when the store is empty.

The pages, in the order of the menu, stand in ``dashboard/shell/pages.py``.
"""

import sys

from dashboard.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["serve", "--demo-when-empty", *sys.argv[1:]]))
