"""`marsad code`: a page in the browser, on this machine alone, in which a person codes reports by selecting words."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.exits import NOTHING_DONE
from marsad.cli.flags import Inputs
from marsad.cli.stream import note, write_text
from marsad.cli.words import load, words
from marsad.errors import InputError

say = words()
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help=say("flag.coded"), show_default=False)]
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help=say("flag.port"))]
Coder = Annotated[str | None, typer.Option("--coder", metavar="NAME", help=say("flag.coder"), show_default=False)]
Browse = Annotated[bool, typer.Option("--open", help=say("flag.open"))]


def code(inputs: Inputs, out: Out, port: Port = 0, coder: Coder = None, browse: Browse = False) -> None:
    """Serve the page until it is interrupted; every claim is saved as it is made."""
    from marsad import pipeline
    from marsad.web.coding.desk import Desk
    from marsad.web.coding.server import serving

    complaints = Complaints()
    if not out.absolute().parent.is_dir():
        raise InputError("the folder to save into is not there", where=str(out.parent), mend="make it, or name another")
    desk = Desk(pipeline.reports(inputs, complain=complaints), out, coder)
    if not desk.reports:
        raise typer.Exit(NOTHING_DONE)
    with serving(desk, {"en": load("en"), "ar": load("ar")}, say.language, port) as server:
        write_text(say("code.open", url=server.url) + "\n")
        if browse:
            webbrowser.open(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            rows = desk.rows()
            note(say("code.left", done=sum(row.done for row in rows), all=len(rows), file=out))
    complaints.settle(len(desk.reports))
