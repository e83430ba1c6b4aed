"""Time stamps by an authority on this machine: good ones are kept and believed, others refused; openssl agrees."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from authority import Authority
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
from sealed import fresh, intake
from strangers import checked

from marsad.archive.archive import Archive
from marsad.archive.proof import stamp as stamping
from marsad.archive.proof.stamp import ask, read
from marsad.archive.verify import verify
from marsad.errors import InputError, RecordError

NOTE = "marsad/test\n7\nroot\n\nsignature\n"
MADE = datetime(2016, 12, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("other"), "Other Root")


def query(note: str = NOTE) -> bytes:
    return TimestampRequestBuilder().data(note.encode()).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


def test_a_stamp_is_asked_for_read_and_trusted(authority: Authority) -> None:
    with authority.served() as address:
        made = ask(address, NOTE, [authority.root])
    assert (made.authority, made.trusted, made.doubt) == (address, True, "")
    assert made.time
    assert made.time.tzinfo == UTC
    assert authority.trusts(made.token, NOTE)


def test_without_a_root_a_stamp_is_kept_and_not_trusted(authority: Authority) -> None:
    made = read("tsa", authority.answer(query()), NOTE)
    assert (made.trusted, made.doubt) == (False, "whose signature the stamp bears was not checked")


CASES = {
    "good": ("stamping", True),
    "expired": ("expired", False),
    "for other uses": ("serving", False),
}


@pytest.mark.parametrize("case", CASES)
def test_only_a_stamp_of_the_right_root_use_and_time_is_trusted(
    case: str, authority: Authority, other: Authority
) -> None:
    who, good = CASES[case]
    token = authority.misused(query(), who) if who == "serving" else authority.answer(query(), who)
    assert authority.trusts(token, NOTE) == good  # openssl, the second verifier
    if good:
        assert read("tsa", token, NOTE, [authority.root]).trusted
    else:
        with pytest.raises(RecordError, match="not trusted by the certificates given"):
            read("tsa", token, NOTE, [authority.root])
    with pytest.raises(RecordError, match="not trusted by the certificates given"):
        read("tsa", token, NOTE, [other.root])
    assert not other.trusts(token, NOTE)
    with pytest.raises(RecordError, match="it stamped something else"):
        read("tsa", token, NOTE + "x", [authority.root])
    assert not authority.trusts(token, NOTE + "x")


def test_a_mutant_that_trusts_without_a_root_is_caught(
    authority: Authority, other: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamping, "_trust", lambda *_: None)
    token = authority.answer(query())
    assert read("tsa", token, NOTE, [other.root]).trusted != other.trusts(token, NOTE)


def test_a_flipped_bit_of_a_token_never_moves_its_time(authority: Authority) -> None:
    token = authority.answer(query())
    good = read("tsa", token, NOTE, [authority.root])
    chance = random.Random(11)  # noqa: S311 - a test that can be run again
    passed = 0
    for _ in range(1000):
        data = bytearray(token)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            made = read("tsa", bytes(data), NOTE, [authority.root])
        except RecordError:
            continue
        passed += made.trusted
        assert not made.trusted or made.time == good.time
    assert passed < 300  # bytes that no signature covers: so the log keeps the token's digest


def test_an_answer_that_encloses_a_chain_is_kept_as_it_came(authority: Authority) -> None:
    token = authority.answer(query(), chain="root")
    made = read("tsa", token, NOTE, [authority.root])
    assert (made.token, made.trusted) == (token, False)
    assert made.time is None
    assert authority.trusts(token, NOTE)


@pytest.mark.parametrize("answer", [b"", b"no", b"\x30\x03\x02\x01\x02", b"0" * (1 << 20) + b"00"])
def test_what_is_no_answer_is_refused(answer: bytes, authority: Authority) -> None:
    with authority.served(answer=answer) as address, pytest.raises(RecordError, match=r"cannot be read|too long"):
        ask(address, NOTE, [authority.root])


def test_an_old_answer_is_not_taken_for_a_new_one(authority: Authority) -> None:
    old = authority.answer(query())
    with authority.served(answer=old) as address, pytest.raises(RecordError, match="not one to this question"):
        ask(address, NOTE, [authority.root])


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "ftp://127.0.0.1/", "tsa"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="no address of a time stamping authority"):
        ask(address, NOTE)


def test_nobody_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be asked"):
        ask("http://127.0.0.1:9/", NOTE)
    with pytest.raises(InputError, match="certificates cannot be read"):
        stamping._trust("tsa", b"", NOTE, [tmp_path / "none.pem"])
    (tmp_path / "empty.pem").write_text("x")
    with pytest.raises(InputError, match="no certificate in it"):
        stamping._trust("tsa", b"", NOTE, [tmp_path / "empty.pem"])


def test_a_stamp_is_logged_proved_and_checked_by_strangers(
    authority: Authority, other: Authority, tmp_path: Path
) -> None:
    with fresh(tmp_path) as archive:
        archive.add_reports([intake("a")])
        note = archive.checkpoint()
        archive.seal_stamp(note, read("tsa", authority.answer(query(note)), note, [authority.root]))
        archive.add_reports([intake("later")])
    assert verify(tmp_path / "record").findings == ()
    with Archive.open(tmp_path / "record") as archive:
        archive.prove(["a"], tmp_path / "bag", made=MADE, earlier={})
        archive.prove(["later"], tmp_path / "unstamped", made=MADE, earlier={})
    assert not (tmp_path / "unstamped" / "data" / "earlier").exists()
    assert (tmp_path / "bag" / "data" / "earlier" / "2.1.tsr").exists()
    code, said = checked(tmp_path / "bag", "--ca", authority.root)
    assert code == 0, said
    assert "2.1.tsr: the entries before 2 existed at 20" in said
    assert "if you trust it" in checked(tmp_path / "bag")[1]
    assert "openssl does not trust it" in checked(tmp_path / "bag", "--ca", other.root)[1]


def test_the_command_asks_each_authority_and_tells_who_did_not_answer(
    authority: Authority, marsad: object, tmp_path: Path
) -> None:
    report = '{"report": "r", "text": "قتل ثلاثة مدنيين في قصف على حلب"}'.encode()
    assert callable(marsad)
    assert marsad("add", "-", "--record", "rec", stdin=report).code == 0
    with authority.served() as address:
        ran = marsad("checkpoint", "--record", "rec", "--stamp", address, "--stamp", "http://127.0.0.1:9/")
    assert ran.code == 3
    assert "Stamped by 1 of 2 authorities." in ran.err
    assert "http://127.0.0.1:9/: the time stamping authority cannot be asked" in ran.err
    assert marsad("verify", "--record", "rec").code == 0
    assert (tmp_path / "rec").is_dir()
