"""A Valkey of a test's own, which may be killed in the middle."""

import signal
import subprocess
import tempfile
from pathlib import Path

from contactcenter.embedded import children
from contactcenter.embedded.valkey import Store
from tests.support.waiting import wait_for


class Broker:
    """Starts, dies and starts again at the same address."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ccv-", dir="/tmp"))
        self.socket = self.folder / "valkey.sock"
        self.url = f"unix://{self.socket}?db=0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start with whatever its append-only file still holds, and return when it answers."""
        store = Store(data=self.folder / "data", socket=self.socket)
        store.prepare()
        self._process = children.start(store.program())
        wait_for(store.is_ready, what="Valkey")

    def kill_9(self) -> None:
        """End it as the kernel would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        self.socket.unlink(missing_ok=True)

    def forget(self) -> None:
        """Lose everything it held, as after a crash without an append-only file."""
        for path in sorted((self.folder / "data").rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()

    def stop(self) -> None:
        """End it for good."""
        if self._process is not None:
            children.stop(self._process, signal.SIGTERM, patience=10)
