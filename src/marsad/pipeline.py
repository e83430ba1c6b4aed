"""The whole road on one page: bytes → archive → read → reconcile → store → answer. The only file that knows all stages.

The archive (sealed objects and log) is the truth, the store a projection of it. `add` brings the projection up to the
log before it ends, so that a run that was cut off is healed by the next one; `rebuild` makes it anew.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import msgspec

from marsad.answer.brief import brief as brief_of
from marsad.answer.control import control as control_of
from marsad.answer.count import counts as counts_of
from marsad.answer.rules import tally
from marsad.answer.select import select
from marsad.answer.sift import known_on
from marsad.answer.why import why as why_of
from marsad.archive.archive import Archive
from marsad.archive.intake import Intake, take
from marsad.archive.verify import verify as verify_sealed
from marsad.errors import Doubt, InputError, MarsadError, RecordError, RulebookError
from marsad.evaluate import joining
from marsad.evaluate.compare import compare as compare_codings
from marsad.evaluate.compare import evaluation, only
from marsad.evaluate.lines import coded, texts
from marsad.export.acled import to_acled
from marsad.export.geojson import to_geojson
from marsad.gazetteer import lookup
from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.bulk import bring_dump
from marsad.gazetteer.dump import large_dump
from marsad.gazetteer.importer import Source
from marsad.gazetteer.importing import Imported, bring
from marsad.gazetteer.index import load_gazetteer
from marsad.gazetteer.lookup import FoundPlace, ShownPlace
from marsad.gazetteer.parties import load_parties
from marsad.gazetteer.resolve import Context, Resolver
from marsad.gazetteer.shapes import load_shapes
from marsad.model.answer import Brief, ControlSpan, CountLine, Why
from marsad.model.asked import EVERYTHING, Asked
from marsad.model.done import Added, AddedReport, Checked, Given, Made, Told
from marsad.model.evaluation import Evaluation, Measure
from marsad.model.event import Before, Reconciled
from marsad.model.reading import Reading
from marsad.model.report import Report
from marsad.model.sealed import Acquisition, Names, SealedJudgement, SealedReading
from marsad.model.sourced import sourced
from marsad.model.world import Region, World
from marsad.read import workbench
from marsad.read.gaps import Gap, gaps
from marsad.read.holdout import held_out
from marsad.read.reader import load_reader
from marsad.read.workbench import Coverage, Flaw, Trace
from marsad.reconcile.reconcile import reconcile
from marsad.store.compare import compare
from marsad.store.store import State, Store, Update
from marsad.store.stores.sqlite import SqliteStore, replacing, side_files

PROJECTION = "record.sqlite"
OVERLAYS = ("rules", "knowledge")
PACKS = "knowledge/places"
BATCH = 64
"""Reports that are sealed, or readings that are sealed, with one commit."""

Complain = Callable[[MarsadError], None]
Tick = Callable[[], None]


class Evidence(msgspec.Struct, frozen=True):
    """What answers are computed from: the log's readings and judgements, and what reconciling made of them."""

    readings: tuple[SealedReading, ...]
    judgements: tuple[SealedJudgement, ...]
    result: Reconciled


# --- the road -----------------------------------------------------------------------------------------------------


def read(
    inputs: Sequence[str], given: Given, *, overlay: Path | None, complain: Complain, tick: Tick
) -> Iterator[Reading]:
    """The reading of each report as soon as it is made; nothing is kept. `overlay`: a record whose rules count too."""
    reader = load_reader(overlay)
    for intake in _intakes(inputs, given, complain):
        yield reader.read(intake.report)
        tick()


def add(record: Path, inputs: Sequence[str], given: Given, *, complain: Complain, tick: Tick) -> Added:
    """Seal, log and read the inputs, say which claims are one event, and bring the projection up to the log.

    Reports that are there already are read again and add nothing where the reading agrees. Without a single usable
    input no record is made.
    """
    batches = _batches(_intakes(inputs, given, complain))
    first = next(batches, None)
    if first is None:
        return Added()
    with Archive.open(record, write=True) if Archive.is_record(record) else Archive.create(record) as archive:
        if archive.seal_overlays():
            _forget_packs()
        before = archive.size
        taken = [acquisition for batch in chain([first], batches) for acquisition in archive.add_reports(batch)]
        _read_sealed(archive, record, {acquisition.report.report for acquisition in taken}, tick)
        evidence = _evidence(archive, record)
        _keep_names(archive, evidence.result)
        with SqliteStore(record / PROJECTION) as store:
            _bring_up(store, archive, evidence)
    return _added(taken, before, evidence)


