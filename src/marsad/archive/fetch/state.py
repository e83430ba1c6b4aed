"""Where the watching of a feed stands: a small file in the record, so that a run goes on where the last one ended.

`watch/NAME.json` holds the state in canonical JSON with its own digest. It is no evidence: the record knows its reports
without it, and one that is lost costs a second look at what the feed lists.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from marsad.archive.fetch.visit import Known
from marsad.archive.files import make_folder, write_file
from marsad.archive.items import ID_LENGTH
from marsad.errors import Doubt, MarsadError
from marsad.model.canonical import canonical, digest, parse

FOLDER = "watch"
MOST_ITEMS = 5000
"""Items of one feed that are remembered; of the rest only the record knows that they are in it."""


class Listed(msgspec.Struct):
    """One address that a list named. Its url, words and title are forgotten when no visit is due.

    Times are seconds since 1970. `text` is the digest of its text as last taken, "" while there is none; `visits`
    counts the good ones, `tries` the bad ones in a row.
    """

    url: str = ""
    title: str = ""
    words: str = ""
    published: date | None = None
    mark: str = ""
    text: str = ""
    known: Known = Known()
    due: float | None = None
    seen: float = 0.0
    first: float = 0.0
    visits: int = 0
    tries: int = 0
    list: bool = False


class FeedState(msgspec.Struct, kw_only=True):
    """A feed's health and its items by id. `good` and `fresh`: when it last answered, and last had something new."""

    url: str
    known: Known = Known()
    due: float = 0.0
    asked: float = 0.0
    good: float = 0.0
    fresh: float = 0.0
    failures: int = 0
    error: str = ""
    polls: int = 0
    unchanged: int = 0
    listed: int = 0
    taken: int = 0
    revised: int = 0
    given_up: int = 0
    items: dict[str, Listed] = {}


class _File(msgspec.Struct, frozen=True, kw_only=True):
    v: int
    state: FeedState
    check: str


class States:
    """The folder `watch/` of a record."""

    def __init__(self, record: Path) -> None:
        self._folder = record / FOLDER

    def path(self, url: str) -> Path:
        """Where the state of a feed lies."""
        return self._folder / f"{digest(url.encode())[:ID_LENGTH]}.json"

    def load(self, url: str, told: list[MarsadError]) -> FeedState:
        """The state of a feed; one that is not there, or damaged, begins afresh."""
        path = self.path(url)
        try:
            return read_state(path.read_bytes())
        except FileNotFoundError:
            return FeedState(url=url)
        except (OSError, msgspec.DecodeError):
            mend = "nothing is lost: what the feed lists is looked at once more"
            told.append(Doubt("where the watching of a feed stood cannot be read", where=str(path), mend=mend))
            return FeedState(url=url)

    def all(self) -> Iterator[FeedState]:
        """The state of every feed that was ever watched; damaged ones, which `verify` names, are passed over."""
        for path in sorted(self._folder.glob("*.json")):
            with suppress(OSError, msgspec.DecodeError):
                yield read_state(path.read_bytes())

    def save(self, state: FeedState) -> None:
        """Write the state durably."""
        if not self._folder.is_dir():
            make_folder(self._folder)
        write_file(self.path(state.url), write_state(state))


def read_state(data: bytes) -> FeedState:
    """The state in a file's bytes. Raises msgspec.DecodeError for anything but what `write_state` writes."""
    file = parse(data, _File)
    if file.v != 1 or file.check != digest(canonical(file.state)) or canonical(file) != data:
        raise msgspec.DecodeError("it is damaged")
    return file.state


def write_state(state: FeedState) -> bytes:
    """The state as its file holds it."""
    return canonical(_File(v=1, state=state, check=digest(canonical(state))))


def trim(state: FeedState) -> None:
    """Forget the items that nobody lists any more and that no visit is due for, the longest unseen first."""
    surplus = len(state.items) - MOST_ITEMS
    if surplus > 0:
        done = sorted((item.seen, name) for name, item in state.items.items() if item.due is None)
        for _, name in done[:surplus]:
            del state.items[name]
