"""`marsad note` and `marsad notes`: from a file, standard input and an editor; what is wrong is said with its mend."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marsad.cli import editor
from marsad.errors import InputError

TEXT = "قُتل خمسة مدنيين أمس بقصف قوات النظام على حي الشعار في حلب."
GIVEN = ("--source", "S14", "--consent", "keep", "--by", "layla", "--taken", "2016-12-06")
Run = Callable[..., Any]


def taken(marsad: Run, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    ran = marsad("note", *arguments, *GIVEN, "--format", "jsonl", stdin=stdin)
    assert ran.code == 0, ran.err
    noted: dict[str, Any] = json.loads(ran.out)
    return noted


def shown(marsad: Run) -> list[dict[str, Any]]:
    return [json.loads(line) for line in marsad("notes", "show", "--key", "k", "--format", "jsonl").out.splitlines()]


def test_an_account_comes_from_a_file_from_standard_input_and_from_an_editor(
    marsad: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert marsad("notes", "key", "k").code == 0
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("old.txt").write_bytes(TEXT.encode("windows-1256", "replace"))
    code = f"import pathlib, sys; pathlib.Path(sys.argv[1]).write_text({TEXT!r}, encoding='utf-8')"
    monkeypatch.setenv("VISUAL", f'{sys.executable} -c "{code}"')
    made = [taken(marsad, "a.txt"), taken(marsad, "-", stdin=TEXT.encode()), taken(marsad), taken(marsad, "old.txt")]
    opened = shown(marsad)
    assert [note["id"] for note in opened] == [noted["id"] for noted in made]
    assert [note["note"]["text"] for note in opened[:3]] == [TEXT] * 3
    assert [len(note["reading"]["claims"]) for note in opened] == [noted["claims"] for noted in made]
    assert {note["note"]["taken"] for note in opened} == {"2016-12-06"}


def test_the_editors_file_is_gone_afterwards_also_where_the_editor_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "MEMORY", tmp_path)
    assert editor.written({"EDITOR": "true"}) == b""
    with pytest.raises(InputError, match="did not end well"):
        editor.written({"EDITOR": "false"})
    with pytest.raises(InputError, match="did not end well"):
        editor.written({"EDITOR": "no-such-editor-anywhere"})
    assert list(tmp_path.iterdir()) == []


def test_a_plain_file_that_stays_is_named(marsad: Run) -> None:
    marsad("notes", "key", "k")
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    assert "a.txt" in marsad("note", "a.txt", *GIVEN).err


@pytest.mark.skipif(os.name == "nt", reason="rights of files are POSIX")
def test_the_key_is_for_its_owner_alone_and_never_overwritten(marsad: Run) -> None:
    assert marsad("notes", "key", "k").code == 0
    assert Path("k").stat().st_mode & 0o777 == 0o600
    before = Path("k").read_bytes()
    ran = marsad("notes", "key", "k")
    assert ran.code == 1
    assert "there already" in ran.err
    assert Path("k").read_bytes() == before


def test_a_key_inside_the_record_is_refused(marsad: Run) -> None:
    ran = marsad("notes", "key", "record/k")
    assert ran.code == 1
    assert "beside what it opens" in ran.err


def test_what_is_wrong_is_said_with_its_mend(marsad: Run) -> None:
    marsad("notes", "key", "k")
    assert "there is no text" in marsad("note", "-", *GIVEN).err
    assert "none of unasked" in marsad("note", "-", *GIVEN, "--consent", "yes", stdin=b"a").err
    Path("record/recipients.txt").write_text("age1nothing\n", encoding="utf-8")
    assert "no public key" in marsad("note", "-", *GIVEN, stdin=TEXT.encode()).err
    Path("record/recipients.txt").unlink()
    assert "marsad notes key" in marsad("note", "-", *GIVEN, stdin=TEXT.encode()).err
    Path("other").write_text("not a key", encoding="utf-8")
    assert "no file of keys" in marsad("events", "--key", "other").err
    assert "cannot be read" in marsad("events", "--key", "absent").err


def test_who_may_open_is_told_when_the_list_was_changed_by_hand(marsad: Run) -> None:
    marsad("notes", "key", "k")
    marsad("notes", "key", "k2")
    assert taken(marsad, "-", stdin=TEXT.encode())["keys"] == 2
    kept = Path("record/recipients.txt").read_text(encoding="utf-8").splitlines()[0]
    Path("record/recipients.txt").write_text(kept + "\n", encoding="utf-8")
    ran = marsad("note", "-", *GIVEN, stdin=TEXT.encode())
    assert "has changed" in ran.err
    assert marsad("verify").code == 0
    assert len(shown(marsad)) == 2
    assert len(marsad("notes", "show", "--key", "k2", "--format", "jsonl").out.splitlines()) == 1
