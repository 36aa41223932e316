"""Child processes that never outlive their parent.

Children are started from the main thread only: the kernel ties them to the thread that made them.
"""

import contextlib
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contactcenter.embedded import start_child

SAME = "same"


class StartRefused(Exception):
    """A server could not be started; the message says what a person can do about it."""

    code = "start_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What to start, as whom, and which signal ends it."""

    name: str
    command: tuple[str, ...]
    identity: str = SAME
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    # Lines with one of these are known and no news.
    no_news: tuple[str, ...] = ()
    # Loads first and begins when it reads a line: see `go`.
    waits_for_go: bool = False

    def command_line(self) -> list[str]:
        """The command, wrapped so that the kernel ends it with us."""
        return [
            *(sys.executable, "-I", "-S", start_child.__file__),
            *(self.orphan_signal.name, self.identity, str(os.getpid()), "--"),
            *self.command,
        ]


def start(program: Program, *, output: int | None = subprocess.PIPE) -> subprocess.Popen[bytes]:
    """Start in a session of its own, so that Ctrl-C reaches the launcher alone."""
    return subprocess.Popen(
        program.command_line(),
        stdin=subprocess.PIPE if program.waits_for_go else subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        cwd=program.folder,
        env=None if program.environment is None else {**os.environ, **program.environment},
    )


def go(child: subprocess.Popen[bytes]) -> None:
    """Let a child begin that was started with `waits_for_go`."""
    if child.stdin is not None and not child.stdin.closed:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(b"go\n")
            child.stdin.close()


def run(program: Program) -> subprocess.CompletedProcess[str]:
    """Run to the end and return what it said."""
    return subprocess.run(
        program.command_line(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        start_new_session=True,
        env=None if program.environment is None else {**os.environ, **program.environment},
    )


def stop(child: subprocess.Popen[bytes], number: signal.Signals, *, patience: float) -> None:
    """Ask to stop, wait up to `patience` seconds, then insist."""
    if child.poll() is None:
        child.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience)
    if child.poll() is None:
        end_session(child.pid)
        child.wait()


def end_session(pid: int) -> None:
    """Kill a child and whatever it started itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def identities() -> Iterator[str]:
    """Whom a server that refuses root can run as here, best first."""
    account = _unprivileged_account()
    if os.geteuid() == 0:
        if account is not None:
            yield f"namespace:{account.pw_uid}"
            yield f"drop:{account.pw_uid}:{account.pw_gid}"
        return
    yield SAME
    if not _has_account() and account is not None:
        yield f"namespace:{account.pw_uid}"


def _unprivileged_account() -> pwd.struct_passwd | None:
    accounts = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    return accounts.get("nobody") or next(iter(accounts.values()), None)


def _has_account() -> bool:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return True


def command_of(pid: int) -> str:
    """The command line of a living process, or nothing."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def await_end(pid: int, seen: str, *, patience: float) -> bool:
    """Wait for somebody else's process whose command line contains `seen`."""
    until = time.monotonic() + patience
    while seen in command_of(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def owned_by(identity: str, paths: Sequence[Path]) -> None:
    """Give folders to the account a server drops to; other identities need nothing."""
    how, _, ids = identity.partition(":")
    if how == "drop":
        uid, _, gid = ids.partition(":")
        for path in paths:
            os.chown(path, int(uid), int(gid))