def rebuild(record: Path) -> Made:
    """A new projection from objects and log, by replaying sealed readings; it takes the old one's place."""
    with Archive.open(record, write=True) as archive:
        evidence = _evidence(archive, record)
        _keep_names(archive, evidence.result)
        with replacing(record / PROJECTION) as store:
            _bring_up(store, archive, evidence)
        return Made(sum(1 for _ in archive.reports()), len(evidence.result.claims), len(evidence.result.events))


def verify(record: Path) -> Checked:
    """Re-hash all that is sealed, check the log, rebuild the projection elsewhere and compare row by row."""
    sealed = verify_sealed(record, besides=side_files(PROJECTION))
    found = [
        (RecordError if finding.grave else Doubt)(finding.what, where=str(record / finding.path))
        for finding in sealed.findings
    ]
    if not sealed.whole:
        return Checked(sealed.entries, "", tuple(found))
    with Archive.open(record) as archive:
        return Checked(archive.size, archive.root(), (*_differences(archive, record), *found))


# --- answers ------------------------------------------------------------------------------------------------------


def events(record: Path, asked: Asked = EVERYTHING) -> Told:
    """The events that are asked for, and the judged claims."""
    with _asking(record, asked) as (told, question, world, _):
        return Told(select(told.events, told.claims, question, world), told.claims)


def counts(record: Path, asked: Asked = EVERYTHING) -> tuple[CountLine, ...]:
    """How many people, as ranges over sources."""
    with _asking(record, asked) as (told, question, world, _):
        return counts_of(told.events, told.claims, question, world)


def control(record: Path, asked: Asked = EVERYTHING) -> tuple[ControlSpan, ...]:
    """Who is said to hold what, from when to when."""
    with _asking(record, asked) as (told, question, world, _):
        return control_of(told.claims, question, world)


def brief(record: Path, asked: Asked = EVERYTHING) -> Brief:
    """A sourced page about what is asked, in the language asked for."""
    with _asking(record, asked) as (told, question, world, archive):
        return brief_of(told.events, told.claims, archive.text, question, world)


def why(record: Path, about: Iterable[str | CountLine]) -> Iterator[Why]:
    """What each id (its first letters will do) or count line stands on."""
    with _asking(record, EVERYTHING) as (told, _, _, archive):
        for thing in about:
            yield why_of(thing, told.events, told.claims, archive.text, aliases=told.aliases)


def export(record: Path, into: Literal["acled", "geojson"], asked: Asked = EVERYTHING) -> bytes:
    """What is asked, in the form that others read."""
    with _asking(record, asked) as (told, question, world, _):
        chosen = select(told.events, told.claims, question, world)
        if into == "acled":
            return to_acled(chosen, told.claims, world=world)
        return to_geojson(chosen, control_of(told.claims, question, world))


# --- the rules' workbench ------------------------------------------------------------------------------------------


def check_rules(overlay: Path | None) -> tuple[int, list[Flaw]]:
    """How many rules there are, and every example that one does not hold to."""
    reader = load_reader(overlay)
    return len(reader.rulebook.rules.rules), workbench.check(reader)


def try_sentence(overlay: Path | None, text: str, published: date | None) -> Reading:
    """What the rules read in a sentence."""
    return load_reader(overlay).read(Report(report="sentence", text=text, published=published))


def trace_rule(overlay: Path | None, rule: str, text: str, published: date | None) -> list[Trace]:
    """How far each line of a rule comes in a text; InputError for a rule that is not there, naming the nearest."""
    reader = load_reader(overlay)
    rules = reader.rulebook.rules.rules
    if rule not in rules:
        near = get_close_matches(rule, rules, n=1)
        mend = (
            f"did you mean {near[0]}?" if near else "ids stand in the rulebook's files and in `marsad rules coverage`"
        )
        raise InputError(f"no rule {rule!r}", mend=mend)
    return workbench.trace(reader, rules[rule], text, published)


def cover(overlay: Path | None, inputs: Sequence[str], *, complain: Complain, tick: Tick) -> Coverage:
    """How often each rule fires over reports, and sentences with a trigger but no claim; a third is never listed."""

    def reports() -> Iterator[Report]:
        for intake in _intakes(inputs, Given(), complain):
            yield intake.report
            tick()

    return workbench.coverage(load_reader(overlay), reports())


# --- measuring -----------------------------------------------------------------------------------------------------


def reports(inputs: Sequence[str], *, complain: Complain) -> Iterator[Report]:
    """The usable reports of the inputs, as they came; nothing is read and nothing is kept."""
    return (intake.report for intake in _intakes(inputs, Given(), complain))


