"""Every verb of the command line by its name, in the order in which the help lists them."""

from collections.abc import Callable

import typer

from marsad.cli.add import add
from marsad.cli.attach import attach
from marsad.cli.backup import backup
from marsad.cli.brief import brief
from marsad.cli.checkpoint import checkpoint
from marsad.cli.code import code
from marsad.cli.control import control
from marsad.cli.counts import counts
from marsad.cli.demo import demo
from marsad.cli.erase import erase
from marsad.cli.estimate import estimate
from marsad.cli.evaluate import evaluate
from marsad.cli.events import events
from marsad.cli.export import export
from marsad.cli.judge import judge
from marsad.cli.note import note
from marsad.cli.notes import notes
from marsad.cli.pair import pair
from marsad.cli.places import places
from marsad.cli.prove import prove
from marsad.cli.read import read
from marsad.cli.rebuild import rebuild
from marsad.cli.restore import restore
from marsad.cli.review import review
from marsad.cli.rules import rules
from marsad.cli.schema import schema
from marsad.cli.simulate import simulate
from marsad.cli.status import status
from marsad.cli.train import train
from marsad.cli.verify import verify
from marsad.cli.watch import watch
from marsad.cli.why import why

Verb = Callable[..., None] | typer.Typer


def verbs() -> dict[str, Verb]:
    """A function for a verb, a group of its own for a verb that has verbs."""
    return {
        "demo": demo,
        "read": read,
        "add": add,
        "note": note,
        "notes": notes(),
        "watch": watch,
        "attach": attach,
        "events": events,
        "counts": counts,
        "control": control,
        "brief": brief,
        "estimate": estimate,
        "why": why,
        "pair": pair,
        "judge": judge(),
        "review": review,
        "export": export,
        "status": status,
        "verify": verify,
        "checkpoint": checkpoint,
        "prove": prove,
        "backup": backup,
        "restore": restore,
        "erase": erase,
        "rebuild": rebuild,
        "schema": schema,
        "code": code,
        "evaluate": evaluate,
        "train": train,
        "simulate": simulate,
        "rules": rules(),
        "places": places(),
    }
