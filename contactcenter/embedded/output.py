"""What the launcher says, and the lines of its children with their names in front."""

import contextlib
import os
import sys
from typing import Final

COLOURS: Final = {"web": "36", "worker": "33", "beat": "35", "postgres": "34", "valkey": "32"}
BOLD: Final = "1"
RED: Final = "31"
WIDTH: Final = 8
LONGEST_LINE: Final = 64 * 1024


class Screen:
    """Standard output; a reader who goes away (`make run | head`) ends nothing."""

    def __init__(self) -> None:
        self.coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def say(self, text: str = "") -> None:
        """A line of the launcher's own."""
        self._write(text)

    def loud(self, text: str) -> None:
        """A line that must not be overlooked."""
        self._write(self._painted(text, BOLD))

    def trouble(self, text: str) -> None:
        """A line about something that went wrong."""
        self._write(self._painted(text, RED))

    def line(self, name: str, text: str) -> None:
        """A line a child wrote."""
        front = self._painted(f"{name:<{WIDTH}} |", COLOURS.get(name, "37"))
        self._write(f"{front} {text}")

    def _painted(self, text: str, colour: str) -> str:
        return f"\033[{colour}m{text}\033[0m" if self.coloured else text

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.write(text + "\n")
            sys.stdout.flush()


class LineReader:
    """Cuts what a child writes into whole lines."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[str]:
        """The lines completed by this piece."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        return [line.decode("utf-8", "replace").rstrip() for line in lines]

    def end(self) -> list[str]:
        """What was left without a line end."""
        rest, self._rest = self._rest, b""
        return [rest.decode("utf-8", "replace").rstrip()] if rest else []
