"""`marsad places`: the workbench of those who own the places: import, find, show, check, gaps."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.complaints import Complaints
from marsad.cli.exits import NOTHING_DONE
from marsad.cli.flags import Overlay, Record, Shape, folder, overlay
from marsad.cli.show import shown, table
from marsad.cli.stream import note, write_lines, write_text
from marsad.cli.words import words

if TYPE_CHECKING:
    from marsad.gazetteer.importing import Imported
    from marsad.gazetteer.lookup import FoundPlace, ShownPlace

say = words()
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=say("flag.place_files"), show_default=False)]
PlaceName = Annotated[str, typer.Argument(metavar="NAME", help=say("flag.place_name"), show_default=False)]
PlaceId = Annotated[str, typer.Argument(metavar="ID", help=say("flag.place_id"), show_default=False)]


def places() -> typer.Typer:
    """The verbs of `marsad places`, each with its help in the user's language."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    verbs: dict[str, Callable[..., None]] = {
        "import": import_,
        "find": find,
        "show": show,
        "check": check,
        "gaps": gaps,
    }
    for name, verb in verbs.items():
        told = say(f"help.places.{name}")
        app.command(name, help=told, short_help=told.strip().split("\n\n")[0])(verb)
    return app


def import_(files: Files, record: Record = None, form: Shape = "table") -> None:
    """Bring place files into the record's packs, and say of each what became of it."""
    from marsad import pipeline

    complaints = Complaints()
    done = pipeline.import_places(folder(record), files, complain=complaints)
    if form == "jsonl":
        write_lines(done)
    for imported in () if form == "jsonl" else done:
        write_text("\n".join(_told(imported)) + "\n")
    complaints.settle(len(done))


def _told(imported: "Imported") -> list[str]:
    """What became of a file's rows, in lines."""
    values = ("importer", "rows", "new", "merged", "enriched", "outlines", "skipped")
    lines = [
        say("places.brought", file=shown(imported.file), **{value: getattr(imported, value) for value in values}),
        *(say(f"places.passed.{why}", n=times) for why, times in imported.passed_over.items()),
    ]
    if not (imported.new or imported.enriched or imported.outlines):
        lines.append(say("places.same"))
    return lines


def find(name: PlaceName, record: Overlay = None, form: Shape = "table") -> None:
    """Print the places of a name; exit 1 where there are none, with the names that come near."""
    from marsad import pipeline

    found, near = pipeline.find_place(overlay(record), name)
    if form == "jsonl":
        write_lines(found)
    elif found:
        columns = ("id", "name", "latin", "type", "inside", "point", "score", "reasons")
        table(say("title.places", n=len(found)), [say(f"column.{column}") for column in columns], map(_found, found))
    if not found:
        note(say("places.none", name=shown(name)))
        if near:
            note(say("places.near", names=say("comma").join(map(shown, near))))
        raise typer.Exit(NOTHING_DONE)


def _found(place: "FoundPlace") -> tuple[str, ...]:
    return (
        place.id,
        place.name_ar,
        place.name_en,
        say.translated(place.type),
        say("comma").join(place.inside),
        f"{place.lat:.4f}, {place.lon:.4f}",
        f"{place.score:.1f}",
        say("comma").join(say.translated(reason) for reason in place.reasons),
    )


def show(place: PlaceId, record: Overlay = None, form: Shape = "table") -> None:
    """Print all that is known of a place."""
    from marsad import pipeline

    known = pipeline.show_place(overlay(record), place)
    if form == "jsonl":
        write_lines([known])
    else:
        table(known.name_ar, [say("column.field"), say("column.value")], _shown(known))


def _shown(place: "ShownPlace") -> list[tuple[str, str]]:
    comma = say("comma")
    return [
        (say("column.id"), place.id),
        (say("column.name"), place.name_ar),
        (say("column.latin"), place.name_en),
        (say("column.variants"), comma.join(place.variants)),
        (say("column.type"), say.translated(place.type)),
        (say("column.inside"), comma.join(place.inside)),
        (say("column.point"), f"{place.lat:.4f}, {place.lon:.4f}"),
        (say("column.source"), place.source),
        (say("column.population"), str(place.population or "")),
        (say("column.outline"), say("yes" if place.outline else "no")),
        (say("column.children"), str(place.children)),
    ]


def check(record: Overlay = None, form: Shape = "table") -> None:
    """Load all packs and outlines; exit 1 when they do not hold together, naming file and line."""
    from marsad import pipeline

    count, outlines, faults = pipeline.check_places(overlay(record))
    if form == "jsonl":
        told = [{"where": fault.where, "what": fault.what, "mend": fault.mend} for fault in faults]
        write_lines([{"places": count, "outlines": outlines, "faults": told}])
    for fault in faults:
        note(say.error(fault))
    if faults:
        note(say("places.broken", n=len(faults)))
        raise typer.Exit(NOTHING_DONE)
    if form == "table":
        write_text(say("places.whole", places=count, outlines=outlines) + "\n")


def gaps(record: Record = None, form: Shape = "table") -> None:
    """Print names that resolve to nothing, with how many claims and reports give them."""
    from marsad import pipeline

    found = pipeline.place_gaps(folder(record))
    if form == "jsonl":
        write_lines(found)
    else:
        columns = ("name", "claims", "reports", "candidates")
        rows = ((gap.name, str(gap.claims), str(gap.reports), str(gap.candidates)) for gap in found)
        table(say("title.gaps", n=len(found)), [say(f"column.{column}") for column in columns], rows)
