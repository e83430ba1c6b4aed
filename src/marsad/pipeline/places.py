"""The places' workbench."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from marsad.archive.archive import Archive
from marsad.errors import InputError, RulebookError
from marsad.gazetteer import lookup
from marsad.gazetteer.bulk import bring_dump
from marsad.gazetteer.dump import large_dump
from marsad.gazetteer.importer import Source
from marsad.gazetteer.importing import Imported, bring
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.lookup import FoundPlace, ShownPlace
from marsad.gazetteer.shapes import load_shapes
from marsad.pipeline.inputs import Complain
from marsad.pipeline.overlays import PACKS, forget_packs, knowledge_of
from marsad.pipeline.projection import PROJECTION, bring_up, evidence_of
from marsad.read.gaps import Gap, gaps
from marsad.store.stores.sqlite import SqliteStore


def import_places(record: Path, files: Iterable[Path], *, complain: Complain) -> tuple[Imported, ...]:
    """Merge place files into the record's own packs, seal and log them with their originals.

    A file that cannot be taken is told, and the rest goes on; without a single usable one no record is made.
    """
    done: list[Imported] = []
    with ExitStack() as stack:
        archive = stack.enter_context(Archive.open(record, write=True)) if Archive.is_record(record) else None
        for file in files:
            try:
                imported, original = _brought(file, record, stack, complain)
            except InputError as error:
                complain(error)
                continue
            archive = archive or stack.enter_context(Archive.create(record))
            if imported.files:
                packs = {f"{PACKS}/{name}": data for name, data in imported.files.items()}
                archive.seal_import(file.name, original, imported.importer, packs)
                forget_packs()
            done.append(msgspec.structs.replace(imported, files={}))
        if archive is not None:
            with SqliteStore(record / PROJECTION) as store:
                bring_up(store, archive, evidence_of(archive, record))
    return tuple(done)


def find_place(overlay: Path | None, name: str) -> tuple[tuple[FoundPlace, ...], tuple[str, ...]]:
    """The places that a name may mean; where there are none, names that are spelt nearly so."""
    gazetteer = load_gazetteer(overlay and knowledge_of(overlay))
    found = lookup.find(gazetteer, name)
    return found, () if found else lookup.suggest(gazetteer, name)


def show_place(overlay: Path | None, place_id: str) -> ShownPlace:
    """All that is known of a place."""
    knowledge = overlay and knowledge_of(overlay)
    return lookup.show(load_gazetteer(knowledge), load_shapes(knowledge), place_id)


def check_places(overlay: Path | None) -> tuple[int, int, list[RulebookError]]:
    """How many places and outlines there are, and what does not hold together."""
    knowledge = overlay and knowledge_of(overlay)
    forget_packs()
    try:
        gazetteer, shapes = load_gazetteer(knowledge), load_shapes(knowledge)
        gazetteer.check()
    except RulebookError as error:
        return 0, 0, [error]
    return len(gazetteer), len(shapes), lookup.check_outlines(gazetteer, shapes, knowledge)


def place_gaps(record: Path) -> tuple[Gap, ...]:
    """Names of places in the record's claims that resolve to nothing, the most frequent first."""
    gazetteer = load_gazetteer(knowledge_of(record))
    with Archive.open(record) as archive:
        return gaps((sealed.reading for sealed in archive.readings()), gazetteer)


def _brought(file: Path, record: Path, stack: ExitStack, complain: Complain) -> tuple[Imported, bytes | Path]:
    """What an import makes of a file, and the file: its bytes, or its path where it is large.

    What a large one makes lies on the record's disk until it is moved into it; the stack clears up.
    """
    gazetteer, knowledge = load_gazetteer(knowledge_of(record)), knowledge_of(record)
    dump = large_dump(file)
    if dump is not None:
        beside = record if record.is_dir() else record.parent
        beside.mkdir(parents=True, exist_ok=True)
        scratch = stack.enter_context(TemporaryDirectory(dir=beside, prefix=".places-", suffix=".tmp"))
        return bring_dump(dump, gazetteer, knowledge, Path(scratch), complain), file
    source = Source(file.name, _bytes(file))
    return bring(source, gazetteer, knowledge, complain), source.data


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        what = f"it cannot be read: {error.strerror}"
        raise InputError(what, where=str(file), mend="check the name and who may read it") from error
