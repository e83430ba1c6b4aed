"""Servers that misbehave: whatever they do, a visit ends in time, within bounds, and says what happened."""

import gzip
import itertools
import ssl
import subprocess
import threading
import tracemalloc
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webserver import Request, Server, reply, serving

from marsad.archive.fetch.body import collect
from marsad.archive.fetch.location import located
from marsad.archive.fetch.visit import Known
from marsad.archive.fetch.web import Bounds, Guard, Web, agent_of
from marsad.errors import InputError

NOW = datetime(2016, 12, 6, 8, tzinfo=UTC)
LIMIT = 1 << 20


def web(server: Server, seconds: float = 5, silence: float = 2) -> Web:
    guard = Guard(ports=frozenset({server.port}), allowed=lambda address: address == server.address)
    bounds = Bounds(seconds=seconds, silence=silence, bytes=LIMIT)
    return Web("Desk <desk@example.org>", guard=guard, bounds=bounds, clock=lambda: NOW)


def drip(request: Request) -> Iterable[bytes]:
    """Headers that never end, a letter at a time."""
    del request
    yield b"HTTP/1.1 200 -\r\nX: "
    yield from itertools.repeat(b"x")


def endless(request: Request) -> Iterable[bytes]:
    del request
    yield b"HTTP/1.1 200 -\r\n\r\n"
    yield from itertools.repeat(b"x" * 65536)


def chunked(request: Request) -> Iterable[bytes]:
    del request
    yield b"HTTP/1.1 200 -\r\nTransfer-Encoding: chunked\r\n\r\n"
    yield from itertools.repeat(b"1\r\nx\r\n" * 4096)


def hints(request: Request) -> Iterable[bytes]:
    del request
    yield from itertools.repeat(b"HTTP/1.1 103 -\r\nLink: x\r\n\r\n")


def bomb(request: Request) -> Iterable[bytes]:
    del request
    yield b"HTTP/1.1 200 -\r\nContent-Encoding: gzip\r\n\r\n"
    yield BOMB


def packed(size: int) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([*(made.compress(b"\0" * (1 << 20)) for _ in range(size >> 20)), made.flush()])


BOMB = packed(256 << 20)


@pytest.mark.parametrize("answer", [drip, endless, chunked, hints, bomb])
def test_what_never_ends_is_ended(answer: object) -> None:
    with serving(answer) as server:  # type: ignore[arg-type]
        visit = web(server, seconds=3).get(server.url)
        assert visit.failure
        assert visit.body == b""


def test_a_server_that_says_nothing_is_left() -> None:
    answered = threading.Event()

    def nothing(_: Request) -> Iterator[bytes]:
        answered.wait()
        yield b""

    with serving(nothing) as server:
        visit = web(server, seconds=1, silence=0.2).get(server.url)
        answered.set()
    assert (visit.failure, visit.lasting) == ("the server did not answer in time", False)


