"""No network, no hold on other processes and no other program for a child that reads: a filter of system calls.

seccomp(2) of Linux, told through prctl(2): a program in classic BPF (linux/seccomp.h) that refuses calls with EPERM.
Numbers of calls are those of each architecture's table; on any other machine, and on other systems, there is none.
"""

import ctypes
import errno
import platform
import struct
import sys

_NETWORK = ("socket", "connect", "accept", "accept4", "bind", "listen", "sendto")
_OTHERS = ("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "io_uring_setup")
"""The last would make the calls of others where no filter sees them."""
_PROGRAMS = ("execve", "execveat")
_NAMES = (*_NETWORK, *_OTHERS, *_PROGRAMS)
_TABLES = {
    "x86_64": (0xC000003E, (41, 42, 43, 288, 49, 50, 44, 101, 310, 311, 438, 425, 59, 322)),
    "aarch64": (0xC00000B7, (198, 203, 202, 242, 200, 201, 206, 117, 270, 271, 438, 425, 221, 281)),
}
"""Machine → its AUDIT_ARCH, and the numbers of those calls."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCH_AT = 0, 4
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_FOREIGN = 0x40000000
"""From here on x86_64 numbers the calls of another convention (x32)."""
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def forbid(*, programs: bool) -> bool:
    """Take the filter upon this process and all that it starts, for ever; `programs`: whether it may start any.

    Returns whether the system took it.
    """
    if sys.platform != "linux" or platform.machine() not in _TABLES:
        return False
    arch, numbers = _TABLES[platform.machine()]
    refused = [number for name, number in zip(_NAMES, numbers, strict=True) if not (programs and name in _PROGRAMS)]
    steps = _steps(arch, refused)
    program = _Program(len(steps) // 8, steps)
    libc = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    if libc.prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), zero, zero, zero):
        return False
    return not libc.prctl(_SET_FILTER, ctypes.c_ulong(_FILTER), ctypes.byref(program), zero, zero)


def _steps(arch: int, refused: list[int]) -> bytes:
    """The filter: calls of another architecture, of another convention and those named are refused, all else passes."""
    steps = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_EQUAL, 1, 0, arch),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _FOREIGN),
        (_RETURN, 0, 0, _REFUSE),
    ]
    for number in refused:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in (*steps, (_RETURN, 0, 0, _ALLOW)))
