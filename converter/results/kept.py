"""What runs into one folder keep for the next: values by a digest of all that they come of.

Outcomes of workbooks before their documents, last year's reports, and which files were proved. A key covers
everything that its value is a function of, and the whole file holds for one state of the program; so nothing
kept is ever out of date, it is only not asked for any more. The file lies with the caches of the user, not in
the output folder: values are pickled, and who may write what is unpickled may run code. It is made again
where it is missing; one that is damaged, or that somebody else may write, is left unread and told.

Layout: a line with the program's mark; each value behind its digest; the index, sorted by key; its place and
digest.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import struct
import weakref
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from converter.results.spool import Spool
from converter.system.errors import OutputError
from converter.system.files import write_whole
from converter.system.lines import require_file
from converter.system.program import program_mark
from converter.system.sharing import open_file, remove
from converter.system.user_cache import cache_folder, is_own

Value = TypeVar("Value")

FOLDER: Final = "kept"
MAX_FILES: Final = 12
"""Output folders for which something is kept; those of the oldest runs are dropped first."""

MAX_BYTES: Final = 64_000_000
"""Bytes of values for one folder, those of about ten thousand workbooks; what is more is made again."""

LINE: Final = 200
"""Bytes of the first line at most."""

_KEY, _DIGEST = 16, 32
_ENTRY = struct.Struct(f">{_KEY}sQL")
_END = struct.Struct(f">QQ{_DIGEST}s")
_ERRORS = (OSError, ValueError, RuntimeError, struct.error)

SPOILT = "上次留下的核对记录已损坏，没有采用，这次全部重新核对。"
FOREIGN = "上次留下的核对记录可能被别的用户改动过，没有采用，这次全部重新核对。"


def key_of(kind: str, *parts: str) -> str:
    """The key of a value: what it is, and all that it comes of but for the program."""
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        told = part.encode("utf-8", "surrogatepass")
        digest.update(b"\0%d\0" % len(told) + told)
    return digest.hexdigest()[: _KEY * 2]


class Kept:
    """The values that earlier runs kept, and those that this one adds; `save` writes both for the next.

    Pickled for other processes without what was added. Not safe for several threads. `told`: why what was
    kept is not believed, a sentence in Chinese, "" where it is.
    """

    def __init__(self, path: Path | None) -> None:
        """`path`: the file; None keeps nothing."""
        self.path, self.told = path, ""
        self._file: BinaryIO | None = None
        self._index, self._used = b"", bytearray()
        self._names, self._bytes = bytearray(), 0
        self._values: Spool[bytes] | None = None
        if path is not None:
            self._open(path)

    @property
    def is_empty(self) -> bool:
        """Whether no earlier run kept anything."""
        return not self._index

    def get(self, key: str, kind: type[Value]) -> Value | None:
        """The value of a key, of this kind; None where there is none or it is damaged."""
        number = self._find(bytes.fromhex(key))
        packed = None if number is None else self._packed(number)
        if number is None or packed is None:
            return None
        value = pickle.loads(packed)
        if not isinstance(value, kind):
            return None
        self._used[number] = 1
        return value

    def put(self, key: str, value: object) -> None:
        """Keep a value for the next run."""
        if self.path is not None:
            self.put_packed(key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def put_packed(self, key: str, packed: bytes) -> None:
        """Keep a value that is pickled already."""
        if self.path is None or self._bytes + len(packed) > MAX_BYTES:
            return
        if self._values is None:
            self._values = Spool(at_hand=False)  # they are read once, at the end
        self._names += bytes.fromhex(key)
        self._values.append(packed)
        self._bytes += len(packed)

    def put_all(self, added: Iterable[tuple[str, bytes]]) -> None:
        """Keep several values that are pickled already, by their keys."""
        for key, packed in added:
            self.put_packed(key, packed)

    def save(self) -> None:
        """Write what this run used and added, if there is anything new; a failure is none of the run's.

        Nothing is read afterwards.
        """
        if self.path is not None and (self._names or self.told):
            with suppress(OutputError, *_ERRORS):
                write_whole(self.path, self._pieces())
                self.path.chmod(0o600)
                files = sorted(self.path.parent.iterdir(), key=lambda path: path.stat().st_mtime)
                for oldest in files[:-MAX_FILES]:
                    remove(oldest, missing_ok=True)
        self.close()

    def close(self) -> None:
        """Let the file go: on Windows nobody may replace it before."""
        if self._file is not None:
            self._file.close()
        self._file, self._index, self._used = None, b"", bytearray()

    def _open(self, path: Path) -> None:
        try:
            require_file(path)
            self._file = open_file(path)
            weakref.finalize(self, self._file.close)  # a run that ends by an error closes nothing
            if not is_own(self._file.fileno()):
                self.told = FOREIGN
            elif self._file.readline(LINE) == _first_line():  # else of another program, or another layout
                self._index = _index_of(self._file)
                self._used = bytearray(len(self._index) // _ENTRY.size)
        except FileNotFoundError:
            return
        except _ERRORS:
            self.told = SPOILT

    def _find(self, name: bytes) -> int | None:
        """The number of a key's line in the index."""
        low, high = 0, len(self._used)
        while low < high:
            middle = (low + high) // 2
            found = self._name(middle)
            if found == name:
                return middle
            low, high = (middle + 1, high) if found < name else (low, middle)
        return None

    def _name(self, number: int) -> bytes:
        at = number * _ENTRY.size
        return self._index[at : at + _KEY]

    def _packed(self, number: int) -> bytes | None:
        """The bytes of a value; None where they are not those that were written."""
        _, at, length = _ENTRY.unpack_from(self._index, number * _ENTRY.size)
        try:
            assert self._file is not None  # there is an index
            self._file.seek(at)
            stored = self._file.read(_DIGEST + length)
        except _ERRORS:
            stored = b""
        packed = stored[_DIGEST:]
        if len(packed) == length and hashlib.sha256(packed).digest() == stored[:_DIGEST]:
            return packed
        self.told = SPOILT
        return None

    def _pieces(self) -> Iterator[bytes]:
        """The file: values that were used, values that were added, the index."""
        line = _first_line()
        yield line
        at, lines = len(line), list[bytes]()
        for name, packed in self._all():
            lines.append(_ENTRY.pack(name, at, len(packed)))
            yield hashlib.sha256(packed).digest() + packed
            at += _DIGEST + len(packed)
        index = b"".join(sorted(lines))
        yield index
        yield _END.pack(at, len(index), hashlib.sha256(index).digest())
        self.close()

    def _all(self) -> Iterator[tuple[bytes, bytes]]:
        """Each key with its packed value."""
        size = self._bytes
        for number, used in enumerate(self._used):
            packed = self._packed(number) if used else None
            if packed is not None and (size := size + len(packed)) <= MAX_BYTES:
                yield self._name(number), packed
        for number, packed in enumerate(self._values or ()):
            yield bytes(self._names[number * _KEY : (number + 1) * _KEY]), packed

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle where it is: another process opens the file itself."""
        return Kept, (self.path,)


def _index_of(file: BinaryIO) -> bytes:
    """The index of a file, as it was written. ValueError, struct.error: it is damaged."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END.size))
    at, length, digest = _END.unpack(file.read(_END.size))
    if at + length + _END.size != size or length % _ENTRY.size:
        raise ValueError("another length")
    file.seek(at)
    index = file.read(length)
    if hashlib.sha256(index).digest() != digest:
        raise ValueError("another index")
    return index


def _first_line() -> bytes:
    return f"xxgk-kept 1 {program_mark()}\n".encode()


def kept_for(output: Path) -> Kept:
    """What runs into an output folder kept; where it is called otherwise by now, nothing."""
    try:
        name = hashlib.sha256(os.fsencode(output.resolve())).hexdigest()[:32]
        return Kept(cache_folder() / FOLDER / name)
    except (OSError, RuntimeError):
        return Kept(None)
