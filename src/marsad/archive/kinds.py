"""What each kind of entry says, and the way back from an entry to the noun it holds.

Open for ever: extractor, encoding and byte order mark of a report; reader, rulebook and knowledge digests of a reading
and which entry it read; a judgement's verdict. All else may lead to a person and is committed to: ids, digests, times,
outlet, title, address, each field of the metadata by itself, author, reason and matter of a judgement. Of a file that
is kept: which reader looked at it and whether it could read it.
"""

from datetime import date, datetime
from typing import Any

import msgspec

from marsad.archive.entries import FORM, OBJECT, Draft, Opened, sensible
from marsad.archive.items import Container, Intake, Unread
from marsad.model.judgement import Judgement
from marsad.model.reading import Reading
from marsad.model.report import Report
from marsad.model.sealed import Acquisition, SealedJudgement, SealedReading, TextBase

RECORD, REPORT, READING, JUDGEMENT, NAMES, OVERLAY, IMPORT, ERASURE, KEPT, KEY, STAMP = (
    "record", "report", "reading", "judgement", "names", "overlay", "import", "erasure", "kept", "key", "stamp",
)  # fmt: skip
NOTE, ATTACHMENT = "note", "attachment"
TEXT, CLAIMS, CHANGES = f"{OBJECT}.text", f"{OBJECT}.claims", f"{OBJECT}.changes"
STAMPED, TOKEN = f"{OBJECT}.note", f"{OBJECT}.token"
WITHIN = "within"
_FIELDS = ("outlet", "title", "url", "lang")
_META = "meta."


def record_draft(origin: str, key: str) -> Draft:
    """The first entry: the form of the record, a name that no other record has, and the key that signs for it."""
    return Draft(RECORD, {"form": FORM, "origin": origin, "key": key})


def report_draft(intake: Intake, original: str, text: str) -> Draft:
    """An acquisition, from the digests of its bytes and of its text."""
    report, base = intake.report, intake.base
    values = {
        "report": report.report,
        OBJECT: original,
        TEXT: text,
        "source": intake.source or None,
        WITHIN: intake.within or None,
        "published": report.published,
        "captured": report.captured,
        "notes": base.notes or None,
        "unsure": base.unsure or None,
        **{name: getattr(report, name) for name in _FIELDS},
        **{f"{_META}{number}": pair for number, pair in enumerate(sorted(report.meta.items()))},
    }
    return Draft(REPORT, {"extractor": base.extractor, "encoding": base.encoding, "bom": base.bom}, values)


def acquisition(opened: Opened, text: str) -> Acquisition:
    """The acquisition of an entry, with its text; what was erased of it is null."""
    with sensible(opened):
        return _acquisition(opened, text)


def _acquisition(opened: Opened, text: str) -> Acquisition:
    facts = opened.entry.facts
    published, captured = opened.value("published"), opened.value("captured")
    report = Report(
        report=opened.value("report"),
        text=text,
        published=published and date.fromisoformat(published),
        captured=captured and msgspec.convert(captured, datetime),
        meta=dict(opened.value(name) for name in opened.names() if name.startswith(_META)),
        **{name: opened.value(name) for name in _FIELDS},
    )
    return Acquisition(
        report=report,
        position=opened.position,
        logged=opened.entry.logged,
        object=opened.value(OBJECT),
        text_digest=opened.value(TEXT),
        source=opened.value("source") or "",
        within=opened.value(WITHIN) or "",
        base=TextBase(
            facts["extractor"],
            facts["encoding"],
            facts["bom"],
            tuple(opened.value("notes") or ()),
            tuple((start, end) for start, end in opened.value("unsure") or ()),
        ),
    )


def kept_draft(file: Container | Unread, digest: str) -> Draft:
    """A file that is kept whole: what held reports, or what could not be read and why."""
    why = file.what if isinstance(file, Unread) else None
    values = {OBJECT: digest, "source": file.where, "why": why, WITHIN: file.within or None}
    return Draft(KEPT, {"reader": file.reader, "read": why is None}, values)


def reading_draft(reading: Reading, of: int, claims: str) -> Draft:
    """A reading of the acquisition at `of`, from the digest of its sealed claims."""
    facts = {"of": of, "reader": reading.reader, "rulebook": reading.rulebook, "knowledge": reading.knowledge}
    return Draft(READING, facts, {"report": reading.report, TEXT: reading.text_digest, CLAIMS: claims})


def sealed_reading(opened: Opened, reading: Reading) -> SealedReading:
    """The reading of an entry, from what its object holds."""
    return SealedReading(
        reading=reading,
        position=opened.position,
        logged=opened.entry.logged,
        of=opened.entry.facts["of"],
        claims_digest=opened.value(CLAIMS),
    )


def judgement_draft(judgement: Judgement) -> Draft:
    """A judgement; nothing but the verdict is open."""
    values = msgspec.to_builtins(judgement)
    return Draft(JUDGEMENT, {"verdict": values.pop("verdict")}, values)


def sealed_judgement(opened: Opened) -> SealedJudgement | None:
    """The judgement of an entry; None where what it is about, or when, has been erased. An erased author is ""."""
    if not opened.has("about") or not opened.has("made"):
        return None
    with sensible(opened):
        said = {name: opened.value(name) for name in opened.names()}
        values = {"author": "", **said, "verdict": opened.entry.facts["verdict"]}
        judgement = msgspec.convert(values, Judgement)
    return SealedJudgement(judgement=judgement, position=opened.position, logged=opened.entry.logged)


def names_draft(changes: str) -> Draft:
    """How the events' names changed, from the digest of the sealed changes."""
    return Draft(NAMES, {}, {CHANGES: changes})


def overlay_draft(path: str, digest: str | None) -> Draft:
    """A file of the overlay by its path inside the record; without a digest it is gone."""
    return Draft(OVERLAY, {"gone": digest is None}, {"path": path, OBJECT: digest})


def import_draft(file: str, original: str, importer: str, packs: list[str]) -> Draft:
    """A file brought into the overlay: its digest, who read it ("table/1"), and the paths of the packs made of it."""
    return Draft(IMPORT, {"importer": importer}, {"file": file, OBJECT: original, "packs": packs})


def erasure_draft(erased: dict[str, list[str]], note: str | None, author: str, ground: str) -> Draft:
    """A tombstone: position → names of the values destroyed, signed; by whom and on what ground is committed to."""
    signed = {} if note is None else {"note": note}
    return Draft(ERASURE, {"erased": erased, **signed}, {"author": author, "ground": ground})


def key_draft(key: str, note: str) -> Draft:
    """The key that signs from here on, in a note that the one before and the new one have signed."""
    return Draft(KEY, {"key": key, "note": note})


def stamp_draft(facts: dict[str, Any], note: str, token: str) -> Draft:
    """A third party's time on a checkpoint; from the digests of the sealed note and token.

    Facts: `size` and `root` of the checkpoint, `authority` (where it was asked), `time` (what the token says, if that
    can be read), `trusted` (whether its signature led to a root that was given).
    """
    return Draft(STAMP, facts, {STAMPED: note, TOKEN: token})


def erased_by(opened: Opened) -> dict[int, set[str]]:
    """What a tombstone says was destroyed."""
    with sensible(opened):
        return {int(position): set(names) for position, names in opened.entry.facts["erased"].items()}
