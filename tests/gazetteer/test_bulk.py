"""Large dumps of GeoNames: read line by line into an index on disk, merged with what is known."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from placefiles import VILLAGES, table

from marsad.archive.archive import Archive
from marsad.errors import InputError, MarsadError
from marsad.gazetteer import dump as dumps
from marsad.gazetteer.ancestry import Ancestry
from marsad.gazetteer.bulk import bring_dump
from marsad.gazetteer.dump import Dump, large_dump
from marsad.gazetteer.importing import Imported
from marsad.gazetteer.index import Gazetteer, load_gazetteer
from marsad.model.canonical import digest


def line(number: int, name: str, code: str, country: str, *more: str) -> str:
    """A line of GeoNames about an invented place; more are its first-level code and its point."""
    admin, at = (*more, *("", "35.5\t36.5")[len(more) :])
    kind = "A" if code.startswith(("ADM", "PCL")) else "P"
    told = f"{number}\tPlace {number}\tPlace {number}\t{name}\t{at}\t{kind}\t{code}\t{country}\t\t{admin}"
    return f"{told}\t\t\t\t1200\t\t302\tAsia/Damascus\t2019-09-05\n"


ATLANTIS = "-10.5\t-30.5"
LINES = [
    line(1, "قرية السمكة,السمكة", "PPL", "AX", "07", ATLANTIS),
    line(2, "أتلانتس", "PCLI", "AX", "00", ATLANTIS),
    line(3, "محافظة المرجان", "ADM1", "AX", "07", ATLANTIS),
    line(4, "اللؤلؤة", "PPLA", "AX", "", ATLANTIS),
    line(5, "كفر الاختبار الأول", "PPL", "SY", "12"),
    line(170063, "حماة,حماة التجربة", "PPLA", "SY", "10", "35.13179\t36.75783"),
    line(6, "x", "PPL", "SY", "12"),
    line(7, "نهر", "STM", "SY", "12"),
    line(8, "المدينة", "PPL", "SY", "12"),
    line(5, "كفر الاختبار الثاني", "PPL", "SY", "12"),
    line(9, "قرية بلا بلد", "PPL", "QQ", "12", "-60.5\t-60.5"),
    line(10, "أتلانتس القديمة", "PCLD", "AX", "", ATLANTIS),
    "11\tshort\n",
    line(12, "كفر البحر", "PPL", "SY", "12", "0\t0"),
]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is large begins at a few lines."""
    monkeypatch.setattr(dumps, "LARGE", 600)
    load_gazetteer.cache_clear()
    yield
    load_gazetteer.cache_clear()


@pytest.fixture
def world(tmp_path: Path) -> Path:
    path = tmp_path / "world.txt"
    path.write_text("".join(LINES), encoding="utf-8")
    return path


def brought(path: Path, folder: Path) -> tuple[Imported, list[MarsadError], Gazetteer]:
    """A dump brought in, what was said of it, and the gazetteer with it."""
    told: list[MarsadError] = []
    dump = large_dump(path)
    assert dump is not None
    places = folder / "knowledge" / "places"
    places.mkdir(parents=True, exist_ok=True)
    scratch = folder / "scratch"
    scratch.mkdir()
    done = bring_dump(dump, load_gazetteer(), None, scratch, told.append)
    for name, data in done.files.items():
        (places / name).write_bytes(data.read_bytes() if isinstance(data, Path) else data)
    return done, told, load_gazetteer(places.parent)


def test_a_large_dump_is_told_from_a_small_one_and_from_other_files(world: Path, tmp_path: Path) -> None:
    assert large_dump(world) == Dump(world)
    (tmp_path / "SY.txt").write_text(LINES[0], encoding="utf-8")
    (tmp_path / "villages.csv").write_bytes(table(VILLAGES * 99))
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04" + bytes(2000))
    for name in ("SY.txt", "villages.csv", "broken.zip", "missing.txt"):
        assert large_dump(tmp_path / name) is None, name


