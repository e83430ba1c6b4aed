"""The whole road from feeds on loopback into a record: by command, cut off, while others write, and through days."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from newsroom import Clock
from webserver import Request, Server, reply, serving

from marsad import pipeline
from marsad.archive.archive import Archive
from marsad.archive.fetch.web import Bounds, Guard, Web
from marsad.archive.verify import verify
from marsad.errors import MarsadError
from marsad.model.came import Came
from marsad.model.done import Given
from marsad.pipeline import fetching, watching

Words = dict[str, str]


def site(pages: Words) -> Callable[[Request], Iterable[bytes]]:
    """A feed at /rss that lists the pages, and the pages; what is not there is 404."""

    def answer(request: Request) -> Iterable[bytes]:
        if request.path == "/rss":
            items = "".join(f"<item><title>خبر</title><link>{path}</link></item>" for path in pages)
            return reply(200, f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), content_type="text/xml")
        if request.path in pages:
            words = f"<html><body><article><p>{pages[request.path]}</p></article></body></html>"
            return reply(200, words.encode(), content_type="text/html; charset=utf-8")
        return reply(404)

    return answer


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> list[Server]:
    """Names under .example lead to the servers in the list, in whose ports the web is asked."""
    servers: list[Server] = []

    def web_for(operator: str, ports: tuple[int, ...] = (), clock: Callable[[], datetime] | None = None) -> Web:
        guard = Guard(
            ports=frozenset(server.port for server in servers).union(ports),
            resolve=lambda *_: ("127.0.0.1",),
            allowed=lambda address: address == "127.0.0.1",
        )
        now = clock or (lambda: datetime.now(UTC))
        return Web(operator, guard=guard, bounds=Bounds(seconds=10, silence=5), clock=now)

    monkeypatch.setattr(fetching, "web_for", web_for)
    monkeypatch.setattr(watching, "web_for", web_for)
    return servers


def feeds(folder: Path, *urls: str, more: str = "") -> Path:
    path = folder / "feeds.toml"
    listed = "".join(f'[[feed]]\nurl = "{url}"\n' for url in urls)
    path.write_text(f'operator = "Desk <desk@example.org>"\ndelay = "1s"\n{more}{listed}', encoding="utf-8")
    return path


class Run:
    """Watching with a clock of its own until so many hours have passed."""

    def __init__(self, record: Path, listed: Path, clock: Clock) -> None:
        self.record, self.listed, self.clock = record, listed, clock
        self.came: list[Came] = []
        self.told: list[MarsadError] = []

    def on(self, hours: float) -> None:
        until = self.clock.hours + hours
        heard = pipeline.Heard(self.told.append, self.came.append, lambda: None)
        given = Given(reader="fast")
        ours = pipeline.Hours(self.clock, self.clock.wait, lambda: self.clock.hours >= until)
        pipeline.watch(self.record, self.listed, ours, heard, given)


ALEPPO = "قُتل خمسة مدنيين في قصف على حي الشعار شرق حلب اليوم، بحسب المرصد السوري لحقوق الإنسان. " * 3


def test_what_is_watched_is_read_and_answers(tmp_path: Path, loopback: list[Server]) -> None:
    pages = {"/1": ALEPPO}
    with serving(site(pages)) as server:
        loopback.append(server)
        run = Run(tmp_path / "record", feeds(tmp_path, f"http://a.example:{server.port}/rss"), Clock())
        run.on(0.5)
        pages["/1"] = ALEPPO.replace("خمسة", "سبعة", 1)
        run.on(1.0)
        pages["/1"] = ALEPPO
        run.on(8.0)
    assert [bool(came.revises) for came in run.came] == [False, True, True]
    assert run.came[1].changes[0].gone.startswith("خمسة")
    assert run.came[1].changes[0].come.startswith("سبعة")
    told = pipeline.events(run.record)
    assert told.claims
    assert verify(run.record, besides=["record.sqlite"]).whole
    with Archive.open(run.record) as archive:
        versions = list(archive.acquisitions())
        assert len({version.report.report for version in versions}) == 1
        assert versions[1].report.meta["revises"] == versions[0].text_digest
        fetched = versions[0].report.meta["fetched"]
        assert (fetched["address"], fetched["status"]) == ("127.0.0.1", 200)
        assert archive.original(versions[0].object).startswith(b"<html>")


def test_a_repost_is_linked_to_what_it_repeats(tmp_path: Path, loopback: list[Server]) -> None:
    with serving(site({"/1": ALEPPO})) as one, serving(site({"/other": f"{ALEPPO} نقلاً عن الوكالة"})) as other:
        loopback += [one, other]
        listed = feeds(tmp_path, f"http://a.example:{one.port}/rss", f"http://b.example:{other.port}/rss")
        run = Run(tmp_path / "record", listed, Clock())
        run.on(0.2)
    assert len(run.came) == 2
    assert run.came[1].near == run.came[0].report
    assert (run.came[1].similarity or 0) > 0.8


def test_a_cut_off_run_goes_on_and_doubles_nothing(tmp_path: Path, loopback: list[Server]) -> None:
    """Also with the states gone: the record knows its reports."""
    pages = {f"/{number}": f"خبر {number}. {ALEPPO}" for number in range(5)}
    with serving(site(pages)) as server:
        loopback.append(server)
        listed = feeds(tmp_path, f"http://a.example:{server.port}/rss")
        clock = Clock()
        for _ in range(4):
            run = Run(tmp_path / "record", listed, clock)
            run.on(0.001)
        run.on(0.1)
        for path in (tmp_path / "record" / "watch").glob("*.json"):
            path.unlink()
        again = Run(tmp_path / "record", listed, clock)
        again.on(0.5)
        assert again.came == []
    with Archive.open(tmp_path / "record") as archive:
        assert len(list(archive.acquisitions())) == 5


def test_while_another_writes_what_came_waits(tmp_path: Path, loopback: list[Server]) -> None:
    with serving(site({"/1": ALEPPO})) as server:
        loopback.append(server)
        record = tmp_path / "record"
        run = Run(record, feeds(tmp_path, f"http://a.example:{server.port}/rss"), Clock())
        with Archive.create(record):
            run.on(0.1)
        assert run.came == []
        assert any("has been writing" in error.what for error in run.told)
        run.on(0.1)
    assert len(run.came) == 1


def test_a_server_cannot_name_another_report(tmp_path: Path, loopback: list[Server]) -> None:
    def answer(request: Request) -> Iterable[bytes]:
        line = {"report": "agency:17", "text": ALEPPO}
        return reply(200, json.dumps(line).encode()) if request.path == "/1.jsonl" else site({"/1.jsonl": ""})(request)

    with serving(answer) as server:
        loopback.append(server)
        run = Run(tmp_path / "record", feeds(tmp_path, f"http://a.example:{server.port}/rss"), Clock())
        run.on(0.1)
    assert len(run.came) == 1
    assert run.came[0].report != "agency:17"


def test_a_damaged_state_is_named_and_begun_afresh(tmp_path: Path, loopback: list[Server]) -> None:
    with serving(site({"/1": ALEPPO})) as server:
        loopback.append(server)
        run = Run(tmp_path / "record", feeds(tmp_path, f"http://a.example:{server.port}/rss"), Clock())
        run.on(0.1)
        (path,) = (tmp_path / "record" / "watch").glob("*.json")
        data = bytearray(path.read_bytes())
        for bit in range(0, len(data) * 8, 97):
            data[bit // 8] ^= 1 << bit % 8
            path.write_bytes(data)
            found = verify(tmp_path / "record", besides=["record.sqlite"]).findings
            assert [finding.path for finding in found] == [f"watch/{path.name}"]
            data[bit // 8] ^= 1 << bit % 8
        path.write_bytes(b"{}")
        run.on(0.5)
    assert any("cannot be read" in error.what for error in run.told)
    assert len(run.came) == 1
    assert verify(tmp_path / "record", besides=["record.sqlite"]).whole


def test_the_command_watches_once_and_tells_health(
    marsad: Callable[..., Any], tmp_path: Path, loopback: list[Server]
) -> None:
    with serving(site({"/1": ALEPPO})) as server:
        loopback.append(server)
        listed = feeds(tmp_path, f"http://a.example:{server.port}/rss")
        done = marsad("watch", listed, "--once", "--format", "jsonl", "--reader", "fast")
        assert done.code == 0, done.err
        assert json.loads(done.out)["url"] == f"http://a.example:{server.port}/1"
        health = marsad("watch", listed, "--health", "--format", "jsonl")
        assert json.loads(health.out)["state"] == "ok"
        assert "ok" in marsad("watch", listed, "--health").text


def test_the_command_adds_an_address(
    marsad: Callable[..., Any], loopback: list[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(site({"/1": ALEPPO})) as server:
        loopback.append(server)
        url = f"http://a.example:{server.port}"
        nameless = marsad("add", f"{url}/1")
        assert nameless.code == 1
        assert "no operator is named" in nameless.err
        monkeypatch.setenv("MARSAD_OPERATOR", "Desk <desk@example.org>")
        done = marsad("add", f"{url}/1", f"{url}/2", "--format", "jsonl", "--reader", "fast")
        assert done.code == 3
        assert "the server answers 404" in done.err
        assert json.loads(done.out)["new"]
        assert "only `marsad add`" in marsad("read", f"{url}/1").err
