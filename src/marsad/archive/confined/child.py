"""The child that reads one file: it takes the limits upon itself, reads, says how it went, and ends.

RLIMIT_DATA is its memory (what it writes to: heap and anonymous maps), RLIMIT_CPU its time, RLIMIT_FSIZE its output.
It leads a session of its own, so that what it starts can be ended with it; where the system has filters of its calls,
it has no network and starts no program unless its reader needs one.
"""

import errno
import importlib
import os
import resource
import signal
from typing import BinaryIO

import msgspec

from marsad.archive.confined.frames import write_frame
from marsad.archive.confined.syscalls import forbid
from marsad.archive.confined.words import Answer, Ask
from marsad.archive.format import Limits, Reader
from marsad.errors import InputError

FILES = 64
"""Files that a child may have open."""


def run(ask: Ask, data: BinaryIO, output: BinaryIO, said: int) -> None:
    """Read the file and write an Answer into the pipe `said`; whatever is raised ends here."""
    try:
        confine(ask.limits, ask.size)
        answer = _read(ask, data, output)
    except MemoryError:
        answer = Answer("greedy")
    os.write(said, msgspec.json.encode(answer))


def confine(limits: Limits, size: int) -> None:
    """Take the limits upon this process; a limit that the system sets lower already stays."""
    os.setsid()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    seconds = limits.time(size)
    _limit(resource.RLIMIT_DATA, limits.memory)
    _limit(resource.RLIMIT_CPU, seconds, grace=1)
    _limit(resource.RLIMIT_FSIZE, limits.output)
    _limit(resource.RLIMIT_NOFILE, FILES)
    _limit(resource.RLIMIT_CORE, 0)
    forbid(programs=limits.programs)


def _limit(kind: int, most: int, grace: int = 0) -> None:
    _, hard = resource.getrlimit(kind)
    ceiling = most + grace if hard == resource.RLIM_INFINITY else min(most + grace, hard)
    resource.setrlimit(kind, (min(most, ceiling), ceiling))


def _read(ask: Ask, data: BinaryIO, output: BinaryIO) -> Answer:
    number = 0
    try:
        for found in reader(ask.reader)(data, ask.name):
            write_frame(output, found)
            number += 1
        output.flush()
    except InputError as error:
        return Answer("refused", what=error.what, mend=error.mend)
    except MemoryError:
        return Answer("greedy")
    except OSError as error:
        if error.errno == errno.EFBIG:
            return Answer("large")
        return Answer("crashed", what=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - parsers raise what they do not name; here it ends with the child
        return Answer("crashed", what=type(error).__name__)
    return Answer("done", number)


def reader(name: str) -> Reader:
    """The reader at "module:function"; ImportError where what it needs is not installed."""
    module, function = name.split(":")
    found: Reader = getattr(importlib.import_module(module), function)
    return found
