"""One way to write a value as bytes, so that equal values have equal digests on every machine."""

import hashlib
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(value: Any) -> bytes:  # noqa: ANN401 - whatever msgspec can write
    """JSON with sorted keys and no white space; lone surrogates are refused by the encoder, so encode text first."""
    return _ENCODER.encode(value)


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def text_digest(text: str) -> str:
    """Digest of a text's code points as UTF-8; lone surrogates survive (surrogatepass)."""
    return digest(text.encode("utf-8", "surrogatepass"))
