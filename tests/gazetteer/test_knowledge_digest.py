"""One digest over all packs: the same for the same packs, another for any change."""

from pathlib import Path

import pytest

from marsad.gazetteer import knowledge
from marsad.gazetteer.knowledge import knowledge_digest


def test_the_digest_is_a_sha256_and_repeats() -> None:
    assert len(knowledge_digest()) == 64
    assert knowledge_digest() == knowledge_digest()


def test_an_overlay_changes_the_digest_and_so_does_each_change_in_it(tmp_path: Path) -> None:
    seen = {knowledge_digest(), knowledge_digest(tmp_path)}
    for folder, name, text in (("places", "a.csv", "x"), ("places", "a.csv", "y"), ("parties", "a.toml", "y")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
        seen.add(knowledge_digest(tmp_path))
    assert len(seen) == 4


def test_moving_text_from_one_pack_to_the_next_changes_the_digest(tmp_path: Path) -> None:
    places = tmp_path / "places"
    places.mkdir()
    (places / "a.csv").write_text("one\ntwo\n", encoding="utf-8")
    (places / "b.csv").write_text("three\n", encoding="utf-8")
    before = knowledge_digest(tmp_path)
    (places / "a.csv").write_text("one\n", encoding="utf-8")
    (places / "b.csv").write_text("two\nthree\n", encoding="utf-8")
    assert knowledge_digest(tmp_path) != before


def test_line_ends_and_notes_do_not_count(tmp_path: Path) -> None:
    places = tmp_path / "places"
    places.mkdir()
    (places / "a.csv").write_bytes(b"one\ntwo\n")
    before = knowledge_digest(tmp_path)
    (places / "a.csv").write_bytes(b"one\r\ntwo\r\n")
    (places / "NOTES.md").write_text("about these places", encoding="utf-8")
    assert knowledge_digest(tmp_path) == before


def test_another_version_of_the_towns_is_another_knowledge(monkeypatch: pytest.MonkeyPatch) -> None:
    before = knowledge_digest()
    monkeypatch.setattr(knowledge, "towns_version", lambda: "0.0")
    assert knowledge_digest() != before
