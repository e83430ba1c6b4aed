import multiprocessing
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from marsad.archive.lock import Lock
from marsad.errors import RecordError

WHEN = datetime(2016, 12, 6, 8, tzinfo=UTC)
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from marsad.archive.lock import Lock
Lock(Path(sys.argv[1]), datetime(2016, 12, 6, 8, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_writer_in_this_process_is_told_who_holds_it(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "write.lock", WHEN)
    with pytest.raises(RecordError, match=f"process {os.getpid()} on .* since 2016-12-06 08:00:00") as caught:
        Lock(tmp_path / "write.lock", WHEN)
    assert "wait until it is done" in caught.value.mend
    lock.release()
    again = Lock(tmp_path / "write.lock", WHEN)
    assert not again.after_death
    again.release()


def test_another_process_is_named_and_its_death_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(RecordError, match=f"process {holder.pid} on "):
            Lock(path, WHEN)
        holder.kill()
    lock = Lock(path, WHEN)
    assert lock.after_death
    lock.release()
    assert path.read_bytes() == b""


def tries(path: Path, go: "multiprocessing.SimpleQueue[str]", answer: "multiprocessing.SimpleQueue[str]") -> None:
    """Try the lock at once, and again when told to."""
    for _ in range(2):
        try:
            Lock(path, WHEN)
        except RecordError as error:
            answer.put(str(error))
        else:
            answer.put("taken")
        go.get()


def test_a_forked_child_does_not_hold_its_parents_lock(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    lock = Lock(path, WHEN)
    context = multiprocessing.get_context("fork")
    go, answer = context.SimpleQueue(), context.SimpleQueue()
    child = context.Process(target=tries, args=(path, go, answer), daemon=True)
    child.start()
    assert f"process {os.getpid()}" in answer.get()
    lock.release()
    go.put("again")
    assert answer.get() == "taken"
    with pytest.raises(RecordError, match=f"process {child.pid} on "):
        Lock(path, WHEN)
    go.put("end")
    child.join()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"nowhere/write\.lock: the record cannot be written to"):
        Lock(tmp_path / "nowhere" / "write.lock", WHEN)


def test_a_lock_that_names_nobody_is_still_a_lock(tmp_path: Path) -> None:
    path = tmp_path / "write.lock"
    path.write_bytes(b"{half")
    lock = Lock(path, WHEN)
    assert lock.after_death
    lock.release()
