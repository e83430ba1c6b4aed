"""I9: what a claim stands on is found at the same letters of the sealed text, however often it is read again."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from marsad.archive import reports
from marsad.archive.archive import Archive
from marsad.archive.intake import Intake, take
from marsad.model.claim import Claim
from marsad.model.sealed import Acquisition
from marsad.read.reader import load_reader

REREADS = 1000
PLAIN = "قُتل خمسةُ مدنيين في قصفٍ على حيّ الشعار أمس، بحسب المرصد السوري.\nوسيطرت قوات النظام على حي الميسر."
TEXTS = {
    "decomposed": unicodedata.normalize("NFD", f"أُصيب آخرون. {PLAIN}").encode(),
    "marked": ("\u200f" + PLAIN.replace(" ", " \u202b", 3) + "\u202c").encode(),
    "stretched": PLAIN.replace("قصف", "قصـــف").encode(),
    "lines": ("\ufeff" + PLAIN.replace("\n", "\r\n\r\n")).encode(),
    "old": PLAIN.replace("\n", "\r\n").encode("windows-1256"),
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    for name, data in TEXTS.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    paths = [str(tmp_path / f"{name}.txt") for name in TEXTS]
    with Archive.create(tmp_path / "record") as archive:
        found = take(paths, published=date(2016, 12, 7))
        archive.add_reports([item for item in found if isinstance(item, Intake)])
        reader = load_reader()
        archive.seal_readings([reader.read(acquisition.report) for acquisition in archive.reports()])
    return tmp_path / "record"


def letters(name: str) -> str:
    """The text as a stranger would have it from the bytes."""
    return TEXTS[name].decode("windows-1256" if name == "old" else "utf-8-sig")


def quotes(claims: tuple[Claim, ...], text: str) -> list[tuple[str, ...]]:
    return [tuple(text[start:end] for start, end in claim.evidence) for claim in claims]


def drifted(record: Path, rereads: int) -> int:
    """How many of so many readings of what the record now gives stand on other words than the sealed ones."""
    reader = load_reader()
    with Archive.open(record) as archive:
        sealed = {one.reading.report: one.reading.claims for one in archive.readings()}
        named: dict[str, str] = {}
        for acquisition in archive.reports():
            named[acquisition.report.report] = Path(acquisition.source).stem
        assert all(sealed.values())
        drift = 0
        for _ in range(rereads // len(named)):
            for report, name in named.items():
                present = archive.report(report)
                assert present
                drift += not same(present, sealed[report], letters(name), reader.read(present.report).claims)
    return drift


def same(acquisition: Acquisition, sealed: tuple[Claim, ...], text: str, anew: tuple[Claim, ...]) -> bool:
    """Whether the same claims are read, and their words are those that stand at their places in the bytes."""
    return anew == sealed and quotes(anew, acquisition.report.text) == quotes(sealed, text)


def test_a_thousand_rereadings_drift_nowhere(record: Path) -> None:
    assert drifted(record, REREADS) == 0


NORMALISERS: dict[str, Callable[[str], str]] = {
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "without marks": lambda text: "".join(letter for letter in text if unicodedata.category(letter) != "Cf"),
    "without tatweel": lambda text: text.replace("\u0640", ""),
    "one kind of line end": lambda text: text.replace("\r\n", "\n"),
}


@pytest.mark.parametrize("mutant", NORMALISERS)
def test_a_mutant_that_normalises_before_slicing_is_caught(
    record: Path, monkeypatch: pytest.MonkeyPatch, mutant: str
) -> None:
    real = reports.text_of
    monkeypatch.setattr(reports, "text_of", lambda ledger, digest: NORMALISERS[mutant](real(ledger, digest)))
    assert drifted(record, len(TEXTS)) > 0