def test_a_bomb_costs_no_more_than_its_bound() -> None:
    tracemalloc.start()
    with pytest.raises(InputError, match="larger than 1 MB"):
        collect([BOMB], "gzip", LIMIT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * LIMIT, "a mutant that unpacks first holds 256 MB"


@given(st.binary(max_size=3000), st.sampled_from(["", "gzip", "deflate", "raw"]), st.integers(1, 500))
def test_every_packing_comes_back(data: bytes, how: str, size: int) -> None:
    raw = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    made = {
        "": data,
        "gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "raw": raw.compress(data) + raw.flush(),
    }
    pieces = [made[how][at : at + size] for at in range(0, len(made[how]), size)]
    assert collect(pieces, "deflate" if how == "raw" else how, 4000) == data


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br", ""]))
def test_noise_is_refused_or_passed_on(data: bytes, how: str) -> None:
    with suppress(InputError):
        assert len(collect([data], how, 200)) <= 200


@pytest.mark.parametrize("cut", [1, 9, 20])
def test_a_packing_that_breaks_off_is_damage(cut: int) -> None:
    with pytest.raises(InputError, match="damaged"):
        collect([gzip.compress(b"abc" * 100)[:-cut]], "gzip", LIMIT)


@pytest.mark.parametrize(
    "answer",
    [
        [b"HTTP/1.1 200 -\r\nContent-Length: 100\r\n\r\nshort"],
        [b"\x00\xff\x00 nonsense\r\n\r\n"],
        [b"HTTP/1.1 200 -\r\nContent-Length: x\r\n\r\n"],
        [b"HTTP/1.1 200 -\r\nContent-Encoding: gzip\r\n\r\nnot gzip"],
        [b""],
        [b"SSH-2.0-OpenSSH\r\n"],
    ],
)
def test_a_broken_answer_is_told_and_may_be_asked_again(answer: list[bytes]) -> None:
    with serving(lambda _: answer) as server:
        visit = web(server).get(server.url)
    assert visit.failure
    assert not visit.lasting


def test_a_page_is_had_with_its_custody() -> None:
    def answer(request: Request) -> Iterable[bytes]:
        if request.path == "/old":
            return reply(301, location="/new?a=%D8%A3#part")
        return reply(200, b"page", content_type="text/html; charset=x", etag='"1"', last_modified="then")

    with serving(answer) as server:
        visit = web(server).get(f" {server.url}/old ")
        asked = server.asked[0]
    assert visit.good
    assert (visit.body, visit.media, visit.known) == (b"page", "text/html; charset=x", Known('"1"', "then"))
    assert (visit.url, visit.address, visit.captured) == (f"{server.url}/new?a=%D8%A3", "127.0.0.1", NOW)
    assert visit.redirects == ((301, f"{server.url}/old"),)
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"
    assert "operator: Desk <desk@example.org>" in asked.headers["user-agent"]
    assert "cookie" not in asked.headers


def test_what_is_known_is_asked_for_by_its_mark() -> None:
    def answer(request: Request) -> Iterable[bytes]:
        same = request.headers.get("if-none-match") == '"1"' and request.headers.get("if-modified-since") == "then"
        return reply(304 if same else 200, b"" if same else b"page")

    with serving(answer) as server:
        visit = web(server).get(server.url, Known('"1"', "then"))
    assert (visit.status, visit.body, visit.good, visit.failure) == (304, b"", False, "")


def test_redirects_come_to_an_end() -> None:
    with serving(lambda _: reply(302, location="/again")) as server:
        visit = web(server).get(server.url)
        assert visit.failure == "it redirects more than 5 times"
        assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("status", "header"), [(429, "120"), (503, "Tue, 06 Dec 2016 09:00:00 GMT"), (404, ""), (500, "")]
)
def test_what_a_server_refuses_is_told_by_its_status(status: int, header: str) -> None:
    with serving(lambda _: reply(status, b"x" * 100, retry_after=header)) as server:
        visit = web(server).get(server.url)
    assert (visit.status, visit.retry_after, visit.body, visit.good) == (status, header, b"", False)


def test_nobody_there_is_no_connection() -> None:
    with serving(lambda _: reply()) as server:
        pass
    visit = web(server).get(server.url)
    assert visit.failure.startswith("no connection")
    assert not visit.lasting


def test_a_certificate_is_of_the_name(tmp_path: Path) -> None:
    """A server whose certificate nobody vouches for is not asked; one for the name is, where it is pinned."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    command += ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=news.example"]
    subprocess.run([*command, "-addext", "subjectAltName=DNS:news.example"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    trusting = ssl.create_default_context(cafile=str(certificate))
    with serving(lambda _: reply(200, b"page"), tls=context) as server:
        guard = Guard(ports=frozenset({server.port}), resolve=lambda *_: ("127.0.0.1",), allowed=lambda _: True)
        bounds = Bounds(seconds=10, silence=5)
        trusted = Web("Desk", guard=guard, bounds=bounds, tls=trusting)
        assert trusted.get(f"https://news.example:{server.port}/").body == b"page"
        assert "no connection" in trusted.get(f"https://other.example:{server.port}/").failure
        assert (
            "no connection"
            in Web("Desk", guard=guard, bounds=bounds).get(f"https://news.example:{server.port}/").failure
        )


@pytest.mark.parametrize("operator", ["", "  ", "a\nb", "a\r\nX: y"])
def test_nobody_asks_without_a_name(operator: str) -> None:
    with pytest.raises(InputError, match="no operator is named"):
        agent_of(operator)


@given(st.text(max_size=60))
def test_any_operator_fits_a_header(operator: str) -> None:
    try:
        assert agent_of(operator).isascii()
    except InputError:
        assert not operator.strip() or not operator.strip().isprintable()


@given(st.text(max_size=80) | st.text(alphabet="/:@?#[]%\\.a1é", max_size=30).map("http://".__add__))
def test_an_address_is_one_or_is_refused(text: str) -> None:
    try:
        url = located(text)
    except InputError:
        return
    assert url.scheme in {"http", "https"}
    assert url.host
    assert not url.userinfo
    assert located(str(url)) == url