def test_rows_become_places_in_their_governorate_or_country(world: Path, tmp_path: Path) -> None:
    done, _, gazetteer = brought(world, tmp_path)
    assert {name: type(data) for name, data in done.files.items() if name.endswith(".index")}
    ancestry = Ancestry(gazetteer)
    assert ancestry.parents("geonames-1") == ("geonames-3", "ax")
    assert ancestry.parents("geonames-4") == ("ax",)
    assert ancestry.parents("geonames-5") == ("sy-gov-idlib", "sy")
    old, new = gazetteer.get("geonames-10"), gazetteer.get("ax")
    assert old is not None
    assert new is not None
    assert (old.type, old.parent, new.type, new.name_ar) == ("region", "ax", "country", "أتلانتس")
    assert [row.id for row in gazetteer.find("بقرية السمكة")] == ["geonames-1"]
    assert all(row.added for row in gazetteer.find("كفر الاختبار الأول"))


def test_what_became_of_each_row_is_told(world: Path, tmp_path: Path) -> None:
    done, told, _ = brought(world, tmp_path)
    assert (done.rows, done.new, done.merged, done.skipped) == (len(LINES), 6, 1, 4)
    assert done.passed_over == {"kind": 1, "name": 1, "pointing": 1}
    assert {error.where.rpartition(":")[2] for error in told} == {"10", "11", "13", "14"}
    assert all(error.mend for error in told)


def test_a_known_place_learns_and_is_in_no_index(world: Path, tmp_path: Path) -> None:
    done, _, gazetteer = brought(world, tmp_path)
    assert "حماة التجربة" in str(done.files["world.csv"], "utf-8")  # type: ignore[arg-type]
    assert [row.id for row in gazetteer.find("حماة التجربة")] == ["sy-hama"]
    assert gazetteer.get("geonames-170063") is None


def test_a_zipped_dump_makes_the_same_index(world: Path, tmp_path: Path) -> None:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("readme.txt", "words")
        file.writestr("world.txt", world.read_bytes())
    (tmp_path / "world.zip").write_bytes(page.getvalue())
    plain, _, _ = brought(world, tmp_path / "plain")
    zipped, _, _ = brought(tmp_path / "world.zip", tmp_path / "zipped")
    made = [done.files["world.index"] for done in (plain, zipped)]
    assert [isinstance(path, Path) and digest(path.read_bytes()) for path in made] == [
        digest((tmp_path / "plain" / "knowledge" / "places" / "world.index").read_bytes())
    ] * 2


def test_a_dump_without_a_usable_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    path.write_text(line(7, "نهر", "STM", "SY") * 9, encoding="utf-8")
    dump = large_dump(path)
    assert dump is not None
    with pytest.raises(InputError, match="not one place"):
        bring_dump(dump, load_gazetteer(), None, tmp_path, lambda _: None)


def test_an_import_of_a_large_dump_is_sealed_and_verified(marsad: Any, world: Path, tmp_path: Path) -> None:
    done = marsad("places", "import", world, "--record", "r")
    assert done.code == 3
    assert "6 new places" in done.text
    places = tmp_path / "r" / "knowledge" / "places"
    assert {path.name for path in places.iterdir()} == {"world.csv", "world.index"}
    assert not list(tmp_path.glob(".places-*"))
    assert not list((tmp_path / "r").glob(".places-*"))
    with Archive.open(tmp_path / "r") as archive:
        assert archive.original(digest(world.read_bytes())) == world.read_bytes()
        assert set(archive.overlays()) == {"knowledge/places/world.csv", "knowledge/places/world.index"}
    assert marsad("verify", "--record", "r").code == 0
    assert "geonames-5" in marsad("places", "find", "كفر الاختبار الأول", "--record", "r").text
    assert marsad("places", "check", "--record", "r").code == 0
    before = (tmp_path / "r" / "log" / "entries.jsonl").read_bytes()
    again = marsad("places", "import", world, "--record", "r")
    assert "0 new places" in again.text
    assert (tmp_path / "r" / "log" / "entries.jsonl").read_bytes() == before
    data = bytearray((places / "world.index").read_bytes())
    data[200] ^= 1
    (places / "world.index").write_bytes(data)
    assert marsad("verify", "--record", "r").code == 1
    assert "world.index" in marsad("places", "check", "--record", "r").err


def test_a_report_is_read_with_the_places_on_disk(marsad: Any, world: Path, tmp_path: Path) -> None:
    marsad("places", "import", world, "--record", "r")
    text = tmp_path / "report.txt"
    text.write_text("قُتل ثلاثة مدنيين بقصف مدفعي على قرية كفر الاختبار الأول في ريف إدلب.", encoding="utf-8")
    assert "geonames-5" in marsad("read", text, "--record", "r").text
