import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
from coding import TEXT, write

from marsad.cli.words import load
from marsad.model.report import Report
from marsad.model.vocabulary import Kind
from marsad.web.coding.desk import Desk
from marsad.web.coding.server import LIMIT, Server

CLAIM = {"kind": "shelling", "evidence": [[14, 50]], "places": [[44, 50]]}
ATTACK = '</script><script>alert(1)</script>"\u202e'


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Ask = Callable[..., Answer]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    reports = [Report(report="r1", text=TEXT), Report(report=ATTACK, text=ATTACK)]
    with Server(Desk(reports, tmp_path / "coded.jsonl"), {"en": load("en"), "ar": load("ar")}, "en") as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def ask(server: Server) -> Ask:
    """`ask("reports/0", {"claims": …})`: GET, or POST where there is a body."""

    def asked(path: str, body: Any = None, *, token: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        kind = {} if body is None else {"Content-Type": "application/json"}
        given = {**kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request("GET" if body is None else "POST", f"/{token or server.token}/{path}", data, given)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())

    return asked


def test_a_report_is_opened_coded_and_saved(ask: Ask, server: Server) -> None:
    assert ask("reports").json == [
        {"report": "r1", "claims": 0, "done": False},
        {"report": ATTACK, "claims": 0, "done": False},
    ]
    opened = ask("reports/0").json
    assert (opened["text"], opened["claims"], opened["version"]) == (TEXT, [], "")
    first = ask("reports/0", {"claims": [CLAIM], "done": False, "version": ""})
    assert first.status == 200
    second = ask("reports/0", {"claims": [CLAIM], "done": True, "version": first.json["version"]})
    assert second.status == 200
    assert ask("reports").json[0] == {"report": "r1", "claims": 1, "done": True}
    assert json.loads(server.desk.out.read_bytes())["claims"][0]["places"] == [[44, 50]]
    assert ask("reports/0", {"claims": [], "done": True, "version": ""}).status == 409


def test_a_fault_is_told_in_the_coders_language_and_nothing_is_saved(ask: Ask, server: Server) -> None:
    sent = {"claims": [CLAIM | {"kind": "control"}], "done": False, "version": ""}
    english, arabic = ask("reports/0", sent), ask("reports/0?lang=ar", sent)
    assert english.status == arabic.status == 422
    assert english.json["told"][0]["field"] == "change"
    assert english.json["told"][0]["told"].startswith("control always has a change")
    assert arabic.json["told"][0]["told"].startswith("للسيطرة تغيّر دائماً")
    assert not server.desk.out.exists()


def test_a_file_that_was_changed_by_hand_is_told_and_the_server_goes_on(ask: Ask, server: Server) -> None:
    sent = {"claims": [CLAIM], "done": False, "version": ""}
    server.desk.out.write_text("no json\n", encoding="utf-8")
    for answer in (ask("reports"), ask("reports/0?lang=ar"), ask("reports/0", sent)):
        assert answer.status == 409
        assert f"{server.desk.out}:1" in answer.json["told"][0]["told"]
    server.desk.out.unlink()
    server.desk.out.mkdir()
    assert ask("reports/0", sent).status == 507
    server.desk.out.rmdir()
    assert ask("reports/0", sent).status == 200


def test_another_host_gets_nothing(ask: Ask, server: Server) -> None:
    ours = f"127.0.0.1:{server.server_port}"
    for host in ("evil.example", f"evil.example:{server.server_port}", "127.0.0.1", "", f"{ours}."):
        for body in (None, {"claims": [], "done": True, "version": ""}):
            answer = ask("reports/0", body, Host=host)
            assert answer.status in {400, 403}
            assert TEXT.encode() not in answer.body
    assert ask("reports", Host=f"localhost:{server.server_port}").status == 200


def test_without_the_token_there_is_nothing(ask: Ask, server: Server) -> None:
    for token in ("x", server.token[:-1], server.token + "x", "%2e%2e", "reports"):
        answer = ask("", token=token)
        assert (answer.status, answer.body) == (404, b"")
    assert len(server.token) >= 32


def test_another_page_cannot_save(ask: Ask, server: Server) -> None:
    sent = {"claims": [], "done": True, "version": ""}
    assert ask("reports/0", sent, Origin="http://evil.example").status == 403
    assert ask("reports/0", sent, Origin="null").status == 403
    assert ask("reports/0", sent, Content_Type="text/plain").status == 415
    assert ask("reports/0", sent, Content_Type="application/x-www-form-urlencoded").status == 415
    assert not server.desk.out.exists()
    assert ask("reports/0", sent, Origin=f"http://127.0.0.1:{server.server_port}").status == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"no json", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        ({"claims": [CLAIM | {"kind": "war"}], "done": True, "version": ""}, 400),
        ({"claims": [CLAIM | {"extra": 1}], "done": True, "version": ""}, 400),
        ({"claims": [CLAIM | {"evidence": [["a", 2]]}], "done": True, "version": ""}, 400),
        (b" " * (LIMIT + 1), 413),
    ],
)
def test_what_is_not_a_claim_is_refused(ask: Ask, server: Server, body: Any, status: int) -> None:
    try:
        assert ask("reports/0", body).status == status
    except (BrokenPipeError, ConnectionResetError):
        assert status == 413  # refused before all of it was sent
    assert not server.desk.out.exists()


