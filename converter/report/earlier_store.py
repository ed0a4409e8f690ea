"""Reports of earlier years in a database on disk: a county's or a province's take next to no memory.

The file is a temporary one. Where the system allows it, it has no name from the start, so that nothing is
left of a run that is killed.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from converter.system.errors import OutputError
from converter.system.files import failure_reason

if TYPE_CHECKING:
    import sqlite3


class EarlierRow(NamedTuple):
    """A report as it is stored: the key of its agency's name, then the values of an `EarlierReport`."""

    key: str
    agency: str
    code: str
    year: int | None
    source: str
    flawed: bool
    packed: bytes


_TABLE = "CREATE TABLE reports (key, agency, code, year, source, flawed, packed)"
_INDEXES = (
    "CREATE INDEX by_name ON reports (year, key)",
    "CREATE INDEX by_code ON reports (year, code)",
)
_VALUES = "SELECT agency, code, year, source, flawed, packed FROM reports"
_QUICK = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -512")
"""No other process reads the file, and after a crash nobody does; half a megabyte of it stays in memory."""

Values = tuple[Any, ...]


class EarlierStore:
    """Rows that are written once and found by year with name or code. Not safe for several threads.

    OutputError: the temporary file cannot be written.
    """

    def __init__(self, rows: Iterable[EarlierRow]) -> None:
        """Store the rows in their order."""
        try:
            handle, name = tempfile.mkstemp(prefix="xxgk-")
            os.close(handle)
        except OSError as error:
            raise _unstored(failure_reason(error)) from error
        import sqlite3  # which a run without last year does not need

        self._base = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
        self.close = weakref.finalize(self, _close, self._base, name)
        try:
            for text in (*_QUICK, _TABLE, "BEGIN"):
                self._base.execute(text)
            with suppress(OSError):  # Windows keeps the name of an open file
                Path(name).unlink()
            self._base.executemany("INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            for text in (*_INDEXES, "COMMIT"):
                self._base.execute(text)
        except sqlite3.Error as error:
            raise _unstored("磁盘空间不足，或磁盘读写出错") from error

    def __len__(self) -> int:
        (count,) = self._base.execute("SELECT count(*) FROM reports").fetchone()
        return int(count)

    def all(self) -> Iterator[Values]:
        """The values of every report, in their order."""
        yield from map(_typed, self._base.execute(f"{_VALUES} ORDER BY rowid"))

    def named(self, year: int, key: str) -> list[Values]:
        """Those of a year whose agency has this key."""
        found = self._base.execute(f"{_VALUES} WHERE year = ? AND key = ? ORDER BY rowid", (year, key))
        return list(map(_typed, found))

    def coded(self, year: int, code: str) -> list[Values]:
        """Those of a year with this code."""
        found = self._base.execute(f"{_VALUES} WHERE year = ? AND code = ? ORDER BY rowid", (year, code))
        return list(map(_typed, found))

    def with_characters(self, year: int, characters: str) -> list[Values]:
        """Those of a year whose agency's key has all these characters."""
        each = sorted(set(characters))
        has_all = "".join(" AND instr(key, ?)" for _ in each)
        found = self._base.execute(f"{_VALUES} WHERE year = ?{has_all} ORDER BY rowid", (year, *each))
        return list(map(_typed, found))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the rows, for other processes and machines."""
        rows = self._base.execute("SELECT * FROM reports ORDER BY rowid")
        return EarlierStore, ([EarlierRow(*row) for row in rows],)


def _typed(values: Values) -> Values:
    """Values as they were given: the database has no truth values."""
    *first, flawed, packed = values
    return (*first, bool(flawed), packed)


def _close(base: sqlite3.Connection, name: str) -> None:
    base.close()
    with suppress(OSError):  # nobody reads it any more; the system clears its folder
        Path(name).unlink()


def _unstored(reason: str) -> OutputError:
    return OutputError(f"无法在临时文件夹“{tempfile.gettempdir()}”暂存上年的数：{reason}。")
