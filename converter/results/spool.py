"""A sequence on disk: any number of items takes next to no memory. Appended once, read at will."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from operator import index
from typing import IO, Generic, TypeVar, overload

from converter.system.errors import OutputError
from converter.system.files import failure_advice, failure_reason

Item = TypeVar("Item")


AT_HAND, SMALL = 128, 64_000
"""Items of a spool that has no more, which usually stay at hand, and their bytes at most."""


class Spool(Sequence[Item], Generic[Item]):
    """A sequence whose items are pickled in a temporary file and unpickled at each access.

    Small items of a short one stay at hand too, unless `at_hand` is false: a county fits in, and its steps
    unpickle nothing. No item may be changed. The file has no name and is gone when the spool is closed or
    garbage, and with the process in any case. Items for which there is no space on the disk stay in memory.
    Not safe for several threads.
    OutputError: what is in the file cannot be read again.
    """

    def __init__(self, items: Iterable[Item] = (), *, at_hand: bool = True) -> None:
        """Store the items, each picklable."""
        self._file: IO[bytes] | None = None
        self._ends = array("Q", [0])
        self._in_memory: dict[int, bytes] = {}
        self._at_hand: list[Item | None] = []
        self._most_at_hand = AT_HAND if at_hand else 0
        with suppress(OSError):  # unbuffered: nothing is left to be written later, when it could not be kept
            self._file = tempfile.TemporaryFile(prefix="xxgk-", buffering=0)  # noqa: SIM115  open until `close`
        self.close = weakref.finalize(self, _close, self._file)
        for item in items:
            self.append(item)

    def append(self, item: Item) -> None:
        """Store one more item."""
        packed = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        if len(self) >= self._most_at_hand:
            self._at_hand = []
        elif len(self._at_hand) == len(self):
            self._at_hand.append(item if len(packed) <= SMALL else None)
        if not self._is_written(packed):
            self._in_memory[len(self)] = packed
            packed = b""
        self._ends.append(self._ends[-1] + len(packed))

    def _is_written(self, packed: bytes) -> bool:
        if self._file is None:
            return False
        try:
            self._file.seek(self._ends[-1])
            return self._file.write(packed) == len(packed)
        except OSError:
            return False

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> list[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | list[Item]:
        """An item; for a slice, a list in memory."""
        if isinstance(number, slice):
            return [self._read(place) for place in range(*number.indices(len(self)))]
        place = index(number)
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(number)
        return self._read(place)

    def _read(self, place: int) -> Item:
        if place < len(self._at_hand) and self.close.alive and (known := self._at_hand[place]) is not None:
            return known
        packed = self._in_memory.get(place)
        item: Item = pickle.loads(self._stored(place) if packed is None else packed)
        return item

    def _stored(self, place: int) -> bytes:
        start, end = self._ends[place], self._ends[place + 1]
        if self._file is None:
            raise ValueError("the spool is closed")
        try:
            self._file.seek(start)
            packed = self._file.read(end - start)
        except OSError as error:
            raise storage_error(error) from error
        while len(packed) < end - start and (more := self._file.read(end - start - len(packed))):
            packed += more
        return packed

    def __iter__(self) -> Iterator[Item]:
        return map(self._read, range(len(self)))

    def __len__(self) -> int:
        return len(self._ends) - 1


def _close(file: IO[bytes] | None) -> None:
    if file is not None:
        with suppress(OSError):
            file.close()


def storage_error(error: OSError) -> OutputError:
    """The error for a temporary file that cannot be written or read again."""
    return OutputError(
        f"无法在临时文件夹“{tempfile.gettempdir()}”暂存结果：{failure_reason(error)}。已写出的文件都是完整的。"
        f"{failure_advice(error)}。"
    )
