"""The process that forks a child for each file: it has the heavy libraries loaded and never looks at a file itself.

Run as `python -m marsad.archive.confined.server SOCKET`, the number of an inherited socket. A request is one message
with two open files: what to read, and where to put what is found.
"""

import os
import select
import signal
import socket
import sys
from contextlib import suppress
from itertools import pairwise

import msgspec

from marsad.archive.confined import child
from marsad.archive.confined.words import Answer, Ask, Outcome

MESSAGE = 1 << 16
MOST = 1 << 16
"""Above the number of any open file."""
PATIENCE = 4
"""Seconds of the clock for each second of a processor, so that a busy machine ends nobody."""
_ENDINGS: dict[int, Outcome] = {signal.SIGXCPU: "slow", signal.SIGKILL: "greedy"}
"""How the system ends a child: for its time, or when the machine's memory is at an end."""


def main() -> None:
    """Answer requests until the parent closes the socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.chdir("/")
    with socket.socket(fileno=int(sys.argv[1])) as door:
        while True:
            message, files, _, _ = socket.recv_fds(door, MESSAGE, 2)
            if not message:
                return
            try:
                answer = serve(msgspec.json.decode(message, type=Ask), *files)
            finally:
                for file in files:
                    os.close(file)
            door.send(msgspec.json.encode(answer))


def serve(ask: Ask, data: int, output: int) -> Answer:
    """Load what the reader needs, fork, and wait no longer than the limits allow."""
    try:
        child.reader(ask.reader)
    except ImportError as error:
        return Answer("missing", what=(error.name or str(error)).split(".")[0])
    except Exception as error:  # noqa: BLE001 - a reader that cannot be loaded must not end what serves the others
        return Answer("crashed", what=type(error).__name__)
    heard, said = os.pipe()
    process = os.fork()
    if process == 0:
        _be_child(ask, data, output, (heard, said))
    os.close(said)
    try:
        return _wait(process, heard, ask.limits.time(ask.size) * PATIENCE)
    finally:
        os.close(heard)


def _be_child(ask: Ask, data: int, output: int, pipe: tuple[int, int]) -> None:
    code = 1
    try:
        _close_all_but(data, output, pipe[1])
        with os.fdopen(data, "rb") as source, os.fdopen(output, "wb") as target:
            child.run(ask, source, target, pipe[1])
        code = 0
    finally:
        os._exit(code)


def _close_all_but(*kept: int) -> None:
    """Leave the child no way out but these: not the server's own door above all."""
    for first, last in pairwise((2, *sorted(kept), MOST)):
        os.closerange(first + 1, last)


def _wait(process: int, heard: int, seconds: float) -> Answer:
    """The child's answer, or how it ended without one; nothing that it started outlives this."""
    ready, _, _ = select.select([heard], [], [], seconds)
    said = os.read(heard, MESSAGE) if ready else b""
    for end in (os.kill, os.killpg):
        with suppress(ProcessLookupError, PermissionError):
            end(process, signal.SIGKILL)
    _, status, used = os.wait4(process, 0)
    answer = _heard(said) if said else Answer(_ending(status) if ready else "slow", what=_signal(status))
    return msgspec.structs.replace(
        answer, memory=used.ru_maxrss * _UNIT, seconds=round(used.ru_utime + used.ru_stime, 3)
    )


def _heard(said: bytes) -> Answer:
    try:
        return msgspec.json.decode(said, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Answer("crashed", what="noise")


def _ending(status: int) -> Outcome:
    return _ENDINGS.get(os.WTERMSIG(status), "crashed") if os.WIFSIGNALED(status) else "crashed"


def _signal(status: int) -> str:
    return signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"


_UNIT = 1 if sys.platform == "darwin" else 1024

if __name__ == "__main__":
    main()
