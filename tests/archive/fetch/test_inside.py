"""Fetching cannot be aimed inside: no connection to a non-public address is so much as attempted."""

import ipaddress
import os
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st
from webserver import Request, Server, connections, reply, serving

from marsad.archive.fetch import web as web_module
from marsad.archive.fetch.addresses import is_public
from marsad.archive.fetch.pinned import Door, TimedStream, resolve
from marsad.archive.fetch.web import Bounds, Guard, Web

FRONT = "127.0.0.2"
"""Stands for a public server: the only address that a test's guard allows besides the public ones."""
INSIDE_4 = (
    "0.0.0.0", "0.1.2.3",  # noqa: S104 - to be refused
    "10.0.0.1", "10.255.255.254", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.254", "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1",
    "198.19.255.254", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
)  # fmt: skip
NUMBERS = (
    "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.1", "127.0.1", "0", "017700000001", "0x7F.1",
    "127。0。0。1", "127.0.0.1.", "3232235521", "0xa9fea9fe", "0300.0250.0.1", "localhost",
)  # fmt: skip
INSIDE_6 = (
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:0:7f00:1::",
    "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::", "2002:808:808::1",
    "2620:4f:8000::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1", "ff0e::1",
    "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:a00:1", "4000::1", "8000::1",
)  # fmt: skip
STRANGE = (
    "file:///etc/passwd", "gopher://127.0.0.1:{port}/_GET", "ftp://127.0.0.1/x", "data:text/html,x", "javascript:1",
    "http://good.example@127.0.0.1:{port}/", "http://good.example:80@127.0.0.1:{port}/", "http:///x", "http://",
    "http://good.example\\@127.0.0.1:{port}/", "//127.0.0.1:{port}/x", "http://[::1", "http://127.0.0.1:{port}:80/",
    "http://127.0.0.1:{port}#@good.example/", "http://127.0.0.1:{port}?@good.example/", "http://\t127.0.0.1:{port}/",
    "http://good.example\r\nHost: 127.0.0.1/", "unix:///var/run/docker.sock", "http://%31%32%37.0.0.1:{port}/",
)  # fmt: skip
PORTS = (1, 21, 22, 23, 25, 53, 110, 111, 135, 143, 389, 445, 465, 587, 993, 2375, 3306, 5432, 6379, 9200, 11211, 27017)
PUBLIC = ("8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::808:808")


class Names:
    """A name server of our own: each name has a list of answers, one for each time it is asked; else the system's."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Sequence[str]]] = {}

    def __call__(self, host: str, port: int) -> Sequence[str]:
        if host not in self.answers:
            numeric = socket.AI_NUMERICHOST if host != "localhost" else 0
            return [
                str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=numeric)
            ]
        said = self.answers[host]
        return said.pop(0) if len(said) > 1 else said[0]


class Room:
    """A public front that redirects wherever its query says, and listeners that nobody must reach."""

    def __init__(self, front: Server, secret: Server, secret6: Server) -> None:
        self.front, self.secrets, self.port = front, (secret, secret6), secret.port
        self.names = Names()
        self.names.answers["front.example"] = [(FRONT,)]

    def cases(self) -> Iterator[str]:
        """Every address to try, each fresh: a name is set up as its case is drawn."""
        literal = [*INSIDE_4, *NUMBERS, *(f"[{address}]" for address in INSIDE_6)]
        direct = [f"http://{host}:{self.port}/" for host in literal] + [case.format(port=self.port) for case in STRANGE]
        yield from direct
        yield from (f"http://front.example:{self.port}/?{quote(case, safe='')}" for case in direct)
        for number, address in enumerate((*INSIDE_4, *INSIDE_6)):
            self.names.answers[f"a{number}.example"] = [(address,)]
            self.names.answers[f"b{number}.example"] = [(FRONT, address)]
            self.names.answers[f"c{number}.example"] = [(FRONT,), (address,)]
            yield from (f"http://{kind}{number}.example:{self.port}/" for kind in "ab")
            # rebinding: the first answer is public, every later one is not; asked by name, then by redirect to itself
            yield f"http://c{number}.example:{self.port}/?{quote(f'http://c{number}.example:{self.port}/x', safe='')}"
        yield from (f"http://front.example:{port}/" for port in PORTS)


def redirecting(request: Request) -> Iterable[bytes]:
    target = unquote(request.path.partition("?")[2])
    return reply(302, location=target.replace("\r", "").replace("\n", "")) if target else reply(200, b"front")


@pytest.fixture
def room() -> Iterator[Room]:
    with (
        serving(lambda _: reply(200, b"secret")) as secret,
        serving(redirecting, FRONT, secret.port) as front,
        serving(lambda _: reply(200, b"secret"), "::1", secret.port) as six,
    ):
        yield Room(front, secret, six)


def attempts(
    room: Room, allowed: Callable[[str], bool] = is_public, ports: frozenset[int] | None = None
) -> list[object]:
    """Every connection that was tried to anything but the front's one port, over all cases."""
    guard = Guard(
        ports=frozenset({room.port}) if ports is None else ports,
        resolve=room.names,
        allowed=lambda address: address == FRONT or allowed(address),
    )
    web = Web("Tests <tests@example.org>", guard=guard, bounds=Bounds(seconds=5, silence=2))
    with connections(lambda address, port: address == FRONT and port == room.port) as tried:
        for case in room.cases():
            visit = web.get(case)
            assert b"secret" not in visit.body
        return [*tried, *(hit for secret in room.secrets for hit in range(secret.hits))]