def evaluate(
    files: tuple[str, str | None], asked: Measure, *, overlay: Path | None, complain: Complain, tick: Tick
) -> Evaluation:
    """How far the reading in the second file, or else Marsad's own, agrees with the reports coded in the first.

    Reports that cannot be compared are told, and the rest goes on; InputError for a file that cannot
    be read at all or when scipy is missing.
    """
    gold, read = files
    given = coded(joining.lines(gold), complain)
    part = {key: row for key, row in given.items() if asked.third in {None, "unseen" if held_out(key) else "seen"}}
    if not part:
        raise InputError("there is no coded report to compare", where=gold, mend="docs/evaluation.md shows one")
    known = texts(chain.from_iterable(map(joining.lines, asked.texts)), part, complain)
    if read is None:
        both = joining.readings(part, known, load_reader(overlay).read, complain)
    else:
        both = joining.joined(part, coded(joining.lines(read), complain), known, complain)
    kept, found = [], []
    for ours, theirs in both:
        kept.append((only(ours, asked.only), only(theirs, asked.only)))
        found.append(compare_codings(*kept[-1]))
        tick()
    return evaluation(kept, found, by=asked.by)


# --- the places' workbench -----------------------------------------------------------------------------------------


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
                _forget_packs()
            done.append(msgspec.structs.replace(imported, files={}))
        if archive is not None:
            with SqliteStore(record / PROJECTION) as store:
                _bring_up(store, archive, _evidence(archive, record))
    return tuple(done)


def find_place(overlay: Path | None, name: str) -> tuple[tuple[FoundPlace, ...], tuple[str, ...]]:
    """The places that a name may mean; where there are none, names that are spelt nearly so."""
    gazetteer = load_gazetteer(overlay and _knowledge(overlay))
    found = lookup.find(gazetteer, name)
    return found, () if found else lookup.suggest(gazetteer, name)


def show_place(overlay: Path | None, place_id: str) -> ShownPlace:
    """All that is known of a place."""
    knowledge = overlay and _knowledge(overlay)
    return lookup.show(load_gazetteer(knowledge), load_shapes(knowledge), place_id)


def check_places(overlay: Path | None) -> tuple[int, int, list[RulebookError]]:
    """How many places and outlines there are, and what does not hold together."""
    knowledge = overlay and _knowledge(overlay)
    _forget_packs()
    try:
        gazetteer, shapes = load_gazetteer(knowledge), load_shapes(knowledge)
        gazetteer.check()
    except RulebookError as error:
        return 0, 0, [error]
    return len(gazetteer), len(shapes), lookup.check_outlines(gazetteer, shapes, knowledge)


def place_gaps(record: Path) -> tuple[Gap, ...]:
    """Names of places in the record's claims that resolve to nothing, the most frequent first."""
    gazetteer = load_gazetteer(_knowledge(record))
    with Archive.open(record) as archive:
        return gaps((sealed.reading for sealed in archive.readings()), gazetteer)


# --- steps of the road --------------------------------------------------------------------------------------------


def _intakes(inputs: Sequence[str], given: Given, complain: Complain) -> Iterator[Intake]:
    """Usable reports in their order; each problem is told, and the rest goes on."""
    for item in take(inputs, published=given.published, outlet=given.outlet, given_id=given.report):
        if isinstance(item, Intake):
            yield item
        else:
            kind = InputError if item.level == "error" else Doubt
            complain(kind(item.what, where=item.where, mend=item.mend))


def _brought(file: Path, record: Path, stack: ExitStack, complain: Complain) -> tuple[Imported, bytes | Path]:
    """What an import makes of a file, and the file: its bytes, or its path where it is large.

    What a large one makes lies on the record's disk until it is moved into it; the stack clears up.
    """
    gazetteer, knowledge = load_gazetteer(_knowledge(record)), _knowledge(record)
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


def _batches(intakes: Iterator[Intake]) -> Iterator[list[Intake]]:
    while batch := list(islice(intakes, BATCH)):
        yield batch


def _read_sealed(archive: Archive, record: Path, given: set[str], tick: Tick) -> None:
    """Read the reports given and any that a cut-off run left unread; a reading like the last one adds nothing."""
    reader = load_reader(_overlay(record))
    read_already = {sealed.of for sealed in archive.readings()}
    waiting = (
        acquisition.report
        for acquisition in archive.reports()
        if acquisition.report.report in given or acquisition.position not in read_already
    )
    while batch := list(islice(waiting, BATCH)):
        readings = []
        for report in batch:
            readings.append(reader.read(report))
            tick()
        archive.seal_readings(readings)


def _evidence(archive: Archive, record: Path, until: date | None = None) -> Evidence:
    """Replay the sealed readings and judgements, and say which claims speak of one event, as known on a day."""
    readings = tuple(archive.readings())
    judgements = tuple(archive.judgements())
    names = archive.names()
    before = Before(
        events={event: frozenset(claims) for event, claims in names.events.items()},
        aliases=names.aliases,
        reports=tuple(sealed.reading for sealed in readings if not sealed.reading.claims),
    )
    claims = known_on((claim for sealed in readings for claim in sourced(sealed.reading, sealed.logged)), until)
    said = (made.judgement for made in judgements if until is None or made.judgement.made.date() <= until)
    return Evidence(readings, judgements, reconcile(claims, said, tally=tally, world=_world(record), before=before))


