"""Writes streams: JSON lines as bytes, text as text; quiet when the reader of a pipe has gone."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

import msgspec

Format = Literal["table", "jsonl"]
PIPE_CLOSED = 141
"""What a shell reports of a program that SIGPIPE ended (128 + 13)."""


def json_line(value: object) -> bytes:
    r"""One line of JSON; a lone surrogate, which UTF-8 cannot carry, is written as its \\u escape."""
    try:
        return msgspec.json.encode(value) + b"\n"
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def write_lines(values: Iterable[Any]) -> int:
    """Each value as one line of JSON on standard output, as it comes; returns how many."""
    written = 0
    with pipe():
        for value in values:
            sys.stdout.buffer.write(json_line(value))
            written += 1
        sys.stdout.buffer.flush()
    return written


def write_text(text: str) -> None:
    """Text on standard output in UTF-8, whatever the locale; what UTF-8 cannot carry shows as a question mark."""
    write_bytes(text.encode("utf-8", "replace"))


def write_bytes(data: bytes) -> None:
    """Bytes on standard output, as they are."""
    with pipe():
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def note(text: str) -> None:
    """A sentence for the person at the terminal, on standard error."""
    with suppress(BrokenPipeError):
        sys.stderr.flush()
        sys.stderr.buffer.write(text.encode("utf-8", "replace") + b"\n")
        sys.stderr.buffer.flush()


@contextmanager
def pipe() -> Iterator[None]:
    """Ends the program quietly when the pipe's reader has gone (`marsad read … | head`)."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(PIPE_CLOSED) from None
