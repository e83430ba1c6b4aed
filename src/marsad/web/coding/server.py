"""The server behind the coding page: this machine alone, one secret address, nothing fetched from anywhere.

Every path begins with a random token, so that no other page can ask; the Host header is checked, so that no name of
another machine can be turned to this one (DNS rebinding); only JSON is taken, which a foreign form cannot send.
"""

import hmac
import secrets
import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import msgspec

from marsad.errors import InputError, MarsadError
from marsad.model.canonical import canonical
from marsad.web.coding.desk import Desk, Refused, Stale
from marsad.web.coding.form import Coding
from marsad.web.coding.page import Tongue, asset, page

HOST = "127.0.0.1"
LIMIT = 1 << 20
"""Bytes of a request; a report's claims are far fewer."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
JSON = "application/json"


class _Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page sends to be saved."""

    claims: tuple[Coding, ...]
    done: bool
    version: str


class Server(ThreadingHTTPServer):
    """Serves a desk on loopback; `url` is where the coder goes, and holds the token."""

    daemon_threads = True

    def __init__(self, desk: Desk, tongues: Mapping[str, Tongue], first: str, port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.desk = desk
        self.tongues = tongues
        self.first = first
        self.token = secrets.token_urlsafe(24)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is nothing to tell; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # as socketserver gives it

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser that means this server writes into the Host header."""
        return frozenset(f"{name}:{self.server_port}" for name in (HOST, "localhost"))

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"


def serving(desk: Desk, tongues: Mapping[str, Tongue], first: str, port: int) -> Server:
    """A server on that port, 0 for a free one; InputError where the port is not to be had."""
    try:
        return Server(desk, tongues, first, port)
    except OSError as error:
        what = f"the port {port} is not to be had: {error.strerror}"
        raise InputError(what, mend="name another with --port, or leave it out") from error


class _Handler(BaseHTTPRequestHandler):
    """One request; whatever is not exactly ours is refused without a reason."""

    server: Server
    server_version = "marsad"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        """The page, its script and style, the list of reports, or one report."""
        if (parts := self._allowed()) is None:
            return
        match parts:
            case [""]:
                self._send(HTTPStatus.OK, page(self._tongue()).encode(), "text/html; charset=utf-8")
            case ["coding.js"]:
                self._send(HTTPStatus.OK, asset("coding.js"), "text/javascript; charset=utf-8")
            case ["coding.css"]:
                self._send(HTTPStatus.OK, asset("coding.css"), "text/css; charset=utf-8")
            case ["reports"]:
                self._answer(self.server.desk.rows)
            case ["reports", number]:
                self._report(number, lambda at: self._answer(lambda: self.server.desk.open(at)))
            case _:
                self._send(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Save one report's claims."""
        if (parts := self._allowed()) is None:
            return
        origin = self.headers.get("Origin")
        if origin is not None and origin.removeprefix("http://") not in self.server.hosts:
            self._send(HTTPStatus.FORBIDDEN)
        elif self.headers.get_content_type() != JSON:
            self._send(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        elif len(parts) == 2 and parts[0] == "reports":  # noqa: PLR2004 - reports and a number
            if (body := self._body()) is not None:
                self._report(parts[1], lambda at: self._answer(lambda: self._saved(at, body)))
        else:
            self._send(HTTPStatus.NOT_FOUND)

    def _saved(self, at: int, body: bytes) -> dict[str, str]:
        sent = msgspec.json.decode(body, type=_Sent)
        return {"version": self.server.desk.save(at, sent.claims, done=sent.done, version=sent.version)}

    def _answer(self, work: Callable[[], object]) -> None:
        """What the desk gives as JSON; what it cannot do is told in the coder's language, and the server goes on."""
        say = self._tongue()
        try:
            self._json(HTTPStatus.OK, work())
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._tell(HTTPStatus.BAD_REQUEST, str(error))
        except Refused as refused:
            told = [{"field": error.where, "told": _told(error, say)} for error in refused.errors]
            self._json(HTTPStatus.UNPROCESSABLE_ENTITY, {"claim": refused.claim, "told": told})
        except Stale:
            self._tell(HTTPStatus.CONFLICT, say("code.stale"))
        except InputError as error:  # the file was changed by hand meanwhile
            self._tell(HTTPStatus.CONFLICT, f"{error.where}: {_told(error, say)}")
        except ConnectionError:
            raise
        except OSError as error:
            why = say("os_error", path=self.server.desk.out, why=error.strerror or str(error))
            self._tell(HTTPStatus.INSUFFICIENT_STORAGE, why)

    def _tell(self, status: HTTPStatus, told: str) -> None:
        self._json(status, {"told": [{"field": "", "told": told}]})

    def _report(self, number: str, answer: Callable[[int], None]) -> None:
        """Answer for the report of that number; nothing is there for any other."""
        if number.isascii() and number.isdecimal() and len(number) < 9 and int(number) < len(self.server.desk.reports):  # noqa: PLR2004 - no file holds so many
            answer(int(number))
        else:
            self._send(HTTPStatus.NOT_FOUND)

    def _allowed(self) -> list[str] | None:
        """The path below the token, in parts; an answer is given, and None, where Host or token are not ours."""
        if self.headers.get("Host") not in self.server.hosts:
            self._send(HTTPStatus.FORBIDDEN)
            return None
        token, slash, rest = self.path.partition("?")[0].removeprefix("/").partition("/")
        if not slash or not hmac.compare_digest(token.encode(), self.server.token.encode()):
            self._send(HTTPStatus.NOT_FOUND)
            return None
        return rest.split("/")

    def _tongue(self) -> Tongue:
        """The language that the address asks for (?lang=ar), else that of the program."""
        asked = parse_qs(self.path.partition("?")[2]).get("lang", [self.server.first])[0]
        return self.server.tongues.get(asked, self.server.tongues[self.server.first])

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length") or ""
        if not (length.isascii() and length.isdecimal()):
            self._send(HTTPStatus.LENGTH_REQUIRED)
        elif len(length) > len(str(LIMIT)) or int(length) > LIMIT:
            self.close_connection = True
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            return self.rfile.read(int(length))
        return None

    def _json(self, status: HTTPStatus, value: Any) -> None:  # noqa: ANN401 - whatever msgspec can write
        self._send(status, canonical(value), JSON)

    def _send(self, status: HTTPStatus, body: bytes = b"", kind: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Nothing: a log would hold the token."""


def _told(error: MarsadError, tongue: Tongue) -> str:
    mend = f" ({tongue.translated(error.mend)})" if error.mend else ""
    return tongue.translated(error.what) + mend
