"""Serve the pages, and make the demo school."""

import gc
import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from dashboard.cli.reach import Reach, reach_of
from dashboard.cli.words import DATA, DONE, WrongUsage, add_data, data_folder, show_step
from dashboard.store.generations import NOTHING
from dashboard.store.publishing import standing, tidy_at_start
from dashboard.store.trays import drop_old_trays

if TYPE_CHECKING:
    from dashboard.viewer import Viewer

THREADS = 8


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    command = commands.add_parser("serve", help="show the pages in a browser on this machine")
    add_data(command)
    command.add_argument("--host", default="127.0.0.1", help="others than this machine: once there are users")
    command.add_argument("--port", type=int, default=8050)
    command.add_argument(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="another name by which browsers know this server, such as evenhand.example.sch.uk",
    )
    command.add_argument(
        "--behind-proxy",
        nargs="?",
        const="127.0.0.1",
        metavar="ADDRESS",
        help="TLS stands in front: a proxy at this address (127.0.0.1 unless said) that sets X-Forwarded-*",
    )
    command.add_argument(
        "--without-tls", action="store_true", help="on a network where nobody can read what passwords go by"
    )
    command.add_argument(
        "--demo-when-empty", action="store_true", help="make the demo school where there is none"
    )
    command.set_defaults(run=run_serve)

    command = commands.add_parser("demo", help="make a made-up school and import it")
    add_data(command)
    command.add_argument("--pupils", type=int, default=1200)
    command.add_argument("--years", type=int, default=3)
    command.add_argument("--schools", type=int, default=1)
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=run_demo)


def run_serve(choice: Namespace) -> int:
    """Serve the pages until stopped. Raises WrongUsage where that would not be safe."""
    # Eight threads that answer leave none idle: those of a matrix product would only wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    folder = data_folder(choice)
    reach = reach_of(choice, folder)
    tidy_at_start(folder)
    drop_old_trays(folder)
    if choice.demo_when_empty and standing(folder) == NOTHING:
        print("There are no data yet: making the demo school.", flush=True)
        make_demo(folder, pupils=1200, years=3, schools=1, seed=1)
    bring_up_to_date(folder)
    from dashboard.store.opening import NoSchool

    try:
        serve_pages(folder, reach, choice.port)
    except NoSchool as error:
        print(error, file=sys.stderr)
        return DATA
    return DONE


def bring_up_to_date(folder: Path) -> None:
    """Build a school again that was built with other definitions: an older Evenhand's, or since changed."""
    from dashboard.store.undoing import rebuild
    from dashboard.store.version import definitions

    if standing(folder).definitions not in ("", definitions()):
        print("The definitions have changed since the school was built: building it again.", flush=True)
        rebuild(folder, show_step)
        show_step("")


def serve_pages(folder: Path, reach: Reach, port: int) -> None:
    """Answer requests until stopped. Raises WrongUsage where the port is taken or the viewer unknown."""
    gc.disable()  # what is loaded now stays: looking through it for waste takes a quarter of a second
    import waitress  # these take a second that no other command needs

    from dashboard import second
    from dashboard.shell.factory import create_app
    from dashboard.shell.warming import keep_warm

    app = create_app(folder, asked_viewer(), reach.access())
    try:
        server = waitress.create_server(
            app.server, host=reach.host, port=port, threads=THREADS, ident=None, **reach.proxied()
        )
    except (OSError, ValueError) as error:
        raise WrongUsage(f"Port {port} cannot be used ({error}). Choose another with --port.") from error
    gc.freeze()
    gc.enable()
    second.begin(folder)
    Thread(target=keep_warm, args=(app.server.config["STORE"],), daemon=True).start()
    print(reach.in_words(port), flush=True)
    server.run()
    app.server.config["RECORDER"].flush()


def asked_viewer() -> "Viewer":
    """Return who the pages are for: EVENHAND_VIEWER, or the leader. Raises WrongUsage for an unknown one."""
    from dashboard.viewer import NotForThisViewer, known_viewer

    try:
        return known_viewer(os.environ.get("EVENHAND_VIEWER") or "leader")
    except NotForThisViewer as error:
        raise WrongUsage(f"EVENHAND_VIEWER: {error}") from error


def run_demo(choice: Namespace) -> int:
    """Make the demo school in a folder that has no data yet. Raises WrongUsage where it has."""
    folder = data_folder(choice)
    if standing(folder) != NOTHING:
        raise WrongUsage(f"{folder} holds a school already. Choose another folder with --data.")
    return make_demo(folder, choice.pupils, choice.years, choice.schools, choice.seed)


def make_demo(folder: Path, pupils: int, years: int, schools: int, seed: int) -> int:
    """Write the made-up school's import files, and import them as any school's are."""
    from dashboard.cli.bring import report_lines
    from dashboard.demo import make_school
    from dashboard.store.importing import import_files

    with tempfile.TemporaryDirectory() as place:
        show_step("make up a school")
        files = make_school(Path(place), pupils=pupils, years=years, schools=schools, seed=seed)
        report = import_files(folder, files, by="demo", progress=show_step)
    show_step("")
    print("\n".join(report_lines(report)))
    return DATA if report.outcome == "refused" else DONE
