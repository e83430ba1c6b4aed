"""Time from others: RFC 3161 tokens on checkpoints. What an authority answers is kept as it came, bit for bit.

A token bounds time from above: the checkpoint, and so every entry that it covers, existed no later.
"""

import http.client
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from marsad.errors import InputError, RecordError

_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_LARGEST = 1 << 20
_SECONDS = 30
_ASK_AGAIN = "try again later, or ask another authority"


class Stamp(msgspec.Struct, frozen=True):
    """An authority's answer to a checkpoint: its raw bytes, what time it says, whether its chain led to a given root.

    `doubt` says why it was not trusted though nothing speaks against it; it is kept all the same.
    """

    authority: str
    token: bytes
    time: datetime | None
    trusted: bool
    doubt: str = ""


def ask(authority: str, note: str, roots: Sequence[Path] = ()) -> Stamp:
    """Have a note stamped by the authority at this address. RecordError or InputError where no stamp comes of it.

    With roots (PEM files) a stamp that does not lead to one of them is refused.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - wanted for this alone

    request = TimestampRequestBuilder().data(note.encode()).hash_algorithm(HashAlgorithm.SHA256).build()
    token = _post(authority, request.as_bytes())
    return read(authority, token, note, roots, nonce=request.nonce)


def read(authority: str, token: bytes, note: str, roots: Sequence[Path] = (), *, nonce: int | None = None) -> Stamp:
    """What an answer says of a note. RecordError where it is no stamp of it, or leads to none of the roots given.

    One that cannot be read, though the note's digest stands in it, is kept with a doubt: `openssl` may read it.
    """
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - likewise

    try:
        response = decode_timestamp_response(token)
        told = response.tst_info
        imprint, time, answered = told.message_imprint.message, told.gen_time, told.nonce
    except Exception as error:  # not every valid answer is understood: some spell a set in an order of their own
        if sha256(note.encode()).digest() not in token:
            raise _refused(authority, "the answer cannot be read as a stamp of this checkpoint") from error
        return Stamp(authority, token, None, trusted=False, doubt="the stamp could not be read, and is kept as it came")
    if imprint != sha256(note.encode()).digest():
        raise _refused(authority, "it stamped something else")
    if nonce is not None and answered != nonce:
        raise _refused(authority, "the answer is not one to this question")
    if roots:
        _trust(authority, token, note, roots)
    doubt = "" if roots else "whose signature the stamp bears was not checked"
    return Stamp(authority, token, time.astimezone(UTC), trusted=bool(roots), doubt=doubt)


def _trust(authority: str, token: bytes, note: str, roots: Sequence[Path]) -> None:
    """RecordError where a stamp's chain does not lead to a root, or was not valid at its time, or is for other uses."""
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - likewise
    from rfc3161_client import VerifierBuilder, decode_timestamp_response  # noqa: PLC0415

    try:
        certificates = [one for path in roots for one in load_pem_x509_certificates(path.read_bytes())]
    except OSError as error:
        what = f"the certificates cannot be read: {error.strerror}"
        raise InputError(what, where=str(error.filename), mend="name a PEM file") from error
    except ValueError as error:
        raise InputError("there is no certificate in it", where=str(roots[0]), mend="name a PEM file") from error
    try:
        VerifierBuilder(roots=certificates).build().verify_message(decode_timestamp_response(token), note.encode())
    except Exception as error:  # a parser of hostile bytes: whatever it raises, there is no trust
        raise _refused(authority, "the stamp is not trusted by the certificates given") from error


def _post(authority: str, query: bytes) -> bytes:
    if not authority.startswith(("http://", "https://")):
        mend = "give an address that begins with https:// or http://"
        raise InputError("this is no address of a time stamping authority", where=authority, mend=mend)
    asked = urllib.request.Request(authority, query, {"Content-Type": _QUERY, "Accept": _REPLY})  # noqa: S310 - checked
    try:
        with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310 - likewise
            data: bytes = answer.read(_LARGEST + 1)
    except (urllib.error.URLError, OSError, http.client.HTTPException) as error:
        what = f"the time stamping authority cannot be asked: {error}"
        raise RecordError(what, where=authority, mend=_ASK_AGAIN) from error
    if len(data) > _LARGEST:
        raise _refused(authority, "the answer is too long for a stamp")
    return data


def _refused(authority: str, what: str) -> RecordError:
    return RecordError(what, where=authority, mend=_ASK_AGAIN)
