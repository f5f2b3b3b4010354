"""A pack to take along: the current one for governors, any for leaders."""

from dash import Dash
from flask import Response, abort

from dashboard import audit
from dashboard.pack_files.making import TYPES, Kind, file_name, known, make
from dashboard.packs import Pack, shelf
from dashboard.shell import context

ADDRESS = "/governors/pack/<int:number>.<kind>"


def register(app: Dash) -> None:
    """Register the download."""
    app.server.add_url_rule(ADDRESS, "pack_file", download, methods=["GET"])


def download(number: int, kind: str) -> Response:
    """Answer with a pack's file; 403 for a pack that is not theirs, 404 where there is none."""
    wanted = known(kind)
    pack = pack_for(number)
    if wanted is None:
        abort(404, "There is no such kind of file: pptx, xlsx, pdf or html.")
    made = make(pack, wanted)
    audit.note("pack taken away", pack=number, kind=made.kind)
    return as_file(pack, made.kind, made.content)


def pack_for(number: int) -> Pack:
    """Return the pack that was asked for, where it is for whoever asks."""
    folder = context.store().folder
    numbers = shelf.numbers(folder)
    if number not in numbers:
        abort(404, "There is no such pack.")
    if context.viewer() != "leader" and number != numbers[-1]:
        audit.note("refused", kind="pack", asked=number)
        abort(403, "This pack is not for you: governors have the current one.")
    try:
        return shelf.read(folder, number)
    except ValueError:
        abort(404, "This pack's file has been damaged. Ask the leaders to put it back from a copy.")


def as_file(pack: Pack, kind: Kind, content: bytes) -> Response:
    """Answer with a file to keep."""
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(pack, kind)}"',
        "Cache-Control": "no-store",
    }
    return Response(content, content_type=TYPES[kind], headers=headers)
