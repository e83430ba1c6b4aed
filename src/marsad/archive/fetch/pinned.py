"""Connections that cannot be aimed inside: a name is resolved once, every address is checked, and one is connected to.

The check stands where the connection is made, so it holds for every redirect and whatever a parser of addresses made
of the text. No proxy is asked, whatever the environment says.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from marsad.errors import InputError

Resolve = Callable[[str, int], Sequence[str]]
Allowed = Callable[[str], bool]
_INSIDE = "Marsad fetches from the public web alone"


class Door(httpcore.NetworkBackend):
    """Connects to public addresses on allowed ports; everything it opens is cut off at `deadline` (monotonic).

    `peer` is the address that was connected to last.
    """

    def __init__(self, ports: frozenset[int], resolve: Resolve, allowed: Allowed, deadline: float) -> None:
        self.peer = ""
        self._ports, self._resolve, self._allowed, self._deadline = ports, resolve, allowed, deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the name's addresses that answers; InputError where one may not be asked."""
        addresses = self._checked(host, port)
        for number, address in enumerate(addresses, 1):
            left = left_of(self._deadline, timeout)
            try:
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
                continue
            self.peer = address
            return TimedStream(stream, self._deadline)
        raise httpcore.ConnectError("no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - httpcore's contract
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - likewise
    ) -> httpcore.NetworkStream:
        """Never."""
        raise InputError("only http and https are fetched", where=path, mend=_INSIDE)

    def _checked(self, host: str, port: int) -> Sequence[str]:
        if port not in self._ports:
            mend = "only ports 80 and 443 are asked; FEEDS.toml may allow others by `ports`"
            raise InputError(f"port {port} is not asked", where=host, mend=mend)
        addresses = self._resolve(host, port)
        for address in addresses:
            if not self._allowed(address):
                raise InputError(f"its address {address} is not public", where=host, mend=_INSIDE)
        return addresses


class TimedStream(httpcore.NetworkStream):
    """A connection that ends at its deadline, however slowly the other side feeds it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, in the time that is left."""
        return self._inner.read(max_bytes, left_of(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes, in the time that is left."""
        self._inner.write(buffer, left_of(self._deadline, timeout))

    def close(self) -> None:
        """Let go."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same, encrypted: the certificate is that of the name and not of the address."""
        inner = self._inner.start_tls(ssl_context, server_hostname, left_of(self._deadline, timeout))
        return TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as httpcore has it
        """What httpcore asks of a connection."""
        return self._inner.get_extra_info(info)


def left_of(deadline: float, timeout: float | None) -> float:
    """Seconds left, at most `timeout`; ReadTimeout where none are."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this address is over")
    return left if timeout is None else min(left, timeout)


def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of a name, as the system gives them, each once."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError("the name is not known") from error
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))
