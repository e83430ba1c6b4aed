import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from marsad.cli.words import PLACEHOLDER, Words, load
from marsad.errors import InputError
from marsad.model import vocabulary
from marsad.settings import Language, language

SOURCE = Path(__file__).parents[2] / "src" / "marsad"
MESSAGES = SOURCE / "cli" / "messages"
TOLD = {"MarsadError", "InputError", "RulebookError", "RecordError", "Doubt", "Problem", "Passed"}
FOUND = {"Finding", "_find"}  # a path first, then the words
KEY = re.compile(r"""\b(?:say|words\(\))\(\s*(f?)["']([^"']+)["']""")


def catalogue(tongue: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((MESSAGES / f"{tongue}.toml").read_text(encoding="utf-8"))


def test_both_catalogues_hold_the_same_keys_and_places() -> None:
    english, arabic = catalogue("en")["says"], catalogue("ar")["says"]
    assert english.keys() == arabic.keys()
    for key, sentence in english.items():
        assert set(PLACEHOLDER.findall(sentence)) == set(PLACEHOLDER.findall(arabic[key])), key


def test_every_sentence_that_the_code_asks_for_is_there() -> None:
    keys = catalogue("en")["says"].keys()
    asked = [found for path in SOURCE.rglob("cli/*.py") for found in KEY.findall(path.read_text(encoding="utf-8"))]
    assert len(asked) > 40
    for formatted, key in asked:
        pattern = re.compile(re.sub(r"\\\{[^}]*\\\}", r"[\\w.-]+", re.escape(key)))
        assert any(pattern.fullmatch(known) for known in keys) if formatted else key in keys, key


def test_every_word_of_the_codebook_has_its_name() -> None:
    keys = catalogue("en")["says"].keys()
    for name in ("Kind", "Change", "Stance", "Status", "Outcome", "Group"):
        for value in get_args(getattr(vocabulary, name)):
            assert f"{name.lower()}.{value}" in keys


def templates(path: Path) -> Iterator[tuple[int, str]]:
    """English words of every error made in a file, each value in them as {}."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in TOLD | FOUND:
            first = node.args[1:2] if name in FOUND else node.args[:1]
            said = [*first, *(word.value for word in node.keywords if word.arg in {"what", "mend"})]
            yield from ((node.lineno, text) for part in said for text in spelled(part) if text.strip("{} "))


def spelled(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*spelled(node.body), *spelled(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def test_every_error_has_its_arabic_twin() -> None:
    known = {PLACEHOLDER.sub("{}", english) for english in catalogue("ar")["errors"]}
    lacking = [
        f"{path.relative_to(SOURCE)}:{line}: {text!r}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line, text in templates(path)
        if PLACEHOLDER.sub("{}", text) not in known
    ]
    assert lacking == []


def test_every_arabic_twin_fills_the_same_places() -> None:
    for english, arabic in catalogue("ar")["errors"].items():
        assert set(PLACEHOLDER.findall(arabic)) <= set(PLACEHOLDER.findall(english)), english


def test_an_error_is_put_into_arabic_with_its_values() -> None:
    words = Words("ar", {"mend": "للإصلاح"}, {"no lexicon {name}": "لا معجم باسم {name}", "look at {it}": "انظر {it}"})
    error = InputError("no lexicon 'people'", where="a.toml:3", mend="look at b\nc")
    assert words.error(error) == "a.toml:3: لا معجم باسم 'people'\n  للإصلاح: انظر b\nc"


def test_the_template_that_says_most_goes_first_and_values_are_put_too() -> None:
    words = load("ar")
    assert words.translated("no rule 'x'") == "لا قاعدة باسم 'x'"
    assert words.translated("a sealed object is missing; entry 4 holds on to it") == "مختوم ناقص؛ يمسك به المدخل 4"


def test_an_error_that_no_template_fits_stays_english() -> None:
    assert load("ar").translated("the moon is blue") == "the moon is blue"


def test_values_cannot_open_new_places() -> None:
    assert Words("en", {"a": "{x} and {y}"}, {})("a", x="{y}", y="2") == "{y} and 2"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ar_SY.UTF-8"}, "ar"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "arn_CL.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ar_SY.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "en"),
        ({"LANG": "de_DE", "LC_MESSAGES": "de_DE", "LC_ALL": "ar_EG"}, "ar"),
        ({"LC_ALL": "", "LANG": "ar_SY"}, "ar"),
        ({"MARSAD_LANG": "en", "LC_ALL": "ar_SY"}, "en"),
        ({"MARSAD_LANG": "AR", "LC_ALL": "en_GB"}, "ar"),
    ],
)
def test_the_language_follows_the_locale(environ: dict[str, str], expected: Language) -> None:
    assert language(environ) == expected
