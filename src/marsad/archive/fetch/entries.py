"""What a feed, a page of links or a sitemap lists: addresses, and what the list says of each."""

import re
from datetime import date

import msgspec

from marsad.archive.confined.client import confined
from marsad.archive.fetch.location import located
from marsad.archive.fetch.watchlist import Kind
from marsad.archive.format import Limits, Part, Text
from marsad.errors import InputError
from marsad.model.canonical import canonical, parse

MOST = 1000
"""Entries of one list that are looked at; more of a feed or sitemap are its past."""
_READER = "marsad.archive.fetch.listing"
_LIMITS = Limits(output=64 << 20)
_MARKUP = re.compile(r"<[^>]*>")
_MEND = "open it in a browser; FEEDS.toml may name the wrong kind"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list. `mark` changes when the list says something else of it; `key` names what has no url."""

    key: str
    url: str = ""
    title: str = ""
    words: str = ""
    published: date | None = None
    mark: str = ""
    list: bool = False
    """The entry is a list itself: a sitemap in a sitemap."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """How a list is to be read: its kind, what its server calls it, its address, and which links are wanted."""

    kind: Kind
    media: str
    base: str
    links: str


def entries(data: bytes, asked: Asked) -> list[Entry]:
    """What a list holds, each address once, in its order; InputError where it cannot be read as that kind of list."""
    found = confined().read(f"{_READER}:read", data, canonical(asked).decode(), _LIMITS)
    return [_entry(part.data) for part in found if isinstance(part, Part)][:MOST]


def _entry(said: bytes) -> Entry:
    """An entry as the child wrote it, whose word is not taken for an address."""
    try:
        entry = parse(said, Entry)
        return msgspec.structs.replace(entry, url=str(located(entry.url))) if entry.url else entry
    except msgspec.DecodeError as error:
        raise InputError(f"its list cannot be read ({type(error).__name__})", mend=_MEND) from error


def plain(words: str) -> str:
    """The words of an entry without its markup; where that cannot be read, without what looks like some."""
    if not _MARKUP.search(words):
        return words.strip()
    try:
        found = list(confined().read(f"{_READER}:words", words.encode("utf-8", "surrogatepass"), "", _LIMITS))
    except InputError:
        found = [Text(text=_MARKUP.sub(" ", words), extractor="")]
    return "".join(one.text for one in found if isinstance(one, Text)).strip()
