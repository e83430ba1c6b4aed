"""What Marsad says to people, in Arabic or English: the catalogues in `messages/`, one file a language."""

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from marsad.errors import Doubt, MarsadError
from marsad.settings import Language, language

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Words:
    """One language's catalogue: sentences by key, and the words of errors by their English template."""

    def __init__(self, language: Language, said: Mapping[str, str], errors: Mapping[str, str]) -> None:
        self.language = language
        self._said = said
        said_most_first = sorted(errors.items(), key=lambda twin: -len(PLACEHOLDER.sub("", twin[0])))
        self._errors = [(_template(english), english, other) for english, other in said_most_first]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key with its values filled in; an unknown key is a mistake of ours, a KeyError."""
        return _filled(self._said[key], values)

    def beginning(self, *prefixes: str) -> dict[str, str]:
        """The sentences whose keys begin so, with their places still open."""
        return {key: sentence for key, sentence in self._said.items() if key.startswith(prefixes)}

    def error(self, error: MarsadError) -> str:
        """What is wrong, where, and the mend, in this language where the catalogue has it, else in English."""
        place = f"{error.where}: " if error.where else ""
        told = f"{place}{self.translated(error.what)}"
        if isinstance(error, Doubt):
            return f"{self('doubt')}: {told}" + (f" ({self.translated(error.mend)})" if error.mend else "")
        return told + (f"\n  {self('mend')}: {self.translated(error.mend)}" if error.mend else "")

    def translated(self, english: str) -> str:
        """The English words of an error, put into this language; as they are where no template fits.

        The template that says most in words of its own goes first; a value that is itself an error's words is put too.
        """
        for pattern, _, other in self._errors:
            if found := pattern.fullmatch(english):
                return _filled(other, {name: self.translated(value) for name, value in found.groupdict().items()})
        return english

    def template(self, english: str) -> str:
        """The words of an error with a hole for each value, as the catalogue has them; "" where it has none.

        A value that is itself an error's words is put in likewise.
        """
        for pattern, template, _ in self._errors:
            if found := pattern.fullmatch(english):
                parts = found.groupdict().items()
                return _filled(template, {name: self.template(value) or f"{{{name}}}" for name, value in parts})
        return ""


def _filled(sentence: str, values: Mapping[str, object]) -> str:
    """`{name}` in a sentence, with the value of that name."""
    return PLACEHOLDER.sub(lambda hole: str(values[hole[1]]), sentence)


def _template(english: str) -> re.Pattern[str]:
    """`no lexicon '{name}'` as a pattern that takes its values out again."""
    parts = PLACEHOLDER.split(english)
    seen: set[str] = set()
    pattern = ""
    for index, part in enumerate(parts):
        if index % 2 == 0:
            pattern += re.escape(part)
        else:
            pattern += f"(?P={part})" if part in seen else f"(?P<{part}>.*)"
            seen.add(part)
    return re.compile(pattern, re.DOTALL)


def load(language: Language) -> Words:
    """The catalogue of a language, from the package."""
    catalogue = tomllib.loads((files("marsad.cli") / "messages" / f"{language}.toml").read_text(encoding="utf-8"))
    return Words(language, catalogue["says"], catalogue.get("errors", {}))


@cache
def words() -> Words:
    """The catalogue that the environment asks for (MARSAD_LANG, else the locale)."""
    return load(language(os.environ))
