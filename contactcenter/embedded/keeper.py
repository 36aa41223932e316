"""Keeps children running: starts them, passes on what they write, starts them again."""

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from contactcenter.embedded import children
from contactcenter.embedded.children import Program, StartRefused
from contactcenter.embedded.output import LineReader, Screen

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
# After this long without a fault, a fault is a new one and the pause starts small again.
FORGIVEN_AFTER: Final = 60.0


class StopAsked(Exception):
    """Somebody pressed Ctrl-C or sent a signal."""

    code = "stop_asked"


@dataclass(slots=True)
class Child:
    """A program and the process that runs it now, if any."""

    program: Program
    # Called before each start after a fault, to clear what the dead process left.
    before_restart: Callable[[], None] | None = None
    process: subprocess.Popen[bytes] | None = None
    reader: LineReader = field(default_factory=LineReader)
    started_at: float = 0.0
    due_at: float | None = None
    pause: float = FIRST_PAUSE

    @property
    def alive(self) -> bool:
        """Is there a process, and has it not ended?"""
        return self.process is not None and self.process.poll() is None


class Keeper:
    """Looks after a set of children from the main thread, without threads of its own."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.children: list[Child] = []
        self.on_restart: Callable[[], None] = lambda: None
        self._selector = selectors.DefaultSelector()
        self._stop_asked = False
        self._bell, ringer = socket.socketpair()
        self._ringer = ringer

    def listen_for_signals(self) -> None:
        """From now on Ctrl-C, SIGTERM and a closed terminal raise StopAsked in `turn`."""
        for end in (self._bell, self._ringer):
            end.setblocking(False)
        signal.set_wakeup_fd(self._ringer.fileno(), warn_on_full_buffer=False)
        self._selector.register(self._bell, selectors.EVENT_READ, None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # wakes `turn` when a child ends

    def _ask_to_stop(self, *_: object) -> None:
        self._stop_asked = True

    def start(self, child: Child) -> None:
        """Start a child and keep it running from now on."""
        if child not in self.children:
            self.children.append(child)
        self._launch(child)

    def _launch(self, child: Child) -> None:
        child.process = children.start(child.program)
        child.started_at = time.monotonic()
        child.due_at = None
        output = child.process.stdout
        if output is not None:
            os.set_blocking(output.fileno(), False)
            self._selector.register(output, selectors.EVENT_READ, child)

    def release(self, child: Child) -> None:
        """Let a child begin that only loads until told to go."""
        if child.process is not None:
            children.go(child.process)

    def turn(self, seconds: float, *, restart: bool = True) -> None:
        """Pass on output for up to so many seconds, then see to children that ended.

        Raises StopAsked.
        """
        for key, _ in self._selector.select(max(seconds, 0)):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    self._bell.recv(4096)
            else:
                self._pass_on(key.data)
        if self._stop_asked:
            self._stop_asked = False
            raise StopAsked
        if restart:
            self._see_to_the_dead()

    def wait_until(
        self, ready: Callable[[], bool], *, of: Child | None = None, seconds: float
    ) -> bool:
        """Turn until something is ready; False when the child ended or time is up."""
        until = time.monotonic() + seconds
        while not ready():
            if (of is not None and not of.alive) or time.monotonic() > until:
                return False
            self.turn(0.02, restart=False)
        return True

    def next_wait(self) -> float:
        """Seconds until the next restart is due, at most one second."""
        now = time.monotonic()
        dues = [child.due_at - now for child in self.children if child.due_at is not None]
        return min([1.0, *dues])

    def _pass_on(self, child: Child) -> None:
        output = child.process.stdout if child.process else None
        if output is None:
            return
        try:
            data = os.read(output.fileno(), 65536)
        except BlockingIOError:
            return
        lines = child.reader.feed(data) if data else child.reader.end()
        for line in lines:
            if line and not any(part in line for part in child.program.no_news):
                self.screen.line(child.program.name, line)
        if not data:
            self._selector.unregister(output)
            output.close()

    def _see_to_the_dead(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.due_at is not None and child.due_at <= now:
                self._start_again(child)
            elif child.due_at is None and not child.alive:
                self._plan_restart(child, now)

    def _plan_restart(self, child: Child, now: float) -> None:
        self.drain(child)
        if now - child.started_at > FORGIVEN_AFTER:
            child.pause = FIRST_PAUSE
        name, ended = child.program.name, how_it_ended(child.process)
        self.screen.trouble(f"{name} {ended}; starting it again in {child.pause:g} s")
        if child.process is not None:
            children.end_session(child.process.pid)
        child.due_at = now + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _start_again(self, child: Child) -> None:
        try:
            if child.before_restart is not None:
                child.before_restart()
        except StartRefused as refusal:
            self.screen.trouble(str(refusal))
            child.due_at = time.monotonic() + child.pause
            return
        self._launch(child)
        self.release(child)
        self.on_restart()

    def drain(self, child: Child) -> None:
        """Pass on the last words of a child that ended."""
        output = child.process.stdout if child.process else None
        while output is not None and not output.closed:
            before = output.fileno()
            if not _readable(before):
                return
            self._pass_on(child)

    def stop(self, stopping: Iterable[Child], *, patience: float) -> None:
        """Ask children to stop, all at once; insist when time is up or somebody asks again."""
        waiting = [child for child in stopping if child.alive]
        for child in waiting:
            if child.process is not None:
                child.process.send_signal(child.program.stop_signal)
        until = time.monotonic() + patience
        while any(child.alive for child in waiting) and time.monotonic() < until:
            try:
                self.turn(0.05, restart=False)
            except StopAsked:
                break
        for child in waiting:
            if child.process is not None:
                children.stop(child.process, signal.SIGKILL, patience=5)
                children.end_session(child.process.pid)
            self.drain(child)
        self.children = [child for child in self.children if child not in waiting]


def how_it_ended(process: subprocess.Popen[bytes] | None) -> str:
    """`ended with code 3`, `was killed by SIGKILL`."""
    code = process.returncode if process else None
    if code is not None and code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with code {code}"


def _readable(number: int) -> bool:
    with selectors.DefaultSelector() as one:
        one.register(number, selectors.EVENT_READ)
        return bool(one.select(0))
