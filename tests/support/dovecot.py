"""A real Dovecot from Debian, on loopback, in a folder of its own."""

import contextlib
import getpass
import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contactcenter.embedded import children
from contactcenter.embedded.children import Program
from tests.support.processes import free_port
from tests.support.waiting import wait_for

PASSWORD: Final = "correct-horse"
ABSENT: Final = "Dovecot is not installed (apt-get install dovecot-imapd)"

CONFIGURATION: Final = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:~/Maildir
first_valid_uid = 1
{accounts}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/homes/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


def program() -> str | None:
    """Path of Dovecot, or None where it is not installed."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


@dataclass(slots=True)
class Mailbox:
    """How a test reaches one mailbox; every name is a mailbox, all with one password."""

    host: str
    port: int
    user: str
    password: str = PASSWORD

    def login(self) -> imaplib.IMAP4:
        """A logged-in connection."""
        connection = imaplib.IMAP4(self.host, self.port, timeout=20)
        connection.login(self.user, self.password)
        return connection

    def put(self, raw: bytes, folder: str = "INBOX") -> None:
        """Deliver a message into a folder."""
        with self.login() as connection:
            status, said = connection.append(folder, "", "", raw)
            assert status == "OK", said

    def count(self, folder: str = "INBOX") -> int:
        """How many messages are in a folder."""
        with self.login() as connection:
            _, said = connection.select(folder, readonly=True)
            return int(said[0] or b"0")


class Dovecot:
    """A server started for a test."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ccd-", dir="/tmp"))
        self.host = "127.0.0.1"
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def mailbox(self, user: str) -> Mailbox:
        """The mailbox of this name; it exists from its first use."""
        return Mailbox(host=self.host, port=self.port, user=user)

    def start(self) -> None:
        """Start, and return when it greets."""
        path = program()
        assert path is not None, ABSENT
        self._write_configuration()
        command = (path, "-F", "-c", str(self.folder / "dovecot.conf"))
        self._process = children.start(
            Program(name="dovecot", command=command, orphan_signal=signal.SIGTERM),
            output=subprocess.DEVNULL,
        )
        wait_for(self._greets, what=f"Dovecot's greeting ({self._log()})")

    def stop(self) -> None:
        """Stop and remove everything."""
        self.interrupt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def interrupt(self) -> None:
        """Stop, but keep the mail: `start` brings it back on the same port."""
        if self._process is not None:
            children.stop(self._process, signal.SIGTERM, patience=10)
            children.end_session(self._process.pid)
            self._process = None

    def _write_configuration(self) -> None:
        mail = _mail_account()
        for name in ("run", "state", "homes"):
            (self.folder / name).mkdir(exist_ok=True)
        # Dovecot's own accounts pass through here.
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            os.chown(self.folder / "homes", mail.pw_uid, mail.pw_gid)
        text = CONFIGURATION.format(
            folder=self.folder,
            port=self.port,
            uid=mail.pw_uid,
            gid=mail.pw_gid,
            password=PASSWORD,
            accounts=_accounts(),
        )
        (self.folder / "dovecot.conf").write_text(text)

    def _greets(self) -> bool:
        with (
            contextlib.suppress(OSError),
            socket.create_connection((self.host, self.port), timeout=2) as line,
        ):
            return line.recv(64).startswith(b"* OK")
        return False

    def _log(self) -> str:
        with contextlib.suppress(OSError):
            return (self.folder / "dovecot.log").read_text(errors="replace")
        return "no log"


def _mail_account() -> pwd.struct_passwd:
    """Who owns the mail: Dovecot refuses to touch root's."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _accounts() -> str:
    if os.geteuid() == 0:
        return ""  # the package made accounts for it
    user, group = getpass.getuser(), grp.getgrgid(os.getegid()).gr_name
    return (
        f"default_internal_user = {user}\n"
        f"default_internal_group = {group}\n"
        f"default_login_user = {user}\n"
    )