@pytest.mark.parametrize(
    "path", ["reports/2", "reports/-1", "reports/x", "reports/0/0", "x", "coding.py", "../coding.js", "//[x"]
)
def test_nothing_else_is_served(ask: Ask, path: str) -> None:
    assert ask(path).status == 404
    assert ask(path, {"claims": [], "done": True, "version": ""}).status == 404


def test_a_length_that_is_none_is_refused(server: Server) -> None:
    for length in ("", "x", "-1", "9" * 400):
        with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as wire:
            head = f"POST /{server.token}/reports/0 HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\n"
            wire.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode())
            assert wire.recv(64).split()[1] in {b"411", b"413"}


def test_the_page_fetches_from_its_own_server_alone(ask: Ask) -> None:
    page = ask("")
    assert "default-src 'none'; script-src 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert re.findall(r'(?:src|href)="([^"]*)"', page.body.decode()) == ["coding.css", "coding.js"]
    for asset in ("coding.js", "coding.css"):
        text = ask(asset).body.decode()
        assert not re.search(r"https?://|innerHTML|url\(|@import", text)
    assert b'dir="rtl"' in ask("?lang=ar").body
    assert b'dir="ltr"' in ask("?lang=xx").body


def test_the_reports_words_never_become_part_of_the_page(ask: Ask) -> None:
    assert b"alert" not in ask("").body
    assert ask("reports/1").json["text"] == ATTACK
    assert ask("reports/1").headers["Content-Type"] == "application/json"


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_every_sentence_of_the_script_is_in_the_catalogue_and_every_kind_has_a_key() -> None:
    script = (files("marsad.web.coding") / "coding.js").read_text(encoding="utf-8")
    asked = set(re.findall(r'say\("([^"]+)"', script)) | set(re.findall(r'"(code\.[a-z_]+)"', script))
    fields = "kind change stance modality scope evidence sources actor target places outcome group low high part_of"
    asked |= {f"code.{field}" for field in (*fields.split(), "from", "to")}
    assert len(asked) > 40
    assert asked <= load("en").beginning("").keys()
    listed = re.search(r"const KIND_KEYS = \[(.*?)\]", script, re.DOTALL)
    assert listed is not None
    assert len(re.findall(r'"', listed[1])) // 2 == len(get_args(Kind))


def test_the_command_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    reports = write(tmp_path / "reports.jsonl", [{"report": "r1", "text": TEXT}])
    # a shell that runs jobs in the background has them ignore it
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heard}; from marsad.cli.main import run; run()", "code", str(reports)]
    with subprocess.Popen(
        [*command, "--out", str(tmp_path / "coded.jsonl")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        told = run.stdout.readline() + run.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)(/\S+)", told)
        assert found is not None
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=10)
        connection.request("GET", f"{found[2]}reports")
        assert json.loads(connection.getresponse().read()) == [{"report": "r1", "claims": 0, "done": False}]
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=30)
    assert run.returncode == 0
    assert "0 of 1 reports are coded to their end" in err


def test_a_port_that_is_taken_is_named(tmp_path: Path, marsad: Callable[..., Any], server: Server) -> None:
    reports = write(tmp_path / "reports.jsonl", [{"report": "r1", "text": TEXT}])
    taken = marsad("code", reports, "--out", tmp_path / "other.jsonl", "--port", server.server_port)
    assert taken.code == 1
    assert f"the port {server.server_port} is not to be had" in taken.err


def test_nothing_is_served_without_reports_or_a_folder(tmp_path: Path, marsad: Callable[..., Any]) -> None:
    reports = write(tmp_path / "reports.jsonl", [{"report": "r1", "text": TEXT}])
    nowhere = marsad("code", reports, "--out", tmp_path / "gone" / "coded.jsonl")
    assert nowhere.code == 1
    assert "the folder to save into is not there" in nowhere.err
    assert marsad("code", write(tmp_path / "none.jsonl", []), "--out", tmp_path / "coded.jsonl").code == 1
