"""Judgements on the road: what a person decides is checked, logged and put into force; nothing is ever edited.

Without anybody to complain to, a judgement is only logged: it is put into force with others, by `in_force`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import msgspec

from marsad.answer.naming import meant
from marsad.archive.archive import Archive
from marsad.errors import Doubt, InputError
from marsad.model.claim import Claim
from marsad.model.event import Event, Reconciled
from marsad.model.judged import Author, Judged, JudgementLine, Missed, State
from marsad.model.judgement import ClaimPointer, Judgement, judgement_id
from marsad.model.name import Span
from marsad.model.sealed import Acquisition
from marsad.model.sourced import SourcedClaim, sourced
from marsad.pipeline.fieldwords import FieldWords
from marsad.pipeline.inputs import Complain
from marsad.pipeline.projection import PROJECTION, bring_up, projected, settled
from marsad.reconcile.setting import added, corrected
from marsad.reconcile.undoing import standing
from marsad.store.stores.sqlite import SqliteStore

OnPair = Literal["same", "different", "unsure"]


def judge_pair(
    record: Path, verdict: OnPair, ids: Sequence[str], author: Author, complain: Complain | None = None
) -> Judged:
    """Say that events or claims are one event, that they are not, or that nobody can tell."""
    with _desk(record, complain) as desk:
        claims = desk.tellers(ids)
        if len({claim.claim.id for claim in claims}) < 2 and verdict != "unsure":  # noqa: PLR2004 - a pair
            raise InputError("two different claims or events are wanted", mend="name two that `marsad events` prints")
        return desk.log(author.says(verdict, map(desk.pointer, claims)))


def correct(record: Path, claim: str, given: Sequence[str], author: Author, complain: Complain | None = None) -> Judged:
    """Set fields of a claim, each as FIELD=VALUE; none: the claim stands as it was read."""
    with _desk(record, complain) as desk:
        about = desk.claim(claim)
        fields = FieldWords(record, desk.places(about.text_digest)).fields(given)
        _made(lambda: corrected(about.claim, fields))
        return desk.log(author.says("correct", [desk.pointer(about)], fields))


def reject(record: Path, ids: Sequence[str], author: Author, complain: Complain | None = None) -> Judged:
    """Say of claims that they are none."""
    with _desk(record, complain) as desk:
        return desk.log(author.says("reject", [desk.pointer(desk.claim(claim)) for claim in ids]))


def add_claim(record: Path, missed: Missed, author: Author, complain: Complain | None = None) -> Judged:
    """Add a claim that the reader missed, on words of a report: quoted letter for letter, or as [start, end)."""
    with _desk(record, complain) as desk:
        report = missed.report
        acquisition = desk.archive.report(report)
        if acquisition is None:
            raise InputError(f"the record holds no report {report!r}", mend="name one that `marsad events` prints")
        evidence = tuple(sorted(_span(words, acquisition) for words in missed.on))
        fields = FieldWords(record, desk.places(acquisition.text_digest)).fields(missed.fields)
        kind = fields.pop("kind", None)
        if not evidence or kind is None:
            mend = "give `--words` or `--span`, and kind=…"
            raise InputError("a claim stands on words and has a kind", where=report, mend=mend)
        pointer = _made(lambda: msgspec.convert(_about(acquisition.text_digest, evidence, kind), ClaimPointer))
        claim = _made(lambda: added(pointer, fields))
        return desk.log(author.says("add", [msgspec.structs.replace(pointer, claim=claim.id)], fields))


def undo(record: Path, judgement: str, author: Author, complain: Complain | None = None) -> Judged:
    """Make a judgement as though it had never been made; it stays in the log, and so does its undoing."""
    with _desk(record, complain) as desk:
        lines = {line.judgement: line for line in desk.lines()}
        begun = [made for made in lines if judgement and made.startswith(judgement)]
        if len(begun) > 1:
            raise InputError(
                f"{len(begun)} ids begin with {judgement!r}", mend=f"say more of it: {', '.join(begun[:4])}"
            )
        if not begun:
            raise InputError(f"no judgement has the id {judgement!r}", mend="`marsad judge list` prints them")
        if lines[begun[0]].state == "undone":
            raise InputError("the judgement is undone already", where=begun[0], mend="undo its undoing to have it back")
        return desk.log(author.says("undo", desk.about(begun[0]), {"judgement": begun[0]}))


def judgements(record: Path) -> tuple[JudgementLine, ...]:
    """All judgements in the order of the log, and how each stands."""
    with Archive.open(record) as archive:
        return lines_of(archive, projected(archive, record / PROJECTION))


def lines_of(archive: Archive, told: Reconciled) -> tuple[JudgementLine, ...]:
    """Every judgement of a log, and how it stands in what was reconciled."""
    made = [sealed.judgement for sealed in archive.judgements()]
    undone = standing(made).undone
    aside = {one.about: one.why for one in told.orphaned}
    applied = {one.judgement for one in told.applied}

    def state(judgement: Judgement, name: str) -> State:
        if name in undone:
            return "undone"
        if name in aside:
            return "set aside"
        return "in force" if name in applied or judgement.verdict == "undo" else "overtaken"

    return tuple(
        JudgementLine.of(name, one, state(one, name), aside.get(name, ""))
        for one in made
        for name in [judgement_id(one)]
    )


@contextmanager
def _desk(record: Path, complain: Complain | None) -> Iterator["_Desk"]:
    with Archive.open(record, write=True) as archive:
        yield _Desk(archive, record, complain)


class _Desk:
    """A record that somebody judges: what it holds, and the way of a judgement into it."""

    def __init__(self, archive: Archive, record: Path, complain: Complain | None) -> None:
        self.archive = archive
        self._record, self._complain = record, complain
        self._told = projected(archive, record / PROJECTION)
        self._claims: dict[str, SourcedClaim] = {}
        for told in self._told.claims:
            self._claims.setdefault(told.claim.id, told)
        if aside := {one.about for one in self._told.set_aside} - self._claims.keys():
            self._claims |= as_read(archive, aside)  # a claim that contradicts itself waits for its correction

    def lines(self) -> tuple[JudgementLine, ...]:
        """Every judgement and how it stands."""
        return lines_of(self.archive, self._told)

    def about(self, judgement: str) -> tuple[ClaimPointer, ...]:
        """What a judgement is about."""
        made = (sealed.judgement for sealed in self.archive.judgements())
        return next(one.about for one in made if judgement_id(one) == judgement)

    def claim(self, about: str) -> SourcedClaim:
        """The claim of an id, or of its first letters."""
        return self._claims[meant(about, (), self._claims)]

    def places(self, text: str) -> list[str]:
        """Ids of the places that a text tells of."""
        told = (sourced.claim.places for sourced in self._claims.values() if sourced.text_digest == text)
        return sorted({place.id for places in told for place in places if place.id})

    def tellers(self, ids: Iterable[str]) -> list[SourcedClaim]:
        """For each event the claim that it is named after, for each claim itself.

        An event's id is that of one of its claims; where that is gone, the first of those that are left stands for it.
        """
        return [self._teller(about) for about in ids]

    def _teller(self, about: str) -> SourcedClaim:
        events = {event.event: event for event in self._told.events}
        name = meant(about, [*events, *self._told.aliases], self._claims)
        if name in self._claims:
            return self._claims[name]
        event: Event = events[self._told.aliases.get(name, name)]
        return self._claims[event.event if event.event in self._claims else event.claims[0]]

    def pointer(self, sourced: SourcedClaim) -> ClaimPointer:
        """What a judgement points with: the claim as it was read, so that a later reading is found again."""
        read = read_claim(self._record, sourced)
        return ClaimPointer(sourced.text_digest, read.evidence, read.kind, read.id)

    def log(self, judgement: Judgement) -> Judged:
        """Log a judgement and put it into force; what it contradicts, or what contradicts it, is told."""
        known = {one.about for one in self._told.orphaned}
        self.archive.seal_judgement(judgement)
        told = in_force(self.archive, self._record) if self._complain else self._told
        for one in told.orphaned:
            if self._complain and one.about not in known:
                mend = "`marsad judge list` shows each, `marsad judge undo` takes one back"
                self._complain(Doubt(f"a judgement is not in force: {one.why}", where=one.about, mend=mend))
        name = judgement_id(judgement)
        line = next(line for line in lines_of(self.archive, told) if line.judgement == name)
        return Judged(line, len({s.claim.id for s in told.claims}), len(told.events))


def in_force(archive: Archive, record: Path) -> Reconciled:
    """Put what the log holds into force: which claims are one event, what they are called, and the projection."""
    evidence = settled(archive, record)
    with SqliteStore(record / PROJECTION) as store:
        bring_up(store, archive, evidence)
    return evidence.result


def read_claim(record: Path, sourced: SourcedClaim) -> Claim:
    """The claim as it was read; one that somebody added as it stands."""
    with SqliteStore(record / PROJECTION, write=False) as store:
        readings = store.readings((sourced.report,))
        read = (claim for sealed in readings for claim in sealed.reading.claims if claim.id == sourced.claim.id)
        return next(read, sourced.claim)


def as_read(archive: Archive, wanted: Iterable[str]) -> dict[str, SourcedClaim]:
    """Claims by id, from the readings."""
    ids = set(wanted)
    read = (s for sealed in archive.readings() for s in sourced(sealed.reading, sealed.logged))
    return {s.claim.id: s for s in read if s.claim.id in ids}


def _about(text: str, evidence: tuple[Span, ...], kind: object) -> dict[str, Any]:
    return {"text_digest": text, "evidence": evidence, "kind": kind}


def _made(make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made
    """What is made of fields; InputError where they do not make it."""
    try:
        return make()
    except (msgspec.ValidationError, ValueError) as wrong:
        mend = "docs/judging.md says what each field may hold"
        raise InputError(f"the fields do not make a claim: {wrong}", mend=mend) from wrong


def _span(words: str | Span, acquisition: Acquisition) -> Span:
    """Where the words stand in the report's text; they must stand there once."""
    text, where = acquisition.report.text, acquisition.report.report
    if not isinstance(words, str):
        start, end = words
        if not 0 <= start < end <= len(text):
            what = f"[{start}, {end}) lies outside the text, which has {len(text)} characters"
            raise InputError(what, where=where, mend="count code points from 0; the end is not included")
        return start, end
    found = _places(words, text)
    if not found:
        mend = "quote the report letter for letter, or give `--span`"
        raise InputError("the words do not stand in the report", where=where, mend=mend)
    if len(found) > 1:
        spans = ", ".join(f"{at}-{at + len(words)}" for at in found[:4])
        what = f"the words stand {len(found)} times in the report"
        raise InputError(what, where=where, mend=f"quote more of them, or give one `--span` of {spans}")
    return found[0], found[0] + len(words)


def _places(words: str, text: str) -> list[int]:
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
