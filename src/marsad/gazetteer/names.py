"""Names as files write them, made ready for a pack: which are Arabic, what is no part of them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from marsad.arabic.fold import MARKS
from marsad.gazetteer.knowledge import BUILT_IN
from marsad.gazetteer.towns import town_settings

_ARABIC = re.compile("[\u0621-\u064a]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EDGES = re.compile(rf"^[^\w(]+|[^\w){MARKS}]+$")
_ASIDE = re.compile(r"^(.*\w)\s*\(([^()]*)\)$")


def clean(name: str) -> str:
    """One line without unseen marks, with single spaces and no punctuation at its ends."""
    return _EDGES.sub("", " ".join(_UNSEEN.sub("", name).split()))


def is_arabic(name: str) -> bool:
    """Whether the name has letters of the Arabic alphabet and none that only other languages write."""
    return bool(_ARABIC.search(name)) and not _foreign() & set(name)


def arabic(names: Iterable[str]) -> list[str]:
    """The Arabic ones among names, in order."""
    return [name for name in names if is_arabic(name)]


def unwrapped(name: str) -> list[str]:
    """The name; of "name (aside)" the name first, and an Arabic aside as another name after it."""
    found = _ASIDE.match(name)
    if not found:
        return [name] if name else []
    return [found[1], *arabic([clean(found[2])])]


@lru_cache(maxsize=1)
def _foreign() -> frozenset[str]:
    return frozenset(town_settings(BUILT_IN / "places" / "towns.toml").foreign_letters)
