"""A sequence on disk: any number of items takes next to no memory. Appended once, read at will."""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import index
from typing import IO, Generic, TypeVar, overload

from converter.system.errors import OutputError
from converter.system.files import failure_reason

Item = TypeVar("Item")


class Spool(Sequence[Item], Generic[Item]):
    """A sequence whose items are pickled in a temporary file and unpickled at each access.

    The file has no name and is gone when the spool is closed or garbage, and with the process in any case.
    Not safe for several threads. OutputError: the temporary file cannot be written.
    """

    def __init__(self, items: Iterable[Item] = ()) -> None:
        """Store the items, each picklable."""
        try:
            self._file: IO[bytes] = tempfile.TemporaryFile(prefix="xxgk-")  # noqa: SIM115  open until `close`
        except OSError as error:
            raise storage_error(error) from error
        self.close = weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])
        for item in items:
            self.append(item)

    def append(self, item: Item) -> None:
        """Store one more item."""
        packed = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        try:
            self._file.seek(self._ends[-1])
            self._file.write(packed)
        except OSError as error:
            raise storage_error(error) from error
        self._ends.append(self._ends[-1] + len(packed))

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
        start, end = self._ends[place], self._ends[place + 1]
        try:
            self._file.seek(start)  # writes what is still in the buffer
            packed = self._file.read(end - start)
        except OSError as error:
            raise storage_error(error) from error
        item: Item = pickle.loads(packed)
        return item

    def __iter__(self) -> Iterator[Item]:
        return map(self._read, range(len(self)))

    def __len__(self) -> int:
        return len(self._ends) - 1


def storage_error(error: OSError) -> OutputError:
    """The error for a temporary file that cannot be written."""
    return OutputError(f"无法在临时文件夹“{tempfile.gettempdir()}”暂存结果：{failure_reason(error)}。")