def test_no_case_reaches_inside(room: Room) -> None:
    assert len(list(room.cases())) >= 350
    assert attempts(room) == []
    assert room.front.hits > 100, "the front, which is allowed, is asked"


class ChecksOnce(Door):
    """Mutant: looks at the first connection of a visit alone."""

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolve(host, port) if self.peer else super()._checked(host, port)
        self.peer = "seen"
        return addresses


class ResolvesTwice(Door):
    """Mutant: checks one answer and connects to the next."""

    def _checked(self, host: str, port: int) -> Sequence[str]:
        super()._checked(host, port)
        return self._resolve(host, port)


class ChecksFirst(Door):
    """Mutant: of several addresses looks at the first and connects to any."""

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = self._resolve(host, port)
        return list(reversed(addresses)) if self._allowed(addresses[0]) else super()._checked(host, port)


class ChecksNames(Door):
    """Mutant: looks at what is written and not at what it resolves to."""

    def _checked(self, host: str, port: int) -> Sequence[str]:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return self._resolve(host, port)
        return super()._checked(host, port)


@pytest.mark.parametrize("mutant", [ChecksOnce, ResolvesTwice, ChecksFirst, ChecksNames])
def test_a_door_with_a_gap_is_seen(room: Room, monkeypatch: pytest.MonkeyPatch, mutant: type[Door]) -> None:
    monkeypatch.setattr(web_module, "Door", mutant)
    assert attempts_of_a_mutant(room)


def test_is_global_alone_is_seen(room: Room) -> None:
    assert attempts_of_a_mutant(room, lambda address: ipaddress.ip_address(address).is_global)


def test_open_ports_are_seen(room: Room) -> None:
    assert attempts_of_a_mutant(room, ports=frozenset(range(1, 1 << 16)))


def attempts_of_a_mutant(
    room: Room, allowed: Callable[[str], bool] = is_public, ports: frozenset[int] | None = None
) -> bool:
    try:
        return bool(attempts(room, allowed, ports))
    except AssertionError:
        return True


def test_no_proxy_of_the_environment_is_asked(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setitem(os.environ, name, room.secrets[0].url)
        monkeypatch.setitem(os.environ, name.upper(), room.secrets[0].url)
    guard = Guard(ports=frozenset({room.port}), resolve=room.names, allowed=lambda address: address == FRONT)
    assert Web("Tests", guard=guard).get(f"http://front.example:{room.port}/").body == b"front"
    assert attempts(room) == []


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_what_is_public_is_global(address: IPv4Address) -> None:
    """One way only: Python's list calls more global than is safe."""
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_no_way_round(address: IPv4Address) -> None:
    forms = [
        0x0064FF9B << 96 | int(address),
        0xFFFF << 32 | int(address),
        0x2002 << 112 | int(address) << 80,
        int(address),
    ]
    for form in forms:
        assert not is_public(str(IPv6Address(form))) or (form >> 96 == 0x0064FF9B and is_public(str(address)))


@given(st.text(max_size=40))
def test_what_is_no_address_is_not_public(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        assert not is_public(text)


def test_the_system_resolves_each_address_once() -> None:
    assert resolve("127.0.0.1", 80) == ("127.0.0.1",)
    assert is_public(resolve("0x7f000001", 80)[0]) is False


def test_a_socket_file_is_no_way_in() -> None:
    door = Door(frozenset({80}), resolve, is_public, 0)
    with pytest.raises(Exception, match="only http and https"):
        door.connect_unix_socket("/var/run/docker.sock")
    with pytest.raises(httpcore.ReadTimeout):
        TimedStream(httpcore.MockStream([]), 0).read(1)
