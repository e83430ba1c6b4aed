"""Servers on loopback that answer as a test says, byte by byte; and a watch on the connections that are opened."""

import socket
import ssl
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

Answer = Callable[["Request"], Iterable[bytes]]


class Request:
    """What was asked: the path with its query, and the headers by their lower-case names."""

    def __init__(self, head: bytes) -> None:
        first, *lines = head.decode("latin-1").split("\r\n")
        self.path = first.split(" ")[1] if " " in first else ""
        self.headers = {
            name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
        }


class Server:
    """Listens until closed; `asked` holds every request, `hits` counts connections."""

    def __init__(
        self, answer: Answer, address: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._answer, self._tls = answer, tls
        self.asked: deque[Request] = deque(maxlen=1000)
        self.hits = 0
        self._door = socket.socket(family, socket.SOCK_STREAM)
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._door.bind((address, port))
        self._door.listen(64)
        self.address, self.port = address, int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"http://{host}:{self.port}"

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                guest, _ = self._door.accept()
            except OSError:
                return
            self.hits += 1
            threading.Thread(target=self._one, args=(guest,), daemon=True).start()

    def _one(self, guest: socket.socket) -> None:
        with guest, suppress(OSError):
            if self._tls:
                guest = self._tls.wrap_socket(guest, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = guest.recv(1 << 16)
                if not piece:
                    return
                head += piece
            request = Request(head.partition(b"\r\n\r\n")[0])
            self.asked.append(request)
            for piece in self._answer(request):
                guest.sendall(piece)


def reply(status: int = 200, body: bytes = b"", **headers: str) -> Iterable[bytes]:
    """A whole answer; `content_type=…` becomes Content-Type."""
    said = {"content-length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in said.items()), "", ""]
    return ["\r\n".join(lines).encode(), body]


@contextmanager
def serving(
    answer: Answer, address: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(answer, address, port, tls)
    try:
        yield server
    finally:
        server.close()


_TOLD: list[tuple[str, int]] = []
_MAY: list[Callable[[str, int], bool]] = []
_HOOKED: list[bool] = []


@contextmanager
def connections(allowed: Callable[[str, int], bool]) -> Iterator[list[tuple[str, int]]]:
    """Every connection that this process opens meanwhile and that is not allowed: each is listed, and refused."""
    if not _HOOKED:
        sys.addaudithook(_heard)
        _HOOKED.append(True)
    _TOLD.clear()
    _MAY[:] = [allowed]
    try:
        yield _TOLD
    finally:
        _MAY.clear()


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _MAY and isinstance(arguments[1], tuple):
        address, port = arguments[1][:2]
        if not _MAY[0](str(address), int(port)):
            _TOLD.append((str(address), int(port)))
            raise ConnectionRefusedError("refused by the test")
