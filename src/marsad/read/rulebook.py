"""The rulebook: lexicons, rules and scopes as one object with a digest, from the package and from a record's overlay.

An overlay folder `rules/` holds `lexicons/*.txt` and `rules/*.toml` in the forms of the built-in ones; its lexicons
add to those of the same name, its rules stand after the built-in ones.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import msgspec

from marsad.errors import RulebookError
from marsad.grammar.lexicon import Lexicons, load_entries
from marsad.grammar.rules import Rules, load_rules
from marsad.grammar.scopes import ScopeRules, load_scopes
from marsad.model.canonical import canonical, digest, parse
from marsad.read.doubt import Doubt

BUILT_IN = Path(__file__).parents[1] / "rulebook" / "ar"
DOUBT = "doubt.json"
FOUND_BY_CODE: dict[str, set[str]] = {
    label: set() for label in ("casualty", "date", "means", "number", "party", "people", "place", "share", "thing")
}
"""Labels that steps of the reader add to a lattice beside the lexicons' own."""


class Rulebook(msgspec.Struct, frozen=True):
    """Everything that a linguist owns, ready for use; `version` is the digest of all its files.

    `doubt`: how far what the rules find is to be believed, as measured on coded reports.
    """

    lexicons: Lexicons
    rules: Rules
    scopes: ScopeRules
    doubt: Doubt
    version: str


def load_rulebook(overlay: Path | None = None) -> Rulebook:
    """The built-in rulebook, with a record's `rules/` folder on top where it has one; RulebookError on any flaw."""
    homes = [home for home in (BUILT_IN, overlay) if home is not None and home.is_dir()]
    try:
        lexicons = Lexicons(chain.from_iterable(load_entries(home / "lexicons") for home in homes))
        rules = Rules(
            chain.from_iterable(load_rules(home / "rules") for home in homes), FOUND_BY_CODE | lexicons.values
        )
        return Rulebook(lexicons, rules, load_scopes(BUILT_IN / "scopes.toml"), _doubt(), _version(homes))
    except UnicodeDecodeError as error:
        raise RulebookError("a file of the rulebook is not UTF-8", mend="save lexicons and rules as UTF-8") from error


def _doubt() -> Doubt:
    return parse((BUILT_IN / DOUBT).read_bytes(), Doubt)


def _version(homes: list[Path]) -> str:
    return digest(canonical(list(chain.from_iterable(map(_files, homes)))))


def _files(home: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((*home.rglob("*.txt"), *home.rglob("*.toml"), *home.rglob("*.json"))):
        yield path.relative_to(home).as_posix(), digest(path.read_bytes())
