"""Signed notes and checkpoints: what is signed is read back, and no changed bit of one is believed."""

from contextlib import suppress
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.archive.signed.checkpoint import Checkpoint, opened, read_checkpoint
from marsad.archive.signed.note import PublicKey, SigningKey, parts

# The vectors of C2SP's signed-note specification and of Go's note package.
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
KEY = SigningKey("marsad/test", bytes(range(32)))
CHECKPOINT = Checkpoint("marsad/test", 17, sha256(b"root").digest())


def test_a_note_that_another_implementation_signed_is_believed() -> None:
    key = PublicKey.parse(GO_PUBLIC)
    assert key.signed(GO_NOTE)
    assert not key.signed(GO_NOTE.replace("answer", "reply"))


def test_keys_are_written_and_read() -> None:
    assert SigningKey.parse(KEY.secret()) == KEY
    assert PublicKey.parse(str(KEY.public)) == KEY.public
    assert KEY.secret().startswith("PRIVATE+KEY+marsad/test+")


@given(st.integers(0, 10**12), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_as_it_was_signed(size: int, root: bytes) -> None:
    checkpoint = Checkpoint("marsad/test", size, root)
    note = checkpoint.signed(KEY)
    assert read_checkpoint(note) == opened(note, KEY.public) == checkpoint


def test_no_flipped_bit_of_a_checkpoint_or_key_is_believed() -> None:
    note = CHECKPOINT.signed(KEY)
    for bit in range(8 * len(note.encode())):
        with pytest.raises(ValueError, match=r"note|checkpoint|base64|signed|another log|ASCII|padding"):
            opened(flipped(note, bit), KEY.public)
    for text, parse in ((KEY.secret(), SigningKey.parse), (str(KEY.public), PublicKey.parse)):
        for bit in range(8 * len(text)):
            with suppress(ValueError):
                assert parse(flipped(text, bit)) not in {KEY, KEY.public}


def flipped(text: str, bit: int) -> str:
    data = bytearray(text.encode())
    data[bit // 8] ^= 1 << bit % 8
    return data.decode("utf-8", "replace")


def test_a_cosigned_checkpoint_is_believed_and_lines_of_others_are_passed_over() -> None:
    witness = SigningKey("witness.example", bytes(32))
    text = f"{CHECKPOINT.text}an extension\n"
    note = KEY.sign(text) + witness.line(text)
    assert opened(note, KEY.public) == CHECKPOINT
    assert witness.public.signed(note)
    with pytest.raises(ValueError, match="not signed with this log's key"):
        opened(witness.sign(CHECKPOINT.text), KEY.public)


@pytest.mark.parametrize(
    "note", ["", "\n", "a\n\n", "a\n\n— b\n", "a\n\n— b YQ==\n", "a\n\n— b YWFhYWFh", "a\n\nb\n", "\n\n— b YWFhYWFh\n"]
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match=r"no signed note|base64|padding"):
        parts(note)


@pytest.mark.parametrize(
    "text", ["a\n1\n", "a\n01\nx\n", "a\n-1\nAAAA\n", "a\n1\nAAAA\n", "a\n١\nAAAA\n", "\n1\nAAAA\n"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no checkpoint|base64|padding"):
        read_checkpoint(KEY.sign(text))


@given(st.text())
def test_any_text_is_refused(text: str) -> None:
    for read in (read_checkpoint, PublicKey.parse, SigningKey.parse):
        try:
            read(text)
        except ValueError:
            continue
        raise AssertionError(text)
