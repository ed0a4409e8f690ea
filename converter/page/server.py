"""One server per folder: its port, its address, its start and its end."""

from __future__ import annotations

import json
import socket
import time
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from converter.page.app import LIMITS, application
from converter.page.security import Door, new_token
from converter.page.site import Site
from converter.system import sharing
from converter.system.errors import UsageError
from converter.system.files import failure_reason, write_whole
from converter.system.locks import FolderBusy, only_run
from converter.system.sharing import content_of

PLACE, ADDRESS = ".xxgk-page", "address.json"
"""The hidden folder in which a server locks its folder and leaves its address, for a second start."""

_PATIENCE = 3.0
"""Seconds in which a server that has just started leaves its address."""

ADDRESSES = 1_000_000
"""Bytes of a request's first lines: the names of 500 ticked agencies stand in its address."""

QUIET = 1
"""Seconds that answers may take after the server was asked to end."""


def serve(folder: Path, port: int, announce: Callable[[str], None], *, browser: bool = True) -> None:
    """Serve the page of a folder until Ctrl-C; where a server does so already, open that one's page.

    `port`: 0 for any free one. `announce`: gets the whole address. UsageError: the port is taken.
    OutputError: nothing can be written in the folder.
    """
    try:
        with ExitStack() as held:
            _hold(folder, held)
            _serve(folder, held, port, announce, browser)
    except FolderBusy:
        address = _address_of(folder)
        if address is None:
            raise
        announce(address)
        if browser:
            webbrowser.open(address)


def _hold(folder: Path, held: ExitStack) -> None:
    """Be the server of a folder until `held` ends. FolderBusy: another one is."""
    place = folder / PLACE
    held.callback(_tidy, place)
    held.enter_context(only_run(place, "serve", patience=_PATIENCE))


def _tidy(place: Path) -> None:
    with suppress(OSError):  # not empty where another server has begun
        place.rmdir()


def _serve(folder: Path, held: ExitStack, port: int, announce: Callable[[str], None], browser: bool) -> None:
    import uvicorn

    with _listening(port) as listener:
        door = Door(listener.getsockname()[1], new_token(), LIMITS)

        def leave_address(at: Path) -> None:
            file = at / PLACE / ADDRESS
            write_whole(file, json.dumps({"address": door.address}).encode())
            file.chmod(0o600)
            held.callback(lambda: sharing.remove(file, missing_ok=True))

        def claim(other: Path) -> str:
            if (other / PLACE / ADDRESS).exists() and _address_of(other, patience=0.0) == door.address:
                return ""  # ours already
            try:
                _hold(other, held)
            except FolderBusy:
                return _address_of(other) or ""
            leave_address(other)
            return ""

        leave_address(folder)
        site = Site(folder, folder, claim)
        config = uvicorn.Config(
            application(site, door),
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=QUIET,
            h11_max_incomplete_event_size=ADDRESSES,
        )
        announce(door.address)
        if browser:
            webbrowser.open(door.address)
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            site.jobs.stop()


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(100)  # before the address is told
    except OSError as error:
        listener.close()
        raise UsageError(
            f"端口 {port} 用不了（{failure_reason(error)}），请换一个，或不写 --port，由程序自己选。"
        ) from error
    return listener


def _address_of(folder: Path, patience: float = _PATIENCE) -> str | None:
    """The address that the server of a folder left; None where there is none that is ours to open."""
    end = time.monotonic() + patience
    while True:
        with suppress(OSError, ValueError, KeyError, TypeError):
            address = json.loads(content_of(folder / PLACE / ADDRESS))["address"]
            if str(address).startswith("http://127.0.0.1:"):
                return str(address)
        if time.monotonic() >= end:
            return None
        time.sleep(0.1)
