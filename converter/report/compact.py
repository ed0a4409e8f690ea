"""Reports in little room, for batches of thousands: in memory, on the way between processes and on disk.

Nearly all workbooks of a folder have the same things in the same cells. What a mapping of a report has in
common with others, its keys and places, is its mould and there once for all of them; what is its own, values
and texts, is kept plainly, and a figure or entry is made when it is asked for.
"""

from __future__ import annotations

import pickle
import zlib
from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from converter.form import FORM, Ref
from converter.report.report import Entry, Figure, Paragraph, Place, Report, Value

Key = TypeVar("Key")
Item = TypeVar("Item")

KINDS = 64
"""Different moulds, and other things in common, that a process remembers: each takes up to 20 kB."""


class _Mould(NamedTuple):
    """The number of each key, all of the items that is no value or text of their own, and both as bytes."""

    numbers: Mapping[Any, int]
    rest: tuple[Any, ...]
    packed: bytes


class Compact(Mapping[Key, Item]):
    """A mapping equal to the dictionary it was made of; it never changes.

    A kind of it says how an item of a file comes apart, and how its parts make an item again.
    """

    __slots__ = ("_file", "_mould", "_own")

    def __init__(self, items: Mapping[Key, Item], file: str) -> None:
        """`file`: the report's, of which nearly all places are."""
        self._file = file
        self._own, rest = self._apart(items.values(), file)
        self._mould = _moulded(tuple(items), rest)

    @staticmethod
    @abstractmethod
    def _apart(items: Collection[Any], file: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """What is the items' own, and the rest of each."""

    @staticmethod
    @abstractmethod
    def _made(own: Any, rest: Any, file: str) -> Any:
        """An item of its own and the rest."""

    def __getitem__(self, key: Key) -> Item:
        number = self._mould.numbers[key]
        made: Item = self._made(self._own[number], self._mould.rest[number], self._file)
        return made

    def __iter__(self) -> Iterator[Key]:
        return iter(self._mould.numbers)

    def __len__(self) -> int:
        return len(self._own)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self._mould.packed, self._own, self._file)


def _restored(
    kind: type[Compact[Any, Any]], mould: bytes, own: tuple[Any, ...], file: str
) -> Compact[Any, Any]:
    compact = kind.__new__(kind)
    compact._file, compact._own, compact._mould = file, own, _unpacked(mould)
    return compact


class CompactFigures(Compact[Ref, Figure]):
    """Figures; their values are to be had without them."""

    __slots__ = ()

    @staticmethod
    def _apart(items: Collection[Figure], file: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        rest = [(_at(item.place, file), item.remark, item.computed) for item in items]
        return tuple([item.value for item in items]), tuple(rest)

    @staticmethod
    def _made(own: Any, rest: Any, file: str) -> Figure:
        at, remark, computed = rest
        return Figure(own, _place(at, file), remark, computed)

    def known(self) -> dict[Ref, Value | None]:
        """The values of all figures."""
        return dict(zip(self._mould.numbers, self._own, strict=True))


class CompactEntries(Compact[str, Entry]):
    """Entries by their keys."""

    __slots__ = ()

    @staticmethod
    def _apart(items: Collection[Entry], file: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        return tuple([item.text for item in items]), tuple([_at(item.place, file) for item in items])

    @staticmethod
    def _made(own: Any, rest: Any, file: str) -> Entry:
        return Entry(own, _place(rest, file))


class CompactPassages(Compact[str, tuple[Paragraph, ...]]):
    """Narratives by their keys; their paragraphs are everywhere in other cells."""

    __slots__ = ()

    @staticmethod
    def _apart(
        items: Collection[tuple[Paragraph, ...]], file: str
    ) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        own = [tuple([(p.text, _at(p.place, file), p.typed) for p in item]) for item in items]
        return tuple(own), (None,) * len(own)

    @staticmethod
    def _made(own: Any, rest: Any, file: str) -> tuple[Paragraph, ...]:
        return tuple([Paragraph(text, _place(at, file), typed) for text, at, typed in own])


class CompactValues(Compact[Ref, Value]):
    """Values by their figures."""

    __slots__ = ()

    @staticmethod
    def _apart(items: Collection[Value], file: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        return tuple(items), (None,) * len(items)

    @staticmethod
    def _made(own: Any, rest: Any, file: str) -> Value:
        value: Value = own
        return value

    def known(self) -> dict[Ref, Value]:
        """The same as a dictionary, which is faster to ask."""
        return dict(zip(self._mould.numbers, self._own, strict=True))


def values_of(report: Report) -> Mapping[Ref, Value | None]:
    """The value of every figure of a report."""
    figures = report.figures
    if isinstance(figures, CompactFigures):
        return figures.known()
    return {ref: figure.value for ref, figure in figures.items()}


def compact_report(report: Report) -> Report:
    """The same report in a tenth of the room."""
    file = report.source
    return Report(
        file,
        CompactEntries(report.entries, file),
        CompactFigures(report.figures, file),
        CompactPassages(report.passages, file),
        CompactEntries(report.states, file),
        CompactEntries(report.notes, file),
        report.reasons,
        CompactFigures(report.last_year, file),
        report.identity,
        report.unread,
    )


def _at(place: Place | None, file: str) -> Any:
    """Where in a file: sheet and cell; a place in another one as it is."""
    return (place.sheet, place.cell) if place is not None and place.file == file else place


def _place(at: Any, file: str) -> Place | None:
    return Place(file, *at) if type(at) is tuple else at


@lru_cache(KINDS)
def _moulded(keys: tuple[Any, ...], rest: tuple[Any, ...]) -> _Mould:
    """The mould of these keys and places, the same one each time."""
    named = None if keys == FORM.refs else keys  # the most frequent ones need not be written out
    return _Mould({key: number for number, key in enumerate(keys)}, rest, _bytes((named, rest)))


@lru_cache(KINDS)
def _unpacked(packed: bytes) -> _Mould:
    keys, rest = pickle.loads(zlib.decompress(packed))
    return _moulded(FORM.refs if keys is None else keys, rest)


@lru_cache(KINDS)
def in_common(value: Any) -> bytes:
    """A hashable value that many have, as bytes: made once, and again a value by `from_common`."""
    return _bytes(value)


def _bytes(value: Any) -> bytes:
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


@lru_cache(KINDS)
def from_common(packed: bytes) -> Any:
    """The value that became these bytes, the same one each time."""
    return pickle.loads(zlib.decompress(packed))
