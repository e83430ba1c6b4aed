"""Asking for one address: as whom, how long, how much, and through which redirects."""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

import httpcore
import httpx
import msgspec

from marsad import __version__
from marsad.archive.fetch.addresses import is_public
from marsad.archive.fetch.body import AGAIN, ENCODINGS, collect
from marsad.archive.fetch.location import PORTS, located, port_of
from marsad.archive.fetch.pinned import Allowed, Door, Resolve, resolve
from marsad.archive.fetch.visit import GOOD, MOVED, Known, Visit
from marsad.errors import InputError

ACCEPTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)


class Bounds(msgspec.Struct, frozen=True):
    """What one address may cost: seconds for all of it and for one silence, bytes unpacked, redirects."""

    seconds: float = 60.0
    silence: float = 20.0
    bytes: int = 32 << 20
    redirects: int = 5


class Guard(msgspec.Struct, frozen=True):
    """What may be connected to: ports, how names are resolved, and which of their addresses are allowed."""

    ports: frozenset[int] = PORTS
    resolve: Resolve = resolve
    allowed: Allowed = is_public


class Web:
    """The public web, asked in the name of an operator; nothing is kept from visit to visit, no cookie either."""

    def __init__(
        self,
        operator: str,
        *,
        guard: Guard | None = None,
        bounds: Bounds | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`operator`: who answers for the visits, with a way to reach them; InputError where there is none."""
        self.agent = agent_of(operator)
        self.clock = clock
        self._guard = guard or Guard()
        self._bounds = bounds or Bounds()
        self._tls = tls

    def get(self, text: str, known: Known | None = None) -> Visit:
        """Ask for an address and follow where it leads; nothing raises for what a server, or the text, may be."""
        return _Asking(self, self._guard, self._bounds, self._tls or _certificates()).visit(text, known or Known())


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


class _Asking:
    """One visit: its deadline, its redirects."""

    def __init__(self, web: Web, guard: Guard, bounds: Bounds, tls: ssl.SSLContext) -> None:
        self._web, self._guard, self._bounds, self._tls = web, guard, bounds, tls
        self._door = Door(guard.ports, guard.resolve, guard.allowed, time.monotonic() + bounds.seconds)
        self._steps: list[tuple[int, str]] = []

    def visit(self, text: str, known: Known) -> Visit:
        captured = self._web.clock()
        url = text.strip()
        try:
            found = located(text)
            url = str(found)
            with _explained():
                found, answer = self._followed(found, known)
        except InputError as error:
            return Visit(
                asked=text.strip(), url=self._steps[-1][1] if self._steps else url, captured=captured,
                address=self._door.peer, redirects=tuple(self._steps), failure=error.what, mend=error.mend,
                lasting=error.mend != AGAIN,
            )  # fmt: skip
        headers = answer.headers
        return Visit(
            asked=text.strip(), url=str(found), captured=captured, status=answer.status, body=answer.body,
            media=headers.get("content-type", ""), address=self._door.peer, redirects=tuple(self._steps),
            known=Known(headers.get("etag", ""), headers.get("last-modified", "")),
            retry_after=headers.get("retry-after", ""),
        )  # fmt: skip

    def _followed(self, url: httpx.URL, known: Known) -> tuple[httpx.URL, _Answer]:
        for _ in range(self._bounds.redirects + 1):
            answer = self._answer(url, known)
            target = answer.headers.get("location", "")
            if answer.status not in MOVED or not target:
                return url, answer
            self._steps.append((answer.status, str(url)))
            url = located(target, url)
        raise InputError(f"it redirects more than {self._bounds.redirects} times", where=str(url), mend=AGAIN)

    def _answer(self, url: httpx.URL, known: Known) -> _Answer:
        """The answer to one request, on a connection of its own."""
        origin = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path
        )  # the port is always named, so that what is checked is what is connected to
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self._bounds.silence)
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=self._door, max_connections=1) as pool,
            pool.stream("GET", origin, headers=self._headers(url, known), extensions={"timeout": timeout}) as response,
        ):
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            packed = headers.get("content-encoding", "")
            good = response.status in GOOD
            body = collect(response.iter_stream(), packed, self._bounds.bytes) if good else b""
            return _Answer(response.status, headers, body)

    def _headers(self, url: httpx.URL, known: Known) -> list[tuple[bytes, bytes]]:
        said = {"Host": url.netloc.decode("ascii"), "User-Agent": self._web.agent, "Accept": ACCEPTED}
        said |= {"Accept-Encoding": ENCODINGS, "Connection": "close"}
        said |= {"If-None-Match": known.etag} if known.etag else {}
        said |= {"If-Modified-Since": known.modified} if known.modified else {}
        return [(name.encode(), value.encode("latin-1", "replace")) for name, value in said.items()]


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that this machine trusts; loading them takes a while."""
    return ssl.create_default_context()


def agent_of(operator: str) -> str:
    """The name under which pages are asked for; InputError where no operator is named."""
    name = operator.strip()
    if not name or not name.isprintable():
        what = "no operator is named, and who asks for pages says who answers for it"
        mend = 'set MARSAD_OPERATOR, or `operator` in FEEDS.toml, to a name and an address: "Desk <desk@example.org>"'
        raise InputError(what, mend=mend)
    ascii_name = name.encode("ascii", "replace").decode().replace("(", "[").replace(")", "]")
    return f"Marsad/{__version__} (documentation of armed conflict; operator: {ascii_name})"


@contextmanager
def _explained() -> Iterator[None]:
    """What goes wrong on the way, in words; the mend tells it from what is refused for good."""
    try:
        yield
    except (httpcore.ReadTimeout, httpcore.WriteTimeout, httpcore.ConnectTimeout, httpcore.PoolTimeout) as error:
        raise InputError("the server did not answer in time", mend=AGAIN) from error
    except (httpcore.ConnectError, ssl.SSLError) as error:
        raise InputError(f"no connection: {error}", mend=AGAIN) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise InputError(f"the answer broke off: {error}", mend=AGAIN) from error
