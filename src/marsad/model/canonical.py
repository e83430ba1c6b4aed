"""One way to write a value as bytes, so that equal values have equal digests on every machine."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder(order="sorted")
_MARK = "\ufdd0"
"""A code point that Unicode keeps out of interchange; it stands in for a surrogate while msgspec writes."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKABLE = re.compile("[\ud800-\udfff\ufdd0]")
_MARKED = re.compile(_MARK.encode() + b"([0-9a-f]{4})")


def canonical(value: Any) -> bytes:  # noqa: ANN401 - whatever msgspec can write
    """JSON (UTF-8) with sorted keys and no white space; a lone surrogate is written as its six-character escape.

    A high and a low surrogate side by side are written as the character that they spell: JSON reads them so.
    """
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _MARKED.sub(_unmarked, _ENCODER.encode(_marked(msgspec.to_builtins(value))))


def parse(data: bytes, kind: type[T]) -> T:
    """What `canonical` wrote, as `kind`; lone surrogates survive. Raises msgspec.DecodeError for anything else."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:  # the latter for bytes in a key that are no UTF-8
        if b"\\ud" not in data:
            raise msgspec.DecodeError(str(error)) from error
    try:
        return msgspec.convert(json.loads(data), kind)
    except (ValueError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from error


def paired(text: str) -> str:
    """The text with each high and low surrogate that stand side by side as the one character that they spell."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes in lower-case hexadecimal, read in pieces; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def text_digest(text: str) -> str:
    """Digest of a text's code points as UTF-8; lone surrogates survive (surrogatepass)."""
    return digest(text.encode("utf-8", "surrogatepass"))


def _marked(value: Any) -> Any:  # noqa: ANN401 - plain JSON values
    """The value with `_MARK` and four hexadecimal digits for each lone surrogate, and for each mark of its own."""
    if isinstance(value, str):
        return _MARKABLE.sub(lambda found: f"{_MARK}{ord(found.group()):04x}", paired(value))
    if isinstance(value, dict):
        return {_marked(key): _marked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_marked(item) for item in value]
    return value


def _unmarked(found: re.Match[bytes]) -> bytes:
    code = int(found.group(1), 16)
    return _MARK.encode() if code == ord(_MARK) else b"\\u" + found.group(1)
