"""A real server of the page, asked by plain HTTP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/打开/([\w-]+)")


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class Served(NamedTuple):
    """A server: its port, its token, its process."""

    port: int
    token: str
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.origin}/打开/{self.token}"

    @property
    def own(self) -> dict[str, str]:
        """The headers of a browser that opened the page."""
        return {
            "Host": f"127.0.0.1:{self.port}",
            "Cookie": f"xxgk-{self.port}={self.token}",
            "Sec-Fetch-Site": "same-origin",
        }

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask with exactly these headers; by default as the page itself does."""
        sent = dict(self.own if headers is None else headers)
        if isinstance(body, Mapping):
            body = urlencode(body).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if method == "POST" and headers is None:
            sent["Origin"] = self.origin
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(
                method, quote(path, safe="/?=&%"), skip_host=True, skip_accept_encoding=True
            )
            if method == "POST" and "Content-Length" not in sent:
                sent["Content-Length"] = str(len(body or b""))
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@contextmanager
def served(folder: Path, *words: str) -> Iterator[Served]:
    """A server of a folder, until the context ends."""
    process = start(folder, *words)
    try:
        assert process.stdout is not None
        found = ADDRESS.search(process.stdout.readline())
        assert found is not None, process.stderr.read() if process.stderr else ""
        yield Served(int(found[1]), found[2], process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        finally:
            process.kill()
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "converter", "serve", "-C", str(folder), "--no-browser", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
