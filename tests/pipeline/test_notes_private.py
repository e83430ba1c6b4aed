"""P1 for source notes: who lacks the key is told nothing of them, by no answer, no export and no byte of the record."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, get_args

import canaries as cage
import pytest
import typer

from marsad import pipeline
from marsad.archive import envelope
from marsad.archive import notes as sealing
from marsad.archive.agekeys import new_key
from marsad.archive.archive import Archive
from marsad.archive.entries import Draft
from marsad.cli.export import Into
from marsad.cli.verbs import verbs
from marsad.errors import InputError, MarsadError, RecordError
from marsad.model.asked import Asked
from marsad.model.done import Given
from marsad.model.note import Note
from marsad.pipeline import answers, projection
from marsad.store import judged

PUBLIC = {
    "report": "public-1",
    "published": "2016-12-06",
    "outlet": "وكالة الشمال",
    "text": "قُتل ثلاثة مدنيين أمس بقصف قوات النظام على حي الشعار في حلب. وسيطرت قوات النظام على حي الميسر أمس.",
}
NOTES, EACH = 20, 10
BIRDS = cage.canaries(seed=5, many=NOTES * EACH)
FORMS = set(get_args(get_args(Into)[0]))
BAGS = count()
ANSWERS = ("events", "counts", "control", "brief")


def refuse(error: MarsadError) -> None:
    raise error


def account(birds: list[str]) -> Note:
    source, taken_by, place, *inside = birds
    text = f"قال {inside[0]} إن خمسة مدنيين قُتلوا أمس بقصف قوات النظام على حي الشعار في حلب. " + "، ".join(inside)
    return Note(source=source, consent="keep", taken_by=taken_by, taken=date(2016, 12, 6), place=place, text=text)


def sealed(folder: Path, notes: int = NOTES) -> Path:
    """A record with a public report and notes; its key lies beside it."""
    record = folder / "record"
    (folder / "public.jsonl").write_text(json.dumps(PUBLIC, ensure_ascii=False) + "\n", encoding="utf-8")
    pipeline.add(record, [str(folder / "public.jsonl")], Given(), complain=refuse, tick=lambda: None)
    pipeline.new_note_key(record, folder / "notes.key")
    for number in range(notes):
        pipeline.note(record, account(BIRDS[number * EACH : (number + 1) * EACH]), complain=refuse)
    return record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed(tmp_path_factory.mktemp("notes"))


APART = {"demo", "code", "train", "erase", "evaluate", "simulate", "schema", "read"}
"""Verbs that are not walked: they look at no record, serve until they are told to end, or take away what is sought."""


def by_themselves() -> Iterator[tuple[str, ...]]:
    """Every verb of the program as it is, that none is forgotten; one that wants more says so, and that is looked at.

    A new one is walked too, until somebody names it above or asks it for more below.
    """
    for name, verb in verbs().items():
        if isinstance(verb, typer.Typer):
            yield from (
                (name, str(one.name or one.callback.__name__)) for one in verb.registered_commands if one.callback
            )
        elif name not in APART:
            yield (name,)


def test_every_verb_is_walked_or_named() -> None:
    walked = {verb for verb, *_ in by_themselves()}
    assert walked | APART == verbs().keys()
    assert not walked & APART


def seen(record: Path, marsad: Callable[..., Any]) -> Iterator[tuple[str, bytes]]:
    """Everything that somebody without the key may be shown or may find, by where."""
    claims = [claim.claim.id for claim in pipeline.events(record).claims]
    asked: list[tuple[object, ...]] = [
        *by_themselves(),
        *((verb, *form) for verb in ANSWERS for form in ((), ("--format", "jsonl"), ("--as-known-on", "2017-01-01"))),
        ("counts", "--by", "source"),
        ("counts", "--sensitivity", "--rule", "airwars"),
        *(
            ("export", form, *(("-o", record.parent / f"{form}-{next(BAGS)}") if form == "bagit" else ()))
            for form in FORMS
        ),
        *(("why", claim) for claim in claims),
        ("why", "note:", "--format", "jsonl"),
        ("places", "gaps"),
        ("prove", "note:"),
    ]
    for arguments in asked:
        ran = marsad(*arguments, "--record", record)
        yield " ".join(map(str, arguments)), ran.out + ran.err.encode()
    bags = record.parent.glob("bagit-*")
    for path in sorted(path for folder in (record, *bags) for path in folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(record.parent)), str(path).encode() + path.read_bytes()


def leaks(record: Path, marsad: Callable[..., Any]) -> list[str]:
    return [where for where, data in seen(record, marsad) if cage.found(BIRDS, data)]


def test_no_byte_of_two_hundred_canaries_is_seen_without_the_key(record: Path, marsad: Callable[..., Any]) -> None:
    assert leaks(record, marsad) == []
    assert marsad("verify", "--record", record).code == 0


def test_who_holds_the_key_sees_the_notes_beside_the_reports(record: Path) -> None:
    key = record.parent / "notes.key"
    alone, together = pipeline.events(record), pipeline.events(record, Asked(), key)
    assert {event.event for event in alone.events} <= {event.event for event in together.events}
    assert sum(claim.private for claim in together.claims) >= NOTES
    assert not any(claim.private for claim in alone.claims)
    shelling = next(event for event in together.events if event.kind == "shelling")
    assert len(shelling.reports) > 1
    assert cage.found(BIRDS, pipeline.brief(record, Asked(), key).markdown.encode())
    quoted = {
        quote.words for why in pipeline.why(record, [shelling.event], key) for c in why.claims for quote in c.quotes
    }
    assert None not in quoted


def test_opened_notes_are_what_was_taken_down(record: Path) -> None:
    opened = list(pipeline.notes(record, record.parent / "notes.key"))
    assert [sealed.note for sealed in opened] == [account(BIRDS[n * EACH : (n + 1) * EACH]) for n in range(NOTES)]
    assert all(sealed.reading.report == sealed.id for sealed in opened)


def test_another_key_opens_nothing(record: Path, tmp_path: Path) -> None:
    new_key(tmp_path / "other.key")
    with pytest.raises(InputError, match="opens none"):
        pipeline.events(record, Asked(), tmp_path / "other.key")


def test_the_size_of_what_is_sealed_hides_the_length_of_an_account(record: Path) -> None:
    with Archive.open(record) as archive:
        digests = {sealed.id.removeprefix("note:") for sealed in archive.notes(record.parent / "notes.key")}
    sizes = {
        path.stat().st_size // envelope.PAGE
        for path in (record / "objects").rglob("*")
        if path.parent.name + path.name[:22] in digests
    }
    assert sizes == {1}  # age itself adds a head of some hundred bytes, of chance length


def open_door(patch: pytest.MonkeyPatch, record: Path) -> None:
    """Answers are given the key by themselves."""
    real = answers._asking
    patch.setattr(
        answers, "_asking", lambda path, asked, key=None: real(path, asked, key or record.parent / "notes.key")
    )


def plain(patch: pytest.MonkeyPatch, record: Path) -> None:
    """Nothing is encrypted."""
    del record
    patch.setattr(envelope, "closed", lambda data, _: data)


def talkative(patch: pytest.MonkeyPatch, record: Path) -> None:
    """The log says whose note it is."""
    del record
    real = sealing.seal

    def seal(ledger: Any, note: Note, reading: Any) -> Any:
        ledger.commit([Draft("whose", {}, {"source": note.source})])
        return real(ledger, note, reading)

    patch.setattr(sealing, "seal", seal)


@pytest.mark.parametrize("mutant", [open_door, plain, talkative])
def test_a_planted_leak_is_smelt(
    mutant: Callable[[pytest.MonkeyPatch, Path], None],
    tmp_path: Path,
    marsad: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mutant(monkeypatch, tmp_path / "record")
    assert leaks(sealed(tmp_path, notes=1), marsad)


def test_an_export_that_was_given_the_key_refuses(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_door(monkeypatch, record)
    for form in FORMS - {"bagit"}:
        with pytest.raises(RecordError, match="may not leave"):
            pipeline.export(record, form)


def test_an_export_without_that_guard_would_leak(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_door(monkeypatch, record)
    monkeypatch.setattr(answers, "public", lambda _: None)
    assert cage.found(BIRDS, pipeline.export(record, "acled"))


def test_the_database_refuses_a_claim_of_a_note(record: Path) -> None:
    with Archive.open(record) as archive:
        notes = tuple(archive.notes(record.parent / "notes.key"))
        evidence = projection.evidence_of(archive, record, notes=notes)
    with pytest.raises(RecordError, match="may not stand"):
        list(judged.judged_rows(evidence.result))
