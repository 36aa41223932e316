"""Become another program, after setting what only the process itself can set.

Run as a script: `python start_child.py SIGNAL IDENTITY PARENT -- PROGRAM ARGUMENT…`.
It makes the kernel send SIGNAL to the program when its parent dies, takes on IDENTITY
(`same`, `namespace:UID` or `drop:UID:GID`), and turns into PROGRAM, keeping its pid.
"""

import ctypes
import os
import platform
import signal
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
REFUSED = 77


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapabilityWord(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(outcome: int) -> None:
    if outcome != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def enter_namespace(uid: int) -> None:
    """See ourselves as `uid` while staying who we are to the rest of the machine."""
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    _checked(_libc().unshare(CLONE_NEWUSER))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {outer_uid} 1\n")
    Path("/proc/self/gid_map").write_text(f"{uid} {outer_gid} 1\n")


def drop_to(uid: int, gid: int) -> None:
    """Stop being root, but keep the right to pass folders of root's (a checkout in /root)."""
    libc = _libc()
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setresuid(uid, uid, uid)
    header = _CapabilityHeader(CAPABILITY_VERSION_3, 0)
    word = 1 << CAP_DAC_OVERRIDE
    words = (_CapabilityWord * 2)(_CapabilityWord(word, word, word), _CapabilityWord(0, 0, 0))
    # Where that is refused, the server goes without: it is needed in closed folders only.
    if libc.capset(ctypes.byref(header), words) == 0:
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def take_identity(identity: str) -> None:
    """Apply `same`, `namespace:UID` or `drop:UID:GID`. Raises OSError when refused."""
    how, _, ids = identity.partition(":")
    if how == "namespace":
        enter_namespace(int(ids))
    elif how == "drop":
        uid, _, gid = ids.partition(":")
        drop_to(int(uid), int(gid))


def die_with(parent: int, number: int) -> None:
    """Have the kernel send us a signal when the parent dies; leave if it already has."""
    if platform.system() == "Linux":
        _checked(_libc().prctl(PR_SET_PDEATHSIG, number, 0, 0, 0))
        if os.getppid() != parent:
            sys.exit(0)


def main(arguments: list[str]) -> None:
    """Read the command line, set up, and turn into the program."""
    number, identity, parent, _, *program = arguments
    try:
        take_identity(identity)
    except OSError as refusal:
        sys.stderr.write(f"{identity.partition(':')[0]} refused: {refusal}\n")
        sys.exit(REFUSED)
    # Last, because a change of identity clears it.
    die_with(int(parent), signal.Signals[number])
    os.execvp(program[0], program)  # noqa: S606 - turning into the program is the whole point


if __name__ == "__main__":
    main(sys.argv[1:])