def _keep_names(archive: Archive, result: Reconciled) -> None:
    archive.seal_names(Names({event.event: event.claims for event in result.events}, result.aliases))


def _bring_up(store: Store, archive: Archive, evidence: Evidence) -> None:
    """Give the store what the log holds beyond it; all of it or nothing."""
    at = store.state().size
    store.apply(
        Update(
            state=State(archive.size, archive.root()),
            entries=tuple(archive.entries(at)),
            reports=tuple(archive.acquisitions(at)),
            readings=tuple(sealed for sealed in evidence.readings if sealed.position >= at),
            judgements=tuple(sealed for sealed in evidence.judgements if sealed.position >= at),
            reconciled=evidence.result,
        )
    )


def _added(taken: Iterable[Acquisition], before: int, evidence: Evidence) -> Added:
    claims = {sealed.reading.report: len(sealed.reading.claims) for sealed in evidence.readings}
    reports = {
        acquisition.position: AddedReport(
            report=acquisition.report.report,
            object=acquisition.object,
            text_digest=acquisition.text_digest,
            claims=claims.get(acquisition.report.report, 0),
            new=acquisition.position >= before,
        )
        for acquisition in taken
    }
    return Added(tuple(reports.values()), len(evidence.result.claims), len(evidence.result.events))


def _differences(archive: Archive, record: Path) -> Iterator[MarsadError]:
    """Rows in which the projection differs from one made anew from the log."""
    path = record / PROJECTION
    mend = "`marsad rebuild` makes it anew from the log"
    if not path.exists():
        yield RecordError("the database is missing", where=str(path), mend=mend)
        return
    with TemporaryDirectory(prefix="marsad-") as folder, SqliteStore(Path(folder) / PROJECTION) as anew:
        _bring_up(anew, archive, _evidence(archive, record))
        with SqliteStore(path) as present:
            for found in compare(present, anew):
                where = " ".join(part for part in (str(path), found.table, found.key) if part)
                yield RecordError(found.what, where=where, mend=mend)


@contextmanager
def _asking(record: Path, asked: Asked) -> Iterator[tuple[Reconciled, Asked, World, Archive]]:
    """What the record holds, as far as it was known on the day asked for, with the place asked for by its id."""
    with Archive.open(record) as archive:
        if asked.as_known_on:
            told = _evidence(archive, record, until=asked.as_known_on).result
        else:
            told = _projected(archive, record / PROJECTION)
        yield told, _placed(asked, record), _world(record), archive


def _projected(archive: Archive, path: Path) -> Reconciled:
    """What the projection holds; one that is not the log's is refused rather than believed."""
    mend = "`marsad rebuild` makes it anew from the log"
    if not path.exists():
        raise RecordError("the database is missing", where=str(path), mend=mend)
    with SqliteStore(path) as store:
        at = store.state()
        if at.size > archive.size or (at.size == archive.size and at.root != archive.root()):
            raise RecordError("the database is not that of this log", where=str(path), mend=mend)
        return store.reconciled()


def _placed(asked: Asked, record: Path) -> Asked:
    """The question with its place by id, where the gazetteer knows one by that name; "inside" is known of ids alone."""
    if asked.place is None:
        return asked
    gazetteer = load_gazetteer(_knowledge(record))
    if gazetteer.get(asked.place):
        return asked
    found = Resolver(gazetteer).resolve(asked.place, Context()).id
    return msgspec.structs.replace(asked, place=found or asked.place)


def _world(record: Path) -> World:
    """What the packs, the record's own among them, know of places and parties."""
    parties = load_parties(_knowledge(record))
    gazetteer = load_gazetteer(_knowledge(record))
    ancestry = Ancestry(gazetteer)

    def lineage(place: str) -> tuple[Region, ...]:
        rows = (gazetteer.get(key) for key in (place, *ancestry.parents(place)))
        return tuple(Region(row.type, row.name_en, row.country) for row in rows if row)

    return World(parents=ancestry.parents, side=parties.side, forces=parties.kind, lineage=lineage)


def _overlay(record: Path) -> Path | None:
    """The record, where it brings rules or knowledge of its own; what is built in is loaded once for all others."""
    return record if any((record / name).is_dir() for name in OVERLAYS) else None


def _knowledge(record: Path) -> Path | None:
    overlay = _overlay(record)
    return overlay / "knowledge" if overlay else None


def _forget_packs() -> None:
    """Let the next question load rules and packs anew: a record's own have changed on disk."""
    for load in (load_reader, load_gazetteer, load_parties):
        load.cache_clear()
