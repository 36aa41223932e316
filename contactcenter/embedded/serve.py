"""Load the web application at once, serve it when told to.

Run as `python -m contactcenter.embedded.serve HOST PORT` with a line on standard input meaning
"go": loading takes a second, which goes by while the database is brought up to date.
"""

import sys
from importlib import import_module
from typing import Final

import uvicorn

# A ticket to listen is all a page sends; nothing longer has business on the live socket.
LARGEST_LIVE_FRAME: Final = 64 * 1024


def main(host: str, port: int) -> None:
    """Serve until SIGTERM."""
    application = import_module("contactcenter.asgi").application
    if not sys.stdin.readline():
        return  # the launcher is gone
    uvicorn.run(
        application,
        host=host,
        port=port,
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=3,
        ws="websockets-sansio",
        ws_max_size=LARGEST_LIVE_FRAME,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
