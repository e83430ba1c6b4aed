"""Erasing a person leaves no byte of the name: in no file of the record, its database's pages and log, or a backup."""

import json
import random
import shutil
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sealed import ticking

from marsad import pipeline
from marsad.archive.archive import Archive
from marsad.archive.backups.contents import contents
from marsad.archive.verify import verify
from marsad.model.done import Given
from marsad.model.judgement import ClaimPointer, Judgement
from marsad.pipeline import keeping

PERSONS = 100
WORDS = "قتل ثلاثة مدنيين بينهم {name} في قصف على حي الشعار في حلب"


def name_of(number: int) -> str:
    """A name that nobody bears, in letters whose case folds."""
    chance = random.Random(number)  # noqa: S311 - names that can be had again
    return " ".join("".join(chance.choices(letters, k=9)) for letters in ("بتثجحخدذرزسش", "QÜXZßKWJÖ"))


def forms(name: str) -> Iterator[bytes]:
    """How a name may lie there: as it is, folded, without marks, word by word, and behind letters that words share."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    for text in {name, name.casefold(), name.lower(), bare, bare.lower(), bare.casefold()}:
        for form in {text, *text.split(), *(word[3:] for word in text.split())}:
            yield from (form.encode(), form.encode("utf-16-le"))


def holding(record: Path, name: str) -> list[str]:
    """Files of a folder in whose bytes a name can be found, and "backup" where one made now would hold it."""
    needles = list(forms(name))
    found = [
        path.relative_to(record).as_posix()
        for path in sorted(record.rglob("*"))
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]
    plain = b"".join(contents(record))
    return [*found, *(["backup"] if any(needle in plain for needle in needles) else [])]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    lines = [
        json.dumps({"report": name_of(n), "published": "2016-12-06", "text": WORDS.format(name=name_of(n))}) + "\n"
        for n in range(PERSONS + 1)
    ]
    (tmp_path / "reports.jsonl").write_text("".join(lines), encoding="utf-8")
    added = pipeline.add(
        tmp_path / "record",
        [str(tmp_path / "reports.jsonl")],
        Given(),
        complain=print,
        tick=lambda: None,
    )
    assert len(added.reports) == PERSONS + 1
    return tmp_path / "record"


def judged(record: Path, report: str) -> None:
    """Somebody corrects what a report says, and names the person."""
    with Archive.open(record, write=True, clock=ticking()) as archive:
        found = archive.report(report)
        assert found
        about = ClaimPointer(found.text_digest, ((0, 3),), "shelling")
        made = ticking()()
        archive.seal_judgement(
            Judgement(verdict="correct", about=(about,), author="x", made=made, reason=report, fields={"note": report})
        )


def test_no_byte_of_an_erased_name_is_left(record: Path) -> None:
    judged(record, name_of(0))
    pipeline.rebuild(record)
    for number in (0, 1, PERSONS):
        assert "record.sqlite" in holding(record, name_of(number))
        assert "backup" in holding(record, name_of(number))
    pipeline.erase(record, [name_of(n) for n in range(PERSONS)], author="x", ground="y")
    left = {n: found for n in range(PERSONS) if (found := holding(record, name_of(n)))}
    assert left == {}
    assert holding(record, name_of(PERSONS))
    assert verify(record, besides=["record.sqlite"]).whole
    assert pipeline.verify(record).findings == ()
    with pytest.raises(Exception, match="no report"):
        pipeline.erase(record, [name_of(0)], author="x", ground="y")


def rows_only(record: Path, *, vacuum: bool) -> None:
    """What erasing must not be: rows deleted from the database in place, also from a search table."""
    base = sqlite3.connect(record / "record.sqlite")
    for table, column in (("reports", "text"), ("readings", "reading"), ("claims", "claim"), ("search", "words")):
        for number in range(3):
            base.execute(f"DELETE FROM {table} WHERE {column} LIKE ?", [f"%{name_of(number)}%"])  # noqa: S608 - ours
    base.commit()
    if vacuum:
        base.execute("VACUUM")
    base.close()


MUTANTS: dict[str, Callable[[Path], None]] = {
    "rows deleted, the search table's own tables forgotten": lambda record: rows_only(record, vacuum=False),
    "VACUUM only": lambda record: rows_only(record, vacuum=True),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_planted_mutant_is_caught(mutant: str, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(record / "record.sqlite") as base:
        base.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
        base.execute("INSERT INTO search SELECT text FROM reports")
    base.close()
    monkeypatch.setattr(keeping, "rebuild", MUTANTS[mutant])
    pipeline.erase(record, [name_of(n) for n in range(3)], author="x", ground="y")
    assert any(holding(record, name_of(n)) for n in range(3))


def test_a_container_that_held_an_erased_report_goes_too(record: Path) -> None:
    with Archive.open(record, write=True) as archive:
        kept = [entry for entry in archive.entries() if entry.kind == "kept"]
    before = holding(record, name_of(3))
    pipeline.erase(record, [name_of(3)], author="x", ground="y")
    assert before
    assert holding(record, name_of(3)) == []
    assert holding(record, name_of(4))
    assert len(kept) <= 1


def test_a_copy_of_an_interrupted_write_goes_too(record: Path) -> None:
    cut = record / "log" / "openings.jsonl.1.cut.tmp"
    cut.write_text(name_of(0))
    shutil.copy(record / "record.sqlite", record / "record.sqlite-journal")
    pipeline.erase(record, [name_of(0)], author="x", ground="y")
    assert holding(record, name_of(0)) == []
