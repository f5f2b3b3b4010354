"""What the second process does: it fills the cards it is asked for, of the school that is asked for."""

import gc
import json
import logging
import signal
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from dash import Dash
from flask import g
from plotly.io.json import to_json_plotly

from dashboard.second import READY, found
from dashboard.shell.factory import create_app
from dashboard.shell.identity import owner
from dashboard.shell.warming import PAUSE, move_on, warm_quietly

NOT_HERE = b""

log = logging.getLogger(__name__)


def work(folder: Path, line: Connection) -> None:
    """Fill cards until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the server stops this with it
    app = create_app(folder)
    store = app.server.config["STORE"]
    import_module("scipy.stats")
    store.lead()
    warm_quietly(store)
    gc.collect()
    gc.freeze()
    try:
        line.send_bytes(READY)
        while True:
            # An erased pupil's school is let go of, whether or not a card is asked for.
            while not line.poll(PAUSE):
                move_on(store)
            line.send_bytes(filled(app, json.loads(line.recv_bytes())))
            move_on(store)  # where another school was published: before the next card
    except (OSError, EOFError):
        return


def filled(app: Dash, asked: dict[str, Any]) -> bytes:
    """Return a card as JSON; nothing where it fails or the school is another: the server sees to it."""
    if app.server.config["STORE"].generation != asked["generation"]:
        return NOT_HERE
    try:
        with app.server.test_request_context():
            g.principal = owner(asked["viewer"])
            answer = found(asked["module"], asked["name"])
            return to_json_plotly(answer(**asked["sent"])).encode() if answer else NOT_HERE
    except Exception as error:  # told to whoever asked by the server, which meets the same
        log.debug("Left to the server: %s", type(error).__name__)
        return NOT_HERE
